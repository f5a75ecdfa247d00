#pragma once

#include <memory>
#include <vector>

#include "com/com.h"
#include "provider/provider_core.h"
#include "provider/wrap_credential.h"
#include "provider/wrapped_inbox.h"

namespace latchkey {

/// Wrap mode: the in-box password provider with one more field, "Forgot password?", as the last of each tile. It
/// stands in for the original, which our filter hides. STA only.
class WrapProvider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
 public:
  WrapProvider(SignInScreen screen, WrappedInbox inbox);

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
  [[nodiscard]] HRESULT findFields();
  [[nodiscard]] Person personBehind(ICredentialProviderCredential& wrapped);

  std::shared_ptr<ProviderCore> core_;
  ComPtr<ICredentialProvider> wrapped_;
  GUID inbox_;
  ComPtr<ICredentialProviderSetUserArray> wrappedUsers_;
  ComPtr<ICredentialProviderUserArray> users_;
  WrappedFields fields_;
  std::vector<ComPtr<WrapCredential>> tiles_;
};

}  // namespace latchkey
