#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "com/com.h"
#include "com/credential_provider.h"
#include "host/standin/standin_credential.h"

namespace latchkey::standin {

/// Plays the in-box password provider where there is none (Wine), under both of its classes. STA only.
class StandinProvider final : public ComObject<ICredentialProvider, ICredentialProviderSetUserArray> {
 public:
  explicit StandinProvider(Generation generation) : generation_(generation) {}

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) override;
  STDMETHODIMP SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* packed) override;
  STDMETHODIMP Advise(ICredentialProviderEvents* events, UINT_PTR context) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP GetFieldDescriptorCount(DWORD* count) override;
  STDMETHODIMP GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) override;
  STDMETHODIMP GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) override;
  STDMETHODIMP GetCredentialAt(DWORD index, ICredentialProviderCredential** credential) override;
  STDMETHODIMP SetUserArray(ICredentialProviderUserArray* users) override;

 private:
  ~StandinProvider() override = default;
  void build();
  void add(Person person) {
    credentials_.emplace_back(new StandinCredential(generation_, std::move(person), scenario_));
  }
  void buildFromUsers();

  Generation generation_;
  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_ = CPUS_INVALID;
  ComPtr<ICredentialProviderEvents> events_;
  ComPtr<ICredentialProviderUserArray> users_;
  bool isBuilt_ = false;
  std::vector<ComPtr<StandinCredential>> credentials_;
};

}  // namespace latchkey::standin
