#pragma once

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <memory>
#include <optional>

#include "worker/signer.h"

namespace latchkey {

/// BCRYPT_ECCPRIVATE_BLOB of P-256: header, x, y, d.
using EccPrivateBlob = std::array<UCHAR, sizeof(BCRYPT_ECCKEY_BLOB) + 96>;

class EcdsaAlgorithm {
 public:
  EcdsaAlgorithm() noexcept { BCryptOpenAlgorithmProvider(&held_, BCRYPT_ECDSA_P256_ALGORITHM, nullptr, 0); }
  ~EcdsaAlgorithm() {
    if (held_ != nullptr) BCryptCloseAlgorithmProvider(held_, 0);
  }
  EcdsaAlgorithm(const EcdsaAlgorithm&) = delete;
  EcdsaAlgorithm& operator=(const EcdsaAlgorithm&) = delete;
  [[nodiscard]] BCRYPT_ALG_HANDLE get() const noexcept { return held_; }

 private:
  BCRYPT_ALG_HANDLE held_ = nullptr;
};

/// A double of the machine's key by BCrypt, in this process's memory, as Wine's NCrypt knows no elliptic curve. For tests
/// alone: the release EXE doesn't link it.
class PassingKey final : public Signer {
 public:
  ~PassingKey() override;

  [[nodiscard]] bool make() noexcept;
  [[nodiscard]] bool load(EccPrivateBlob& blob) noexcept;
  [[nodiscard]] bool save(EccPrivateBlob& blob) noexcept;

  std::optional<MachinePublicKey> publicKey() noexcept override;
  std::optional<MachineSignature> sign(const Sha256& digest) noexcept override;

 private:
  EcdsaAlgorithm algorithm_;
  BCRYPT_KEY_HANDLE key_ = nullptr;
};

[[nodiscard]] std::unique_ptr<Signer> makePassingKey() noexcept;

/// Whether a signature is the key's.
[[nodiscard]] bool verifies(const MachinePublicKey& key, const Sha256& digest,
                            const MachineSignature& signature) noexcept;

}  // namespace latchkey
