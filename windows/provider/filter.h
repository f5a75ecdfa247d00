#pragma once

#include "com/com.h"
#include "com/credential_provider.h"

namespace latchkey {

/// Hides the in-box password tile while its wrapped twin is there. Fails open: whatever goes wrong, the list stays as
/// it was and the answer is S_OK.
class WrapFilter final : public ComObject<ICredentialProviderFilter> {
 public:
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags, GUID* providers,
                                   BOOL* allow, DWORD count) noexcept override;
  HRESULT STDMETHODCALLTYPE UpdateRemoteCredential(
      const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* in,
      CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* out) noexcept override;

 private:
  ~WrapFilter() override = default;
};

}  // namespace latchkey
