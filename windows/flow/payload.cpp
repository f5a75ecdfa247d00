#include "flow/payload.h"

#include "flow/drawable.h"
#include "flow/utf.h"

namespace latchkey {
namespace {

void add(std::u16string& text, char16_t unit) { text.push_back(unit); }
void add(SecretText& text, char16_t unit) { text.push(unit); }
std::u16string_view viewOf(const std::u16string& text) noexcept { return text; }
std::u16string_view viewOf(const SecretText& text) noexcept { return text.view(); }

}  // namespace

void PayloadWriter::u8(std::uint8_t value) { bytes_.push(static_cast<char>(value)); }

void PayloadWriter::u16(std::uint16_t value) {
  u8(static_cast<std::uint8_t>(value & 0xFF));
  u8(static_cast<std::uint8_t>(value >> 8));
}

void PayloadWriter::u32(std::uint32_t value) {
  u16(static_cast<std::uint16_t>(value & 0xFFFF));
  u16(static_cast<std::uint16_t>(value >> 16));
}

void PayloadWriter::text(std::u16string_view value, std::size_t cap) {
  if (value.size() > cap || !isWellFormed(value)) return spoil();
  u16(static_cast<std::uint16_t>(value.size()));
  for (const char16_t unit : value) u16(unit);
}

void PayloadReader::spoil() noexcept {
  isGood_ = false;
  rest_ = {};
}

std::uint8_t PayloadReader::u8() noexcept {
  if (rest_.empty()) {
    spoil();
    return 0;
  }
  const auto value = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return value;
}

std::uint16_t PayloadReader::u16() noexcept {
  const std::uint16_t low = u8();
  return static_cast<std::uint16_t>(low | u8() << 8);
}

std::uint32_t PayloadReader::u32() noexcept {
  const std::uint32_t low = u16();
  return low | static_cast<std::uint32_t>(u16()) << 16;
}

std::uint8_t PayloadReader::within(std::uint8_t least, std::uint8_t most) noexcept {
  const std::uint8_t value = u8();
  if (value >= least && value <= most) return value;
  spoil();
  return least;
}

template <typename Text>
void PayloadReader::units(Text& into, std::size_t cap) {
  const std::size_t count = u16();
  if (count > cap || count * 2 > rest_.size()) return spoil();
  into.reserve(count);
  for (std::size_t i = 0; i < count; ++i) add(into, u16());
  if (!isWellFormed(viewOf(into))) spoil();
}

std::u16string PayloadReader::exact(std::size_t cap) {
  std::u16string text;
  units(text, cap);
  return text;
}

SecretText PayloadReader::secret(std::size_t cap) {
  SecretText text;
  units(text, cap);
  return text;
}

std::u16string PayloadReader::shown(std::size_t cap) { return drawable(exact(cap), cap); }

}  // namespace latchkey
