#include "flow/pins.h"

#include <algorithm>

namespace latchkey {
namespace {

constexpr std::u16string_view kBetween = u" \t\r\n,;";
constexpr std::u16string_view kPrefix = u"sha256/";
constexpr std::size_t kEncoded = 44;

int sextetOf(char16_t c) noexcept {
  if (c >= u'A' && c <= u'Z') return c - u'A';
  if (c >= u'a' && c <= u'z') return c - u'a' + 26;
  if (c >= u'0' && c <= u'9') return c - u'0' + 52;
  if (c == u'+') return 62;
  return c == u'/' ? 63 : -1;
}

// RFC 4648 §3.5: the two bits left over must be zero, so that one key has one spelling.
std::variant<Pin, PinMistake> pinOf(std::u16string_view text) noexcept {
  if (text.substr(0, kPrefix.size()) == kPrefix) text.remove_prefix(kPrefix.size());
  if (text.size() != kEncoded || text.back() != u'=') return PinMistake::wrongLength;
  Pin pin{};
  std::size_t at = 0;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char16_t c : text.substr(0, kEncoded - 1)) {
    const int sextet = sextetOf(c);
    if (sextet < 0) return PinMistake::notBase64;
    bits = (bits << 6 | static_cast<std::uint32_t>(sextet)) & 0xFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    pin[at++] = static_cast<std::uint8_t>(bits >> held);
  }
  if ((bits & 0x3) != 0) return PinMistake::notBase64;
  return pin;
}

}  // namespace

std::variant<std::vector<Pin>, PinMistake> parsePins(std::u16string_view typed) noexcept try {
  std::vector<Pin> pins;
  for (;;) {
    const std::size_t from = typed.find_first_not_of(kBetween);
    if (from == std::u16string_view::npos) return pins;
    typed.remove_prefix(from);
    const std::u16string_view one = typed.substr(0, typed.find_first_of(kBetween));
    typed.remove_prefix(one.size());
    const auto pin = pinOf(one);
    if (const auto* mistake = std::get_if<PinMistake>(&pin)) return *mistake;
    const Pin& found = *std::get_if<Pin>(&pin);
    if (std::find(pins.begin(), pins.end(), found) != pins.end()) continue;
    if (pins.size() == kMostPins) return PinMistake::tooMany;
    pins.push_back(found);
  }
} catch (...) {
  return PinMistake::tooMany;
}

bool isPinned(const std::vector<Pin>& pins, const Pin& key) noexcept {
  return pins.empty() || std::find(pins.begin(), pins.end(), key) != pins.end();
}

}  // namespace latchkey
