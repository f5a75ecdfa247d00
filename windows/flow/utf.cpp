#include "flow/utf.h"

#include <cstddef>
#include <cstdint>

namespace latchkey {
namespace {

struct Sequence {
  std::size_t length;
  std::uint32_t bits;
  std::uint32_t least;
};

// RFC 3629 §3: `least` refuses overlong forms, which would hide a character from a filter.
std::optional<Sequence> sequenceOf(std::uint8_t lead) noexcept {
  if (lead < 0x80) return Sequence{1, lead, 0};
  if ((lead & 0xE0) == 0xC0) return Sequence{2, lead & 0x1Fu, 0x80};
  if ((lead & 0xF0) == 0xE0) return Sequence{3, lead & 0x0Fu, 0x800};
  if ((lead & 0xF8) == 0xF0) return Sequence{4, lead & 0x07u, 0x10000};
  return std::nullopt;
}

std::optional<std::uint32_t> codePointAt(std::string_view utf8, std::size_t& at) noexcept {
  const auto sequence = sequenceOf(static_cast<std::uint8_t>(utf8[at]));
  if (!sequence || utf8.size() - at < sequence->length) return std::nullopt;
  std::uint32_t point = sequence->bits;
  for (std::size_t i = 1; i < sequence->length; ++i) {
    const auto next = static_cast<std::uint8_t>(utf8[at + i]);
    if ((next & 0xC0) != 0x80) return std::nullopt;
    point = point << 6 | (next & 0x3Fu);
  }
  const bool isSurrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < sequence->least || point > 0x10FFFF || isSurrogate) return std::nullopt;
  at += sequence->length;
  return point;
}

void appendUtf16(std::u16string& text, std::uint32_t point) {
  if (point < 0x10000) {
    text.push_back(static_cast<char16_t>(point));
    return;
  }
  text.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
  text.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
}

}  // namespace

std::optional<std::u16string> utf16From(std::string_view utf8) noexcept try {
  std::u16string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = codePointAt(utf8, at);
    if (!point) return std::nullopt;
    appendUtf16(text, *point);
  }
  return text;
} catch (...) {
  return std::nullopt;
}

std::optional<std::uint32_t> nextCodePoint(std::u16string_view utf16, std::size_t& at) noexcept {
  const char16_t unit = utf16[at];
  if (isLowSurrogate(unit)) return std::nullopt;
  if (!isHighSurrogate(unit)) {
    ++at;
    return unit;
  }
  if (at + 1 >= utf16.size() || !isLowSurrogate(utf16[at + 1])) return std::nullopt;
  const std::uint32_t high = unit - 0xD800u;
  const std::uint32_t low = utf16[at + 1] - 0xDC00u;
  at += 2;
  return 0x10000u + (high << 10 | low);
}

Utf8Bytes utf8Of(std::uint32_t point) noexcept {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  const auto tail = [&byte](std::uint32_t value) { return byte(0x80u | (value & 0x3Fu)); };
  if (point < 0x80) return {{byte(point)}, 1};
  if (point < 0x800) return {{byte(0xC0u | point >> 6), tail(point)}, 2};
  if (point < 0x10000) return {{byte(0xE0u | point >> 12), tail(point >> 6), tail(point)}, 3};
  return {{byte(0xF0u | point >> 18), tail(point >> 12), tail(point >> 6), tail(point)}, 4};
}

std::optional<std::string> utf8From(std::u16string_view utf16) noexcept try {
  std::string text;
  text.reserve(utf16.size());
  for (std::size_t at = 0; at < utf16.size();) {
    const auto point = nextCodePoint(utf16, at);
    if (!point) return std::nullopt;
    const Utf8Bytes bytes = utf8Of(*point);
    text.append(bytes.bytes, bytes.count);
  }
  return text;
} catch (...) {
  return std::nullopt;
}

bool isWellFormed(std::u16string_view utf16) noexcept {
  for (std::size_t at = 0; at < utf16.size();) {
    if (utf16[at] == 0 || !nextCodePoint(utf16, at)) return false;
  }
  return true;
}

}  // namespace latchkey
