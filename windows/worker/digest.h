#pragma once

#include <windows.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "flow/machine_key.h"

namespace latchkey {

using Sha1 = std::array<std::uint8_t, 20>;

[[nodiscard]] std::optional<Sha256> sha256Of(const void* bytes, std::size_t count) noexcept;
/// For the name of a service SID only, which Windows makes so; nothing here rests on its strength.
[[nodiscard]] std::optional<Sha1> sha1Of(const void* bytes, std::size_t count) noexcept;

}  // namespace latchkey
