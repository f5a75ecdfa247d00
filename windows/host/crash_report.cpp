#include "host/crash_report.h"

#include <windows.h>

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

}  // namespace

void reportCrashes() noexcept { SetUnhandledExceptionFilter(tellAndEnd); }

}  // namespace latchkey::host
