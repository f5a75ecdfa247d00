#include "machine_key.h"

#include <windows.h>

#include <ncrypt.h>

#include "../../worker/machine_key_name.h"

namespace latchkey {
namespace {

void forgetIn(const wchar_t* store) noexcept {
  NCRYPT_PROV_HANDLE provider = 0;
  if (NCryptOpenStorageProvider(&provider, store, 0) != ERROR_SUCCESS) return;
  NCRYPT_KEY_HANDLE key = 0;
  const DWORD flags = NCRYPT_MACHINE_KEY_FLAG | NCRYPT_SILENT_FLAG;
  // Deleting frees the handle, unless it fails.
  if (NCryptOpenKey(provider, &key, kMachineKeyName, 0, flags) == ERROR_SUCCESS &&
      NCryptDeleteKey(key, NCRYPT_SILENT_FLAG) != ERROR_SUCCESS)
    NCryptFreeObject(key);
  NCryptFreeObject(provider);
}

}  // namespace

void forgetMachineKey() noexcept {
  forgetIn(MS_PLATFORM_CRYPTO_PROVIDER);
  forgetIn(MS_KEY_STORAGE_PROVIDER);
}

}  // namespace latchkey
