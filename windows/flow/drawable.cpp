#include "flow/drawable.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "flow/utf.h"

namespace latchkey {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Controls, characters that turn the direction of writing (the "Trojan Source" attack), and those that draw
// nothing: with them a server could show one thing and mean another.
constexpr Range kUndrawable[] = {
    {0x0000, 0x0009},   {0x000B, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x034F, 0x034F},
    {0x061C, 0x061C},   {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},
    {0x2028, 0x202E},   {0x2060, 0x206F}, {0x3164, 0x3164}, {0xD800, 0xDFFF}, {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
};

// More would push our own buttons off the screen.
constexpr std::size_t kMostLineFeeds = 9;
constexpr char16_t kEllipsis = u'\u2026';

bool isDrawable(std::uint32_t point) noexcept {
  const auto holds = [point](const Range& range) { return point >= range.first && point <= range.last; };
  return std::none_of(std::begin(kUndrawable), std::end(kUndrawable), holds);
}

void cut(std::u16string& text, std::size_t cap) {
  if (text.size() <= cap) return;
  text.resize(cap > 0 ? cap - 1 : 0);
  if (!text.empty() && isHighSurrogate(text.back())) text.pop_back();
  if (cap > 0) text.push_back(kEllipsis);
}

std::u16string filtered(std::u16string_view text, std::size_t cap, std::size_t lineFeeds) {
  std::u16string drawn;
  // One unit more than the cap tells that something has to be cut; the rest of a megabyte need not be looked
  // at.
  for (std::size_t at = 0; at < text.size() && drawn.size() <= cap;) {
    const std::size_t from = at;
    const auto point = nextCodePoint(text, at);
    if (!point) {
      ++at;
      continue;
    }
    if (*point == u'\t') {
      drawn.push_back(u' ');
    } else if (*point == u'\n') {
      drawn.push_back(lineFeeds > 0 ? u'\n' : u' ');
      if (lineFeeds > 0) --lineFeeds;
    } else if (isDrawable(*point)) {
      drawn.append(text.substr(from, at - from));
    }
  }
  cut(drawn, cap);
  return drawn;
}

}  // namespace

std::u16string drawable(std::u16string_view text, std::size_t cap) noexcept try {
  return filtered(text, cap, kMostLineFeeds);
} catch (...) {
  return {};
}

std::u16string drawableLine(std::u16string_view text, std::size_t cap) noexcept try {
  return filtered(text, cap, 0);
} catch (...) {
  return {};
}

}  // namespace latchkey
