#include "flow/base64.h"

namespace latchkey {
namespace {

constexpr char kPlain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kUrl[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(const std::uint8_t* bytes, std::size_t count, const char* alphabet) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (std::size_t at = 0; at < count; ++at) {
    bits = (bits << 8 | bytes[at]) & 0xFFFF;
    for (held += 8; held >= 6; held -= 6) text.push_back(alphabet[bits >> (held - 6) & 0x3F]);
  }
  if (held > 0) text.push_back(alphabet[bits << (6 - held) & 0x3F]);
  return text;
}

}  // namespace

std::string base64Of(const std::uint8_t* bytes, std::size_t count) {
  std::string text = encode(bytes, count, kPlain);
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

std::string base64UrlOf(const std::uint8_t* bytes, std::size_t count) { return encode(bytes, count, kUrl); }

}  // namespace latchkey
