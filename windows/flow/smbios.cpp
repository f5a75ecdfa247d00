#include "flow/smbios.h"

#include <algorithm>

namespace latchkey {
namespace {

constexpr std::size_t kHeading = 4;
constexpr std::uint8_t kSystem = 1;
constexpr std::size_t kUuidAt = 8;

bool isBlank(const SystemUuid& uuid) noexcept {
  const auto isAll = [&uuid](std::uint8_t value) {
    return std::all_of(uuid.begin(), uuid.end(), [value](std::uint8_t one) { return one == value; });
  };
  return isAll(0) || isAll(0xFF);
}

/// Behind the texts of a structure, which end with two zeros; past the end where they don't.
std::size_t endOfTexts(const std::uint8_t* table, std::size_t size, std::size_t at) noexcept {
  while (at + 1 < size && (table[at] != 0 || table[at + 1] != 0)) ++at;
  return at + 2;
}

}  // namespace

std::optional<SystemUuid> systemUuidOf(const std::uint8_t* table, std::size_t size) noexcept {
  for (std::size_t at = 0; at + kHeading <= size;) {
    const std::size_t length = table[at + 1];
    if (length < kHeading || length > size - at) return std::nullopt;
    if (table[at] == kSystem && length >= kUuidAt + SystemUuid().size()) {
      SystemUuid uuid;
      std::copy_n(table + at + kUuidAt, uuid.size(), uuid.begin());
      if (isBlank(uuid)) return std::nullopt;
      return uuid;
    }
    at = endOfTexts(table, size, at + length);
  }
  return std::nullopt;
}

}  // namespace latchkey
