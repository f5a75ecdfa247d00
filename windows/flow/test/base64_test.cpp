#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "flow/base64.h"

using namespace latchkey;

namespace {

std::string plain(std::string_view text) {
  return base64Of(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

TEST_CASE("base64 is the RFC's, with padding") {
  // RFC 4648 §10.
  CHECK(plain("") == "");
  CHECK(plain("f") == "Zg==");
  CHECK(plain("fo") == "Zm8=");
  CHECK(plain("foo") == "Zm9v");
  CHECK(plain("foob") == "Zm9vYg==");
  CHECK(plain("foobar") == "Zm9vYmFy");
}

TEST_CASE("a key's coordinates have the letters of an address and no padding") {
  const std::uint8_t bytes[] = {0xFB, 0xFF, 0xFE, 0xFB};
  CHECK(base64Of(bytes, 4) == "+//++w==");
  CHECK(base64UrlOf(bytes, 4) == "-__--w");
  const std::uint8_t coordinate[32] = {};
  CHECK(base64UrlOf(coordinate, 32).size() == 43);
}
