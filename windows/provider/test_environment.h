#pragma once

#ifdef LATCHKEY_HOST_TESTS

#include <windows.h>

#include <string>

namespace latchkey {

/// What a host test sets instead of a service, a domain and a Windows version. Compiled into the test DLL only.
[[nodiscard]] inline std::wstring testValue(const wchar_t* name) {
  wchar_t value[512];
  const DWORD length = GetEnvironmentVariableW(name, value, 512);
  return std::wstring(value, length < 512 ? length : 0);
}

}  // namespace latchkey

#endif
