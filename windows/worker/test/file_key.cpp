// A double of the machine's key for the test EXE: Wine's NCrypt knows no elliptic curve. The key lies in a file, in the
// clear. The release EXE links ncrypt_signer.cpp in this file's place.
#include <windows.h>

#include <memory>

#include "provider/handles.h"
#include "worker/passing_key.h"
#include "worker/signer.h"

namespace latchkey {
namespace {

// The same for every account: a service has not the environment of the test that started it.
constexpr wchar_t kPath[] = L"C:\\latchkey-double-of-the-machine-key";

}  // namespace

std::unique_ptr<Signer> openMachineKey() noexcept try {
  const Handle file(CreateFileW(kPath, GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  EccPrivateBlob blob;
  DWORD read = 0;
  auto key = std::make_unique<PassingKey>();
  const auto size = static_cast<DWORD>(blob.size());
  if (!file || !ReadFile(file.get(), blob.data(), size, &read, nullptr) || read != size || !key->load(blob))
    return nullptr;
  return key;
} catch (...) {
  return nullptr;
}

std::optional<KeyStore> makeMachineKey() noexcept try {
  PassingKey key;
  EccPrivateBlob blob;
  if (!key.make() || !key.save(blob)) return std::nullopt;
  const Handle file(CreateFileW(kPath, GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr));
  DWORD written = 0;
  if (!file || !WriteFile(file.get(), blob.data(), static_cast<DWORD>(blob.size()), &written, nullptr))
    return std::nullopt;
  return KeyStore::software;
} catch (...) {
  return std::nullopt;
}

}  // namespace latchkey
