#include "provider/logon_block.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

namespace {

std::uint64_t numberAt(const SecretBuffer& block, std::size_t at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(block.data()[at + i]);
  return value;
}

std::u16string textAt(const SecretBuffer& block, std::size_t at, std::size_t pointerSize) {
  const std::size_t bytes = numberAt(block, at, 2);
  const std::size_t start = numberAt(block, at + pointerSize, pointerSize);
  std::u16string text;
  for (std::size_t i = 0; i < bytes; i += 2) text.push_back(static_cast<char16_t>(numberAt(block, start + i, 2)));
  return text;
}

}  // namespace

TEST_CASE("lays the block out as 64-bit Windows reads it") {
  const auto block = logonBlock(LogonMessage::interactive, u"CORP", u"alice", u"Canary-1", 8);
  REQUIRE(block);
  CHECK(block->size() == 64 + 2 * (4 + 5 + 8));
  CHECK(numberAt(*block, 0, 4) == 2);
  CHECK(numberAt(*block, 16, 8) == 64);
  CHECK(textAt(*block, 8, 8) == u"CORP");
  CHECK(textAt(*block, 24, 8) == u"alice");
  CHECK(textAt(*block, 40, 8) == u"Canary-1");
  CHECK(numberAt(*block, 56, 8) == 0);
}

TEST_CASE("lays the block out as 32-bit Windows reads it") {
  const auto block = logonBlock(LogonMessage::unlock, u"CORP", u"alice", u"Canary-1", 4);
  REQUIRE(block);
  CHECK(numberAt(*block, 0, 4) == 7);
  CHECK(numberAt(*block, 8, 4) == 36);
  CHECK(textAt(*block, 4, 4) == u"CORP");
  CHECK(textAt(*block, 12, 4) == u"alice");
  CHECK(textAt(*block, 20, 4) == u"Canary-1");
}

TEST_CASE("takes an empty domain, which is how a UPN is passed") {
  const auto block = logonBlock(LogonMessage::interactive, u"", u"alice@corp.test", u"x", 8);
  REQUIRE(block);
  CHECK(textAt(*block, 8, 8).empty());
  CHECK(textAt(*block, 24, 8) == u"alice@corp.test");
}

TEST_CASE("refuses a text whose length does not fit") {
  CHECK_FALSE(logonBlock(LogonMessage::interactive, u"", u"a", std::u16string(0x8000, u'x'), 8));
}
