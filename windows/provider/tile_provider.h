#pragma once

#include <memory>
#include <vector>

#include "com/com.h"
#include "provider/provider_core.h"
#include "provider/tile_credential.h"

namespace latchkey {

/// Tile mode: one tile of ours for each user of LogonUI's list, under Sign-in options; on Windows 7 one for all. It
/// filters nothing and is never the default.
class TileProvider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
 public:
  explicit TileProvider(SignInScreen screen) : core_(std::make_shared<ProviderCore>(std::move(screen))) {}

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                                             DWORD flags) noexcept override;
  HRESULT STDMETHODCALLTYPE SetSerialization(
      const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization) noexcept override;
  HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderEvents* events, UINT_PTR context) noexcept override;
  HRESULT STDMETHODCALLTYPE UnAdvise() noexcept override;
  HRESULT STDMETHODCALLTYPE GetFieldDescriptorCount(DWORD* count) noexcept override;
  HRESULT STDMETHODCALLTYPE GetFieldDescriptorAt(DWORD index,
                                                 CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCredentialCount(DWORD* count, DWORD* preset, BOOL* autoLogon) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCredentialAt(DWORD index, ICredentialProviderCredential** out) noexcept override;
  HRESULT STDMETHODCALLTYPE SetUserArray(ICredentialProviderUserArray* users) noexcept override;

 private:
  void build();
  void add(Person person);

  std::shared_ptr<ProviderCore> core_;
  ComPtr<ICredentialProviderUserArray> users_;
  std::vector<ComPtr<TileCredential>> tiles_;
  bool isBuilt_ = false;
};

/// A descriptor as LogonUI takes it, CoTaskMem with its label.
[[nodiscard]] HRESULT giveDescriptor(DWORD id, int type, std::u16string_view label, const GUID& kind,
                                     CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept;

}  // namespace latchkey
