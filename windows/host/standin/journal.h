#pragma once

#include <windows.h>

#include <string>
#include <string_view>

namespace latchkey::standin {

/// The value of an environment variable, empty where it is not set.
[[nodiscard]] std::wstring setting(const wchar_t* name);

/// Appends one JSON line to the file that LATCHKEY_STANDIN_JOURNAL names: what a wrapper forwarded. Never a text
/// that was typed, only how long it was.
void note(std::string_view call, DWORD field, std::size_t length);
void noteLogon(const std::wstring& domain, const std::wstring& user, std::size_t length, bool isExpected);

/// Whether this is the password of LATCHKEY_STANDIN_PASSWORD_BACKWARDS, which is written backwards so that a search
/// of the memory for the password does not find the setting.
[[nodiscard]] bool isExpectedPassword(std::wstring_view password);

}  // namespace latchkey::standin
