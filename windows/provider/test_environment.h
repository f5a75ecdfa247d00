#pragma once

#ifdef LATCHKEY_HOST_TESTS

#include <windows.h>

#include <string>

#include "host/test_clock.h"

namespace latchkey {

/// What a host test sets instead of a service, a domain and a Windows version. Compiled into the test DLL only.
[[nodiscard]] inline std::wstring testValue(const wchar_t* name) {
  wchar_t value[512];
  const DWORD length = GetEnvironmentVariableW(name, value, 512);
  return std::wstring(value, length < 512 ? length : 0);
}

/// Wine keeps no event log: what was written is appended to a file, by its id.
inline void recordForTests(std::uint16_t event) noexcept {
  const std::wstring path = testValue(L"LATCHKEY_TEST_EVENTS");
  if (path.empty()) return;
  const Handle file(CreateFileW(path.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  const std::string line = std::to_string(event) + " ";
  DWORD written = 0;
  WriteFile(file.get(), line.data(), static_cast<DWORD>(line.size()), &written, nullptr);
}

}  // namespace latchkey

#endif
