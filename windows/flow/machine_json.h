#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey {

/// What the server thinks of a machine; the numbers are in the registry and in events.
enum class MachineState : std::uint8_t { pending = 1, trusted = 2, revoked = 3 };

struct Enrolled {
  std::string machine;
  MachineState state = MachineState::pending;
};

/// Whether a text may stand as `keyid`.
[[nodiscard]] bool isMachineId(std::string_view text) noexcept;

/// The answer `{nonce, expiresAt}`. When it ends is the server's clock, and not asked.
[[nodiscard]] std::optional<std::string> parseNonce(std::string_view json) noexcept;
/// The answer `{machine, state}`.
[[nodiscard]] std::optional<Enrolled> parseEnrolled(std::string_view json) noexcept;

}  // namespace latchkey
