#include "flow/pins.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

namespace {

// SHA-256 of the empty text, whose base64 is published.
constexpr const char16_t* kEmptyDigest = u"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
constexpr const char16_t* kZeroes = u"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

std::vector<Pin> pinsOf(const std::u16string& typed) {
  const auto pins = parsePins(typed);
  REQUIRE(std::holds_alternative<std::vector<Pin>>(pins));
  return std::get<std::vector<Pin>>(pins);
}

}  // namespace

TEST_CASE("reads pins however they are set apart, each once") {
  const std::u16string typed = std::u16string(kEmptyDigest) + u"\r\nsha256/" + kZeroes + u"; " + kEmptyDigest;
  const auto pins = pinsOf(typed);
  REQUIRE(pins.size() == 2);
  CHECK(pins[0][0] == 0xE3);
  CHECK(pins[0][31] == 0x55);
  CHECK(pins[1] == Pin{});
}

TEST_CASE("one bad pin refuses the list, so that it never shrinks to nothing") {
  const auto mistakeOf = [](const std::u16string& typed) { return std::get<PinMistake>(parsePins(typed)); };
  CHECK(mistakeOf(std::u16string(kZeroes) + u" nonsense") == PinMistake::wrongLength);
  CHECK(mistakeOf(std::u16string(43, u'A') + u"A") == PinMistake::wrongLength);
  CHECK(mistakeOf(std::u16string(42, u'A') + u"B=") == PinMistake::notBase64);
  CHECK(mistakeOf(std::u16string(42, u'A') + u"-=") == PinMistake::notBase64);
}

TEST_CASE("takes ten pins and no more") {
  std::u16string typed;
  for (char16_t c = u'A'; c < u'K'; ++c) typed += std::u16string(42, c) + u"A= ";
  CHECK(pinsOf(typed).size() == 10);
  CHECK(std::get<PinMistake>(parsePins(typed + kEmptyDigest)) == PinMistake::tooMany);
}

TEST_CASE("trusts any key where nothing is pinned, else only the pinned ones") {
  const auto pins = pinsOf(kEmptyDigest);
  CHECK(isPinned({}, Pin{}));
  CHECK(isPinned(pins, pins[0]));
  CHECK_FALSE(isPinned(pins, Pin{}));
  CHECK(pinsOf(u" \n ").empty());
}
