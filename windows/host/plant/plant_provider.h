#pragma once

#include <windows.h>

#include <vector>

#include "com/com.h"
#include "com/credential_provider.h"
#include "host/plant/plant_credential.h"

namespace latchkey::plant {

/// A provider that keeps the contract, except for the one mistake that it was asked to make. STA only.
class PlantProvider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
 public:
  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) override;
  STDMETHODIMP SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) override { return E_NOTIMPL; }
  STDMETHODIMP Advise(ICredentialProviderEvents* events, UINT_PTR context) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP GetFieldDescriptorCount(DWORD* count) override;
  STDMETHODIMP GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) override;
  STDMETHODIMP GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) override;
  STDMETHODIMP GetCredentialAt(DWORD index, ICredentialProviderCredential** credential) override;
  STDMETHODIMP SetUserArray(ICredentialProviderUserArray* users) override;

 private:
  ~PlantProvider() override;
  void build();
  void loseItself();

  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_ = CPUS_INVALID;
  ComPtr<ICredentialProviderEvents> events_;
  UINT_PTR context_ = 0;
  /// Not held: only the mistakes use it.
  ICredentialProviderEvents* stale_ = nullptr;
  ComPtr<ICredentialProviderUserArray> users_;
  bool isBuilt_ = false;
  std::vector<ComPtr<PlantCredential>> credentials_;
  int timesCounted_ = 0;
  bool isLost_ = false;
};

}  // namespace latchkey::plant
