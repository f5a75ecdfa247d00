#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace latchkey {

/// RFC 4648 §4, with padding, as structured fields write bytes.
[[nodiscard]] std::string base64Of(const std::uint8_t* bytes, std::size_t count);
/// RFC 4648 §5, without padding, as JSON Web Keys write numbers.
[[nodiscard]] std::string base64UrlOf(const std::uint8_t* bytes, std::size_t count);

}  // namespace latchkey
