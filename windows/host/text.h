#pragma once

#include <windows.h>

#include <string>
#include <string_view>

namespace latchkey::host {

[[nodiscard]] std::string toUtf8(std::wstring_view text);
[[nodiscard]] std::wstring toWide(std::string_view text);

/// A JSON string, quotes included.
[[nodiscard]] std::string quoted(std::string_view text);

/// `{xxxxxxxx-xxxx-…}` in lower case.
[[nodiscard]] std::string guidText(const GUID& guid);
[[nodiscard]] bool parseGuid(std::string_view text, GUID& guid);

/// One line of the report: `JsonLine("tiles").number("count", 2).take()`.
class JsonLine {
 public:
  explicit JsonLine(std::string_view kind);

  JsonLine& text(std::string_view key, std::string_view value);
  JsonLine& number(std::string_view key, long long value);
  JsonLine& flag(std::string_view key, bool value);
  /// `json` is put as it is.
  JsonLine& raw(std::string_view key, std::string_view json);
  [[nodiscard]] std::string take() const { return line_ + "}"; }

 private:
  std::string line_;
};

}  // namespace latchkey::host
