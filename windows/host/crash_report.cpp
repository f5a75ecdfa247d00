#include "host/crash_report.h"

#include <windows.h>

#include <atomic>
#include <cstdio>
#include <string>

#include "host/text.h"

namespace latchkey::host {
namespace {

constexpr UINT kCrashed = 4;

std::string moduleOf(const void* address) {
  HMODULE module = nullptr;
  const DWORD how = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  if (GetModuleHandleExW(how, static_cast<LPCWSTR>(address), &module) == FALSE) return "no module";
  wchar_t path[MAX_PATH] = {};
  GetModuleFileNameW(module, path, MAX_PATH);
  const auto offset = static_cast<const char*>(address) - reinterpret_cast<const char*>(module);
  return toUtf8(path) + " +" + std::to_string(offset);
}

LONG WINAPI tellAndEnd(EXCEPTION_POINTERS* pointers) {
  const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
  JsonLine line("crash");
  line.number("code", static_cast<long long>(record.ExceptionCode)).number("thread", GetCurrentThreadId());
  std::puts(line.text("where", moduleOf(record.ExceptionAddress)).take().c_str());
  std::fflush(stdout);
  TerminateProcess(GetCurrentProcess(), kCrashed);
  return EXCEPTION_EXECUTE_HANDLER;
}

std::atomic<HMODULE> provider{nullptr};

/// Before any handler: whatever is thrown below a window's procedure is swallowed by Wine, as by some versions of Windows.
LONG WINAPI tellOfProvider(EXCEPTION_POINTERS* pointers) {
  const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
  const bool isCrash =
      record.ExceptionCode == EXCEPTION_ACCESS_VIOLATION || record.ExceptionCode == EXCEPTION_ILLEGAL_INSTRUCTION;
  if (!isCrash || provider == nullptr) return EXCEPTION_CONTINUE_SEARCH;
  HMODULE module = nullptr;
  const DWORD how = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  const bool isInModule = GetModuleHandleExW(how, static_cast<LPCWSTR>(record.ExceptionAddress), &module) != FALSE;
  return isInModule && module != provider ? EXCEPTION_CONTINUE_SEARCH : tellAndEnd(pointers);
}

}  // namespace

void reportCrashes() noexcept {
  SetUnhandledExceptionFilter(tellAndEnd);
  AddVectoredExceptionHandler(1, tellOfProvider);
}

void reportCrashesIn(HMODULE module) noexcept { provider = module; }

}  // namespace latchkey::host
