#include "worker/ecc_blob.h"

#include <cstring>

namespace latchkey {

std::optional<MachinePublicKey> publicKeyOf(const EccBlob& blob, ULONG size) noexcept {
  BCRYPT_ECCKEY_BLOB head;
  std::memcpy(&head, blob.data(), sizeof head);
  MachinePublicKey key;
  if (size != blob.size() || head.dwMagic != BCRYPT_ECDSA_PUBLIC_P256_MAGIC || head.cbKey != key.x.size())
    return std::nullopt;
  std::memcpy(key.x.data(), blob.data() + sizeof head, key.x.size());
  std::memcpy(key.y.data(), blob.data() + sizeof head + key.x.size(), key.y.size());
  return key;
}

EccBlob blobOf(const MachinePublicKey& key) noexcept {
  EccBlob blob;
  const BCRYPT_ECCKEY_BLOB head = {BCRYPT_ECDSA_PUBLIC_P256_MAGIC, static_cast<ULONG>(key.x.size())};
  std::memcpy(blob.data(), &head, sizeof head);
  std::memcpy(blob.data() + sizeof head, key.x.data(), key.x.size());
  std::memcpy(blob.data() + sizeof head + key.x.size(), key.y.data(), key.y.size());
  return blob;
}

}  // namespace latchkey
