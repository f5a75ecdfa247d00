#include "flow/secret_buffer.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace latchkey;

TEST_CASE("holds what was put in and hands it on by moving") {
  SecretText one(u"Quiet-Harbour");
  one.append(u"-417");
  SecretText two = std::move(one);
  CHECK(two.view() == u"Quiet-Harbour-417");
  CHECK(one.empty());
  CHECK(two.equals(u"Quiet-Harbour-417"));
  CHECK_FALSE(two.equals(u"Quiet-Harbour-418"));
  CHECK_FALSE(two.equals(u"Quiet"));
}

TEST_CASE("wipes the whole allocation, not only the characters in use") {
  std::vector<unsigned char> bytes(64, 0xAA);
  wipeMemory(bytes.data(), bytes.size());
  for (const unsigned char byte : bytes) CHECK(byte == 0);
}

TEST_CASE("zeroes the place behind what was dropped from the front") {
  SecretBuffer buffer("secret-and-rest");
  buffer.dropFront(7);
  CHECK(buffer.view() == "and-rest");
  const std::string_view behind(buffer.data() + buffer.size(), 7);
  CHECK(behind == std::string(7, '\0'));
  buffer.dropFront(100);
  CHECK(buffer.empty());
}

TEST_CASE("survives growing one character at a time") {
  SecretBuffer buffer;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    buffer.push(static_cast<char>('a' + i % 26));
    expected.push_back(static_cast<char>('a' + i % 26));
  }
  CHECK(buffer.view() == expected);
  buffer.assign("short");
  CHECK(buffer.view() == "short");
  buffer.wipe();
  CHECK(buffer.capacity() == 0);
}

TEST_CASE("an assignment from its own characters is safe") {
  SecretBuffer buffer("abcdef");
  buffer.assign(buffer.view().substr(2));
  CHECK(buffer.view() == "cdef");
}
