#include <windows.h>

#include <bcrypt.h>

#include "worker/ecc_blob.h"
#include "worker/passing_key.h"

namespace latchkey {
namespace {

constexpr ULONG kBits = 256;

}  // namespace

PassingKey::~PassingKey() {
  if (key_ != nullptr) BCryptDestroyKey(key_);
}

bool PassingKey::make() noexcept {
  return BCryptGenerateKeyPair(algorithm_.get(), &key_, kBits, 0) >= 0 && BCryptFinalizeKeyPair(key_, 0) >= 0;
}

bool PassingKey::load(EccPrivateBlob& blob) noexcept {
  return BCryptImportKeyPair(algorithm_.get(), nullptr, BCRYPT_ECCPRIVATE_BLOB, &key_, blob.data(),
                             static_cast<ULONG>(blob.size()), 0) >= 0;
}

bool PassingKey::save(EccPrivateBlob& blob) noexcept {
  ULONG size = 0;
  const auto room = static_cast<ULONG>(blob.size());
  return BCryptExportKey(key_, nullptr, BCRYPT_ECCPRIVATE_BLOB, blob.data(), room, &size, 0) >= 0 && size == room;
}

std::optional<MachinePublicKey> PassingKey::publicKey() noexcept {
  EccBlob blob;
  ULONG size = 0;
  const auto room = static_cast<ULONG>(blob.size());
  if (BCryptExportKey(key_, nullptr, BCRYPT_ECCPUBLIC_BLOB, blob.data(), room, &size, 0) < 0) return std::nullopt;
  return publicKeyOf(blob, size);
}

std::optional<MachineSignature> PassingKey::sign(const Sha256& digest) noexcept {
  MachineSignature signature;
  Sha256 given = digest;
  ULONG size = 0;
  const NTSTATUS status = BCryptSignHash(key_, nullptr, given.data(), static_cast<ULONG>(given.size()),
                                         signature.data(), static_cast<ULONG>(signature.size()), &size, 0);
  if (status < 0 || size != signature.size()) return std::nullopt;
  return signature;
}

std::unique_ptr<Signer> makePassingKey() noexcept try {
  auto made = std::make_unique<PassingKey>();
  if (!made->make()) return nullptr;
  return made;
} catch (...) {
  return nullptr;
}

bool verifies(const MachinePublicKey& key, const Sha256& digest, const MachineSignature& signature) noexcept {
  const EcdsaAlgorithm algorithm;
  EccBlob blob = blobOf(key);
  BCRYPT_KEY_HANDLE imported = nullptr;
  if (BCryptImportKeyPair(algorithm.get(), nullptr, BCRYPT_ECCPUBLIC_BLOB, &imported, blob.data(),
                          static_cast<ULONG>(blob.size()), 0) < 0)
    return false;
  Sha256 given = digest;
  MachineSignature claimed = signature;
  const NTSTATUS status = BCryptVerifySignature(imported, nullptr, given.data(), static_cast<ULONG>(given.size()),
                                                claimed.data(), static_cast<ULONG>(claimed.size()), 0);
  BCryptDestroyKey(imported);
  return status >= 0;
}

}  // namespace latchkey
