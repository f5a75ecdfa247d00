#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace latchkey {

/// Text that may be drawn on the sign-in screen: without controls other than line feeds, without bidi and
/// invisible characters (a hostile server must not draw a false interface), and of at most `cap` UTF-16
/// units, the last one an ellipsis where something was cut. Expects well-formed UTF-16.
[[nodiscard]] std::u16string drawable(std::u16string_view text, std::size_t cap) noexcept;

/// As `drawable`, on one line: line feeds become spaces.
[[nodiscard]] std::u16string drawableLine(std::u16string_view text, std::size_t cap) noexcept;

}  // namespace latchkey
