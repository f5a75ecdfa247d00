#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "flow/machine_key.h"

namespace latchkey {

/// The key that SYSTEM made on this PC, in the TPM where there is one; null where there is none or this account may
/// not use it.
[[nodiscard]] std::unique_ptr<Signer> openMachineKey() noexcept;

/// Where a key is kept; the numbers are in the registry.
enum class KeyStore : std::uint32_t { tpm = 1, software = 2 };

/// Makes that key anew, in place of one that is there, for SYSTEM fully and for the worker's service to sign with. Must
/// run as SYSTEM: a key made otherwise refuses LocalService. Nothing where Windows refused.
[[nodiscard]] std::optional<KeyStore> makeMachineKey() noexcept;

/// What the answer to the opening of a key says of it.
enum class KeyPresence : std::uint8_t { open, absent, refused };
/// Of a SECURITY_STATUS: anything but "no such key" means that one may be there.
[[nodiscard]] KeyPresence presenceOf(long status) noexcept;

}  // namespace latchkey
