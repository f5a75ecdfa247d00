#pragma once

#include <windows.h>

#include <atomic>
#include <vector>

#include "host/abi/com_object.h"
#include "host/abi/provider_abi.h"
#include "host/plant/plant_credential.h"

namespace latchkey::plant {

/// A provider that keeps the contract, except for the one mistake that it was asked to make. STA only.
class PlantProvider final : public abi::Provider, public abi::SetUserArray {
 public:
  PlantProvider() { countObject(1); }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override;
  STDMETHODIMP SetUsageScenario(abi::Scenario scenario, DWORD flags) override;
  STDMETHODIMP SetSerialization(const abi::Serialization*) override { return E_NOTIMPL; }
  STDMETHODIMP Advise(abi::ProviderEvents* events, UINT_PTR context) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP GetFieldDescriptorCount(DWORD* count) override;
  STDMETHODIMP GetFieldDescriptorAt(DWORD index, abi::FieldDescriptor** descriptor) override;
  STDMETHODIMP GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) override;
  STDMETHODIMP GetCredentialAt(DWORD index, abi::Credential** credential) override;
  STDMETHODIMP SetUserArray_(abi::UserArray* users) override;

 private:
  ~PlantProvider();
  void build();
  void loseItself();

  std::atomic<LONG> references_{1};
  abi::Scenario scenario_ = abi::kInvalidScenario;
  ComRef<abi::ProviderEvents> events_;
  UINT_PTR context_ = 0;
  /// Not held: only the mistakes use it.
  abi::ProviderEvents* stale_ = nullptr;
  ComRef<abi::UserArray> users_;
  bool isBuilt_ = false;
  std::vector<ComRef<PlantCredential>> credentials_;
  int timesCounted_ = 0;
  bool isLost_ = false;
};

}  // namespace latchkey::plant
