#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey {

/// UTF-16 of strict UTF-8 (RFC 3629); nothing where the bytes are overlong, a surrogate, cut off or past
/// U+10FFFF.
[[nodiscard]] std::optional<std::u16string> utf16From(std::string_view utf8) noexcept;

/// UTF-8 of well-formed UTF-16; nothing where a surrogate stands alone.
[[nodiscard]] std::optional<std::string> utf8From(std::u16string_view utf16) noexcept;

[[nodiscard]] constexpr bool isHighSurrogate(char16_t unit) noexcept { return (unit & 0xFC00) == 0xD800; }
[[nodiscard]] constexpr bool isLowSurrogate(char16_t unit) noexcept { return (unit & 0xFC00) == 0xDC00; }

/// The code point at `at`, which must be inside, and moves on; nothing at a surrogate that stands alone.
[[nodiscard]] std::optional<std::uint32_t> nextCodePoint(std::u16string_view utf16, std::size_t& at) noexcept;

struct Utf8Bytes {
  char bytes[4];
  std::size_t count;
};
[[nodiscard]] Utf8Bytes utf8Of(std::uint32_t codePoint) noexcept;

/// Whether every surrogate has its partner and no unit is NUL, which ends strings in the Windows API.
[[nodiscard]] bool isWellFormed(std::u16string_view utf16) noexcept;

}  // namespace latchkey
