#include "provider/logon_block.h"

#include <array>

namespace latchkey {
namespace {

void putNumber(SecretBuffer& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out.push(static_cast<char>(value >> (8 * i) & 0xFF));
}

void padTo(SecretBuffer& out, std::size_t size) {
  while (out.size() < size) out.push('\0');
}

void putText(SecretBuffer& out, std::u16string_view text) {
  for (const char16_t unit : text) putNumber(out, unit, 2);
}

}  // namespace

std::optional<SecretBuffer> logonBlock(LogonMessage message, std::u16string_view domain, std::u16string_view user,
                                       std::u16string_view password, std::size_t pointerSize) {
  const std::array<std::u16string_view, 3> texts = {domain, user, password};
  // The message type, padded to a pointer; three UNICODE_STRINGs of two pointers each; the LUID of eight bytes.
  const std::size_t size = 7 * pointerSize + 8;
  SecretBuffer block;
  block.reserve(size + 2 * (domain.size() + user.size() + password.size()));
  putNumber(block, static_cast<std::uint32_t>(message), 4);
  padTo(block, pointerSize);
  std::size_t offset = size;
  for (const std::u16string_view text : texts) {
    if (text.size() > 0x7FFF) return std::nullopt;
    const std::size_t start = block.size();
    putNumber(block, text.size() * 2, 2);
    putNumber(block, text.size() * 2, 2);
    padTo(block, start + pointerSize);
    putNumber(block, offset, pointerSize);
    offset += text.size() * 2;
  }
  padTo(block, size);
  for (const std::u16string_view text : texts) putText(block, text);
  return block;
}

}  // namespace latchkey
