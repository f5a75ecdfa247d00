#pragma once

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <optional>

#include "worker/signer.h"

namespace latchkey {

/// BCRYPT_ECCPUBLIC_BLOB of P-256: header, x, y. The same bytes for BCrypt and NCrypt.
using EccBlob = std::array<UCHAR, sizeof(BCRYPT_ECCKEY_BLOB) + 64>;

[[nodiscard]] std::optional<MachinePublicKey> publicKeyOf(const EccBlob& blob, ULONG size) noexcept;
[[nodiscard]] EccBlob blobOf(const MachinePublicKey& key) noexcept;

}  // namespace latchkey
