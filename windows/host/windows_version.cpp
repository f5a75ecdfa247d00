#include "host/windows_version.h"

#include <string>

namespace latchkey::host {
namespace {

constexpr wchar_t kWineKey[] = L"Software\\Wine\\AppDefaults\\";
constexpr wchar_t kAgain[] = L"LATCHKEY_HOST_AGAIN";

const wchar_t* wineName(int os) noexcept {
  switch (os) {
    case 7:
      return L"win7";
    case 8:
      return L"win8";
    case 81:
      return L"win81";
    default:
      return L"win10";
  }
}

RTL_OSVERSIONINFOW actual() noexcept {
  using GetVersion = LONG(WINAPI*)(RTL_OSVERSIONINFOW*);
  RTL_OSVERSIONINFOW version = {};
  version.dwOSVersionInfoSize = sizeof version;
  const auto get = reinterpret_cast<GetVersion>(
      reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion")));
  if (get != nullptr) get(&version);
  return version;
}

std::wstring ownName() {
  wchar_t path[MAX_PATH] = {};
  GetModuleFileNameW(nullptr, path, MAX_PATH);
  const std::wstring full = path;
  return full.substr(full.find_last_of(L"\\/") + 1);
}

}  // namespace

bool isRunningAs(int os) noexcept {
  const RTL_OSVERSIONINFOW version = actual();
  switch (os) {
    case 7:
      return version.dwMajorVersion == 6 && version.dwMinorVersion == 1;
    case 8:
      return version.dwMajorVersion == 6 && version.dwMinorVersion == 2;
    case 81:
      return version.dwMajorVersion == 6 && version.dwMinorVersion == 3;
    default:
      return version.dwMajorVersion == 10;
  }
}

int runAgainAs(int os) {
  // Once only: where the setting has no effect (a real Windows), the second run says so instead of a third.
  if (GetEnvironmentVariableW(kAgain, nullptr, 0) > 0) return -1;
  SetEnvironmentVariableW(kAgain, L"1");
  const std::wstring key = kWineKey + ownName();
  const std::wstring value = wineName(os);
  RegSetKeyValueW(HKEY_CURRENT_USER, key.c_str(), L"Version", REG_SZ, value.c_str(),
                  static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t)));
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
  start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
  start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
  PROCESS_INFORMATION process = {};
  std::wstring command = GetCommandLineW();
  if (CreateProcessW(nullptr, command.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &process) == FALSE) {
    return -1;
  }
  const Handle running(process.hProcess);
  const Handle thread(process.hThread);
  WaitForSingleObject(running.get(), INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(running.get(), &code);
  return static_cast<int>(code);
}

}  // namespace latchkey::host
