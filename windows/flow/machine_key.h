#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace latchkey {

using Sha256 = std::array<std::uint8_t, 32>;

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

/// SHA-256 of the platform; nothing where it failed.
using Hash = std::optional<Sha256> (*)(const void* bytes, std::size_t count) noexcept;

}  // namespace latchkey
