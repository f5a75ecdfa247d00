#include "worker/windows_version.h"

#include <cstring>

namespace latchkey {

OSVERSIONINFOEXW runningWindows() noexcept {
  OSVERSIONINFOEXW version = {};
  version.dwOSVersionInfoSize = sizeof version;
  using Ask = LONG(WINAPI*)(OSVERSIONINFOEXW*);
  const FARPROC address = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
  Ask ask = nullptr;
  std::memcpy(&ask, &address, sizeof ask);
  if (ask != nullptr) ask(&version);
  return version;
}

}  // namespace latchkey
