#include "host/text.h"

#include <cstdio>

#include <objbase.h>

namespace latchkey::host {

std::string toUtf8(std::wstring_view text) {
  if (text.empty()) return {};
  const int units = static_cast<int>(text.size());
  const int size = WideCharToMultiByte(CP_UTF8, 0, text.data(), units, nullptr, 0, nullptr, nullptr);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), units, bytes.data(), size, nullptr, nullptr);
  return bytes;
}

std::wstring toWide(std::string_view text) {
  if (text.empty()) return {};
  const int size = static_cast<int>(text.size());
  const int units = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(units), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), size, wide.data(), units);
  return wide;
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char one : text) {
    const auto byte = static_cast<unsigned char>(one);
    if (one == '"' || one == '\\') {
      json += '\\';
      json += one;
    } else if (one == '\n') {
      json += "\\n";
    } else if (byte < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      json += escape;
    } else {
      json += one;
    }
  }
  return json + "\"";
}

std::string guidText(const GUID& guid) {
  wchar_t buffer[40] = {};
  StringFromGUID2(guid, buffer, 40);
  std::string text = toUtf8(buffer);
  for (char& one : text) one = static_cast<char>(one >= 'A' && one <= 'F' ? one + 32 : one);
  return text;
}

bool parseGuid(std::string_view text, GUID& guid) {
  return SUCCEEDED(CLSIDFromString(toWide(text).c_str(), &guid));
}

JsonLine::JsonLine(std::string_view kind) : line_("{\"t\":" + quoted(kind)) {}

JsonLine& JsonLine::text(std::string_view key, std::string_view value) { return raw(key, quoted(value)); }

JsonLine& JsonLine::number(std::string_view key, long long value) { return raw(key, std::to_string(value)); }

JsonLine& JsonLine::flag(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }

JsonLine& JsonLine::raw(std::string_view key, std::string_view json) {
  line_ += "," + quoted(key) + ":";
  line_ += json;
  return *this;
}

}  // namespace latchkey::host
