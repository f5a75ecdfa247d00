#include "host/standin/journal.h"

#include <algorithm>

namespace latchkey::standin {
namespace {

std::string narrow(const std::wstring& text) {
  const int units = static_cast<int>(text.size());
  const int size = WideCharToMultiByte(CP_UTF8, 0, text.data(), units, nullptr, 0, nullptr, nullptr);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), units, bytes.data(), size, nullptr, nullptr);
  return bytes;
}

void append(const std::string& line) {
  const std::wstring path = setting(L"LATCHKEY_STANDIN_JOURNAL");
  if (path.empty()) return;
  const HANDLE file = CreateFileW(path.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ, nullptr, OPEN_ALWAYS,
                                  FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  DWORD written = 0;
  WriteFile(file, line.data(), static_cast<DWORD>(line.size()), &written, nullptr);
  CloseHandle(file);
}

}  // namespace

std::wstring setting(const wchar_t* name) {
  wchar_t value[512] = {};
  const DWORD length = GetEnvironmentVariableW(name, value, 512);
  return length < 512 ? std::wstring(value, length) : std::wstring();
}

void note(std::string_view call, DWORD field, std::size_t length) {
  append("{\"call\":\"" + std::string(call) + "\",\"field\":" + std::to_string(field) +
         ",\"length\":" + std::to_string(length) + "}\n");
}

void noteLogon(const std::wstring& domain, const std::wstring& user, std::size_t length, bool isExpected) {
  append("{\"call\":\"GetSerialization\",\"domain\":\"" + narrow(domain) + "\",\"user\":\"" + narrow(user) +
         "\",\"length\":" + std::to_string(length) + ",\"expected\":" + (isExpected ? "true" : "false") + "}\n");
}

bool isExpectedPassword(std::wstring_view password) {
  const std::wstring backwards = setting(L"LATCHKEY_STANDIN_PASSWORD_BACKWARDS");
  return password.size() == backwards.size() && std::equal(password.begin(), password.end(), backwards.rbegin());
}

}  // namespace latchkey::standin
