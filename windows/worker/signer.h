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

/// A key in memory that dies with the object, by BCrypt: for tests, as Wine's NCrypt knows no elliptic curve.
[[nodiscard]] std::unique_ptr<Signer> makePassingKey() noexcept;

/// Whether a signature is the key's.
[[nodiscard]] bool verifies(const MachinePublicKey& key, const Sha256& digest,
                            const MachineSignature& signature) noexcept;

}  // namespace latchkey
