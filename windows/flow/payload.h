#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "flow/secret_buffer.h"

namespace latchkey {

/// Writes a payload. Whatever is over its cap or ill-formed spoils the whole instead of being cut.
class PayloadWriter {
 public:
  void u8(std::uint8_t value);
  void u16(std::uint16_t value);
  void u32(std::uint32_t value);
  /// `n:u16, n UTF-16 units`: the privileged half decodes no UTF-8.
  void text(std::u16string_view value, std::size_t cap);
  void spoil() noexcept { isGood_ = false; }

  [[nodiscard]] bool isGood() const noexcept { return isGood_; }
  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_.view(); }

 private:
  SecretBuffer bytes_;
  bool isGood_ = true;
};

/// Reads a payload that a stranger may have written: after the first wrong byte everything reads as zero or
/// empty, and `isWhole` stays false.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) noexcept : rest_(bytes) {}

  [[nodiscard]] std::uint8_t u8() noexcept;
  [[nodiscard]] std::uint16_t u16() noexcept;
  [[nodiscard]] std::uint32_t u32() noexcept;
  /// As it came, e.g. a name.
  [[nodiscard]] std::u16string exact(std::size_t cap);
  [[nodiscard]] SecretText secret(std::size_t cap);
  /// For people: without what must not be drawn.
  [[nodiscard]] std::u16string shown(std::size_t cap);
  /// A count or an enumeration between two bounds.
  [[nodiscard]] std::uint8_t within(std::uint8_t least, std::uint8_t most) noexcept;

  void spoil() noexcept;
  [[nodiscard]] bool isGood() const noexcept { return isGood_; }
  /// Whether everything was read, and nothing is left.
  [[nodiscard]] bool isWhole() const noexcept { return isGood_ && rest_.empty(); }

 private:
  template <typename Text>
  void units(Text& into, std::size_t cap);

  std::string_view rest_;
  bool isGood_ = true;
};

}  // namespace latchkey
