#include "flow/json_body.h"

#include <utility>

#include "flow/utf.h"

namespace latchkey {
namespace {
constexpr char kHex[] = "0123456789abcdef";
}

void JsonBody::beginMember(std::string_view name) {
  if (needsComma_) bytes_.push(',');
  needsComma_ = true;
  bytes_.push('"');
  bytes_.append(name);
  bytes_.append("\":");
}

void JsonBody::point(std::uint32_t codePoint) {
  if (codePoint == '"' || codePoint == '\\') {
    bytes_.push('\\');
    bytes_.push(static_cast<char>(codePoint));
  } else if (codePoint < 0x20) {
    bytes_.append("\\u00");
    bytes_.push(kHex[codePoint >> 4]);
    bytes_.push(kHex[codePoint & 0xF]);
  } else {
    Utf8Bytes utf8 = utf8Of(codePoint);
    bytes_.append(std::string_view(utf8.bytes, utf8.count));
    wipeMemory(&utf8, sizeof utf8);
  }
}

void JsonBody::member(std::string_view name, std::string_view value) {
  beginMember(name);
  bytes_.push('"');
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= 0x80)
      isGood_ = false;
    else
      point(static_cast<unsigned char>(c));
  }
  bytes_.push('"');
}

void JsonBody::member(std::string_view name, std::u16string_view value) {
  beginMember(name);
  bytes_.push('"');
  for (std::size_t at = 0; at < value.size() && isGood_;) {
    const auto codePoint = nextCodePoint(value, at);
    if (codePoint)
      point(*codePoint);
    else
      isGood_ = false;
  }
  bytes_.push('"');
}

void JsonBody::member(std::string_view name, bool value) {
  beginMember(name);
  bytes_.append(value ? "true" : "false");
}

void JsonBody::open(std::string_view name) {
  beginMember(name);
  bytes_.push('{');
  needsComma_ = false;
}

void JsonBody::close() {
  bytes_.push('}');
  needsComma_ = true;
}

SecretBuffer JsonBody::finish() {
  close();
  return std::move(bytes_);
}

}  // namespace latchkey
