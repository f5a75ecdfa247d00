#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace latchkey {

using SystemUuid = std::array<std::uint8_t, 16>;

/// The UUID of the system (type 1) in a table of the System Management BIOS. Nothing where there is none, where the
/// maker left it blank, or where the table isn't whole.
[[nodiscard]] std::optional<SystemUuid> systemUuidOf(const std::uint8_t* table, std::size_t size) noexcept;

}  // namespace latchkey
