#pragma once

#include <cstdint>
#include <string_view>

#include "flow/secret_buffer.h"

namespace latchkey {

/// A flat-ish JSON object, written into memory that wipes itself. A JSON library would leave the password in
/// strings of its own.
class JsonBody {
 public:
  JsonBody() { bytes_.push('{'); }

  /// Names and ASCII values of ours.
  void member(std::string_view name, std::string_view value);
  /// What a person typed. Ill-formed UTF-16 spoils the body.
  void member(std::string_view name, std::u16string_view value);
  void member(std::string_view name, bool value);
  void open(std::string_view name);
  void close();

  [[nodiscard]] bool isGood() const noexcept { return isGood_; }
  [[nodiscard]] SecretBuffer finish();

 private:
  void beginMember(std::string_view name);
  void point(std::uint32_t codePoint);

  SecretBuffer bytes_;
  bool needsComma_ = false;
  bool isGood_ = true;
};

}  // namespace latchkey
