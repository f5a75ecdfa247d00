#pragma once

#include <optional>
#include <string>

#include "flow/machine_key.h"

namespace latchkey {

/// The name of this PC, and its Windows as the wire writes it: `10.0.19045`, `10.0.20348-server`.
[[nodiscard]] std::u16string ownName();
[[nodiscard]] std::u16string ownOs();

/// What tells this PC from one that its disk was copied to: a digest of Windows' own MachineGuid, which sysprep makes
/// anew, and of the UUID in the firmware, which no copy of a disk takes along. Nothing where neither is there.
[[nodiscard]] std::optional<Sha256> ownFingerprint() noexcept;

}  // namespace latchkey
