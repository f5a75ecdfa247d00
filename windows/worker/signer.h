#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "worker/digest.h"

namespace latchkey {

/// A point of P-256, big-endian.
struct MachinePublicKey {
  std::array<std::uint8_t, 32> x{};
  std::array<std::uint8_t, 32> y{};
};

/// r then s, as RFC 9421 §3.3.4 writes `ecdsa-p256-sha256`.
using MachineSignature = std::array<std::uint8_t, 64>;

/// The machine's key: signs digests, never leaves. One thread at a time.
class Signer {
 public:
  virtual ~Signer() = default;
  [[nodiscard]] virtual std::optional<MachinePublicKey> publicKey() noexcept = 0;
  [[nodiscard]] virtual std::optional<MachineSignature> sign(const Sha256& digest) noexcept = 0;
};

/// The key that SYSTEM made on this PC, in the TPM where there is one; null where there is none or this account may
/// not use it.
[[nodiscard]] std::unique_ptr<Signer> openMachineKey() noexcept;

/// Makes that key, for SYSTEM fully and for the worker's service to sign with. Must run as SYSTEM: a key made
/// otherwise refuses LocalService. False where Windows refused, or a key is there already.
[[nodiscard]] bool makeMachineKey() noexcept;

/// A key in memory that dies with the object, by BCrypt: for tests, as Wine's NCrypt knows no elliptic curve.
[[nodiscard]] std::unique_ptr<Signer> makePassingKey() noexcept;

/// Whether a signature is the key's.
[[nodiscard]] bool verifies(const MachinePublicKey& key, const Sha256& digest,
                            const MachineSignature& signature) noexcept;

}  // namespace latchkey
