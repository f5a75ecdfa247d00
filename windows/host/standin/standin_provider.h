#pragma once

#include <windows.h>

#include <atomic>
#include <string>
#include <vector>

#include "host/abi/com_object.h"
#include "host/abi/provider_abi.h"
#include "host/standin/standin_credential.h"

namespace latchkey::standin {

/// Plays the in-box password provider where there is none (Wine), under both of its classes. STA only.
class StandinProvider final : public abi::Provider, public abi::SetUserArray {
 public:
  explicit StandinProvider(Generation generation) : generation_(generation) { ++objects(); }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override;
  STDMETHODIMP SetUsageScenario(abi::Scenario scenario, DWORD flags) override;
  STDMETHODIMP SetSerialization(const abi::Serialization* packed) override;
  STDMETHODIMP Advise(abi::ProviderEvents* events, UINT_PTR context) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP GetFieldDescriptorCount(DWORD* count) override;
  STDMETHODIMP GetFieldDescriptorAt(DWORD index, abi::FieldDescriptor** descriptor) override;
  STDMETHODIMP GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) override;
  STDMETHODIMP GetCredentialAt(DWORD index, abi::Credential** credential) override;
  STDMETHODIMP SetUserArray_(abi::UserArray* users) override;

 private:
  ~StandinProvider() { --objects(); }
  void build();
  void add(Person person) {
    credentials_.emplace_back(new StandinCredential(generation_, std::move(person), scenario_));
  }
  void buildFromUsers();

  std::atomic<LONG> references_{1};
  Generation generation_;
  abi::Scenario scenario_ = abi::kInvalidScenario;
  ComRef<abi::ProviderEvents> events_;
  ComRef<abi::UserArray> users_;
  bool isBuilt_ = false;
  std::vector<ComRef<StandinCredential>> credentials_;
};

}  // namespace latchkey::standin
