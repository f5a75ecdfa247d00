#include <doctest/doctest.h>

#include <vector>

#include "flow/smbios.h"

using namespace latchkey;

namespace {

using Table = std::vector<std::uint8_t>;

/// A structure of a kind with a body behind its heading of four, and one text.
void add(Table& table, std::uint8_t kind, const Table& body) {
  table.insert(table.end(), {kind, static_cast<std::uint8_t>(4 + body.size()), 0, 0});
  table.insert(table.end(), body.begin(), body.end());
  table.insert(table.end(), {'v', 0, 0});
}

Table systemWith(std::uint8_t fill) {
  Table body(4 + 16, fill);
  body.resize(23);
  return body;
}

auto uuidOf(const Table& table) { return systemUuidOf(table.data(), table.size()); }

}  // namespace

TEST_CASE("the system's UUID is found behind other structures") {
  Table table;
  add(table, 0, Table(20, 7));
  add(table, 1, systemWith(0x5A));
  const auto uuid = uuidOf(table);
  REQUIRE(uuid);
  CHECK((*uuid)[0] == 0x5A);
  CHECK((*uuid)[15] == 0x5A);
}

TEST_CASE("a UUID that the maker left blank names no PC") {
  for (const std::uint8_t fill : {0x00, 0xFF}) {
    Table table;
    add(table, 1, systemWith(static_cast<std::uint8_t>(fill)));
    CHECK_FALSE(uuidOf(table));
  }
}

TEST_CASE("a table that is cut off anywhere is read to its end and no further") {
  Table whole;
  add(whole, 0, Table(20, 7));
  add(whole, 1, systemWith(0x5A));
  for (std::size_t size = 0; size < whole.size() - 3; ++size) {
    // Of its own, so that reading past it is seen.
    const Table cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(uuidOf(cut));
  }
}

TEST_CASE("an old, short structure and one of an impossible length have no UUID") {
  Table old;
  add(old, 1, Table(4, 9));
  CHECK_FALSE(uuidOf(old));
  CHECK_FALSE(uuidOf(Table{1, 0, 0, 0, 0, 0, 0, 0}));
}
