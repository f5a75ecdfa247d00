#pragma once

#include <memory>

#include "com/com.h"
#include "com/credential_provider.h"
#include "provider/process_offer.h"
#include "provider/provider_core.h"

namespace latchkey {

/// The provider that LogonUI and CredUI make. What it is, Wrap or Tile, is decided once LogonUI says for what: until
/// then nothing is read, and in a program of an ordinary person, which CredUI is part of, the in-box provider is not
/// even made. STA only.
class SignInProvider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
 public:
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
  ~SignInProvider() override = default;
  [[nodiscard]] HRESULT become(SignIn at, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags);
  [[nodiscard]] HRESULT take(ComPtr<ICredentialProvider> made, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                             DWORD flags) noexcept;
  void unbecome() noexcept;

  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_ = CPUS_INVALID;
  std::unique_ptr<HeldOffer> held_;
  ComPtr<ICredentialProvider> inner_;
  ComPtr<ICredentialProviderSetUserArray> innerUsers_;
};

}  // namespace latchkey
