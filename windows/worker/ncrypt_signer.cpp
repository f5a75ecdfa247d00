#include <windows.h>

#include <ncrypt.h>
#include <sddl.h>

#include <utility>

#include "provider/clsid.h"
#include "worker/ecc_blob.h"
#include "worker/machine_key_name.h"
#include "worker/service_sid.h"
#include "worker/signer.h"

namespace latchkey {
namespace {

// The TPM first: a key in there can't be copied to another PC.
constexpr const wchar_t* kStores[] = {MS_PLATFORM_CRYPTO_PROVIDER, MS_KEY_STORAGE_PROVIDER};

class Object {
 public:
  Object() noexcept = default;
  Object(Object&& other) noexcept : held_(std::exchange(other.held_, 0)) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object() {
    if (held_ != 0) NCryptFreeObject(held_);
  }
  [[nodiscard]] NCRYPT_HANDLE get() const noexcept { return held_; }
  [[nodiscard]] NCRYPT_HANDLE* put() noexcept { return &held_; }

 private:
  NCRYPT_HANDLE held_ = 0;
};

class MachineKey final : public Signer {
 public:
  explicit MachineKey(Object key) noexcept : key_(std::move(key)) {}

  std::optional<MachinePublicKey> publicKey() noexcept override {
    EccBlob blob;
    DWORD size = 0;
    const auto room = static_cast<DWORD>(blob.size());
    if (NCryptExportKey(key_.get(), 0, BCRYPT_ECCPUBLIC_BLOB, nullptr, blob.data(), room, &size, 0) != ERROR_SUCCESS)
      return std::nullopt;
    return publicKeyOf(blob, size);
  }

  std::optional<MachineSignature> sign(const Sha256& digest) noexcept override {
    MachineSignature signature;
    Sha256 given = digest;
    DWORD size = 0;
    const SECURITY_STATUS status =
        NCryptSignHash(key_.get(), nullptr, given.data(), static_cast<DWORD>(given.size()), signature.data(),
                       static_cast<DWORD>(signature.size()), &size, NCRYPT_SILENT_FLAG);
    if (status != ERROR_SUCCESS || size != signature.size()) return std::nullopt;
    return signature;
  }

 private:
  Object key_;
};

struct Opened {
  Object key;
  KeyPresence presence = KeyPresence::absent;
};

/// A store that this Windows doesn't have, as the TPM's before 8, holds no key.
Opened openIn(const wchar_t* storeName) {
  Object store;
  Opened opened;
  if (NCryptOpenStorageProvider(store.put(), storeName, 0) != ERROR_SUCCESS) return opened;
  const DWORD flags = NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG;
  opened.presence = presenceOf(NCryptOpenKey(store.get(), opened.key.put(), kMachineKeyName, 0, flags));
  if (opened.presence != KeyPresence::open) *opened.key.put() = 0;
  return opened;
}

/// Whether no key of ours is there any more.
bool forgetIn(const wchar_t* storeName) {
  auto [key, presence] = openIn(storeName);
  if (presence != KeyPresence::open) return presence == KeyPresence::absent;
  if (NCryptDeleteKey(key.get(), NCRYPT_SILENT_FLAG) != ERROR_SUCCESS) return false;
  // The handle went with the key.
  *key.put() = 0;
  return true;
}

bool setAccess(NCRYPT_HANDLE key) {
  const auto service = serviceSidOf(kWorkerService);
  if (!service) return false;
  // Generic read of a key is to use it; only SYSTEM may change or delete it.
  const std::wstring sddl = L"D:P(A;;GA;;;SY)(A;;GR;;;" + *service + L")";
  PSECURITY_DESCRIPTOR access = nullptr;
  ULONG size = 0;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &access, &size))
    return false;
  const DWORD flags = NCRYPT_SILENT_FLAG | DACL_SECURITY_INFORMATION;
  const SECURITY_STATUS status =
      NCryptSetProperty(key, NCRYPT_SECURITY_DESCR_PROPERTY, static_cast<BYTE*>(access), size, flags);
  LocalFree(access);
  return status == ERROR_SUCCESS;
}

bool makeIn(const wchar_t* storeName) {
  Object store;
  Object key;
  const DWORD silent = NCRYPT_SILENT_FLAG;
  if (NCryptOpenStorageProvider(store.put(), storeName, 0) != ERROR_SUCCESS) return false;
  if (NCryptCreatePersistedKey(store.get(), key.put(), BCRYPT_ECDSA_P256_ALGORITHM, kMachineKeyName, 0,
                               NCRYPT_MACHINE_KEY_FLAG) != ERROR_SUCCESS)
    return false;
  if (NCryptFinalizeKey(key.get(), silent) != ERROR_SUCCESS) return false;
  if (setAccess(key.get())) return true;
  // A key that anybody may use would vouch for whoever asks.
  if (NCryptDeleteKey(key.get(), silent) == ERROR_SUCCESS) *key.put() = 0;
  return false;
}

}  // namespace

KeyPresence presenceOf(long status) noexcept {
  if (status == ERROR_SUCCESS) return KeyPresence::open;
  const bool isAbsent = status == NTE_BAD_KEYSET || status == NTE_NO_KEY || status == NTE_NOT_FOUND;
  return isAbsent ? KeyPresence::absent : KeyPresence::refused;
}

std::unique_ptr<Signer> openMachineKey() noexcept try {
  for (const wchar_t* const name : kStores) {
    auto [key, presence] = openIn(name);
    if (presence == KeyPresence::open) return std::make_unique<MachineKey>(std::move(key));
    // One that is there and refuses us is this PC's all the same: none from a weaker store stands in for it.
    if (presence == KeyPresence::refused) return nullptr;
  }
  return nullptr;
} catch (...) {
  return nullptr;
}

std::optional<KeyStore> makeMachineKey() noexcept try {
  for (const wchar_t* const name : kStores) {
    // A copy of another PC's key must not be found before the new one.
    if (!forgetIn(name)) return std::nullopt;
  }
  if (makeIn(MS_PLATFORM_CRYPTO_PROVIDER)) return KeyStore::tpm;
  if (makeIn(MS_KEY_STORAGE_PROVIDER)) return KeyStore::software;
  return std::nullopt;
} catch (...) {
  return std::nullopt;
}

}  // namespace latchkey
