#pragma once

#include <windows.h>

#include <atomic>
#include <string>

#include "host/abi/com_object.h"
#include "host/abi/provider_abi.h"
#include "host/plant/mistake.h"

namespace latchkey::plant {

/// A tile that keeps the contract, except for the one mistake that it was asked to make. STA only.
class PlantCredential final : public abi::Credential2, public abi::CredentialFieldOptions {
 public:
  PlantCredential(std::wstring sid, abi::Scenario scenario);

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override;
  STDMETHODIMP Advise(abi::CredentialEvents* events) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP SetSelected(BOOL* autoLogon) override;
  STDMETHODIMP SetDeselected() override;
  STDMETHODIMP GetFieldState(DWORD id, abi::FieldState* state, abi::Interactive* interactive) override;
  STDMETHODIMP GetStringValue(DWORD id, LPWSTR* text) override;
  STDMETHODIMP GetBitmapValue(DWORD id, HBITMAP* bitmap) override;
  STDMETHODIMP GetCheckboxValue(DWORD, BOOL*, LPWSTR*) override { return E_NOTIMPL; }
  STDMETHODIMP GetSubmitButtonValue(DWORD id, DWORD* adjacent) override;
  STDMETHODIMP GetComboBoxValueCount(DWORD id, DWORD* count, DWORD* selected) override;
  STDMETHODIMP GetComboBoxValueAt(DWORD id, DWORD item, LPWSTR* text) override;
  STDMETHODIMP SetStringValue(DWORD id, LPCWSTR text) override;
  STDMETHODIMP SetCheckboxValue(DWORD, BOOL) override { return E_NOTIMPL; }
  STDMETHODIMP SetComboBoxSelectedValue(DWORD, DWORD) override { return S_OK; }
  STDMETHODIMP CommandLinkClicked(DWORD id) override;
  STDMETHODIMP GetSerialization(abi::Response*, abi::Serialization*, LPWSTR*, abi::StatusIcon*) override;
  STDMETHODIMP ReportResult(LONG, LONG, LPWSTR* text, abi::StatusIcon* icon) override;
  STDMETHODIMP GetUserSid(LPWSTR* sid) override;
  STDMETHODIMP GetFieldOptions(DWORD id, abi::FieldOptions* options) override;

 private:
  static constexpr std::size_t kLongest = 64;

  ~PlantCredential();
  void work();
  void workWrongly();
  void openWindow();
  HRESULT pack(abi::Serialization& packed) const;
  void wipe() noexcept;

  std::atomic<LONG> references_{1};
  std::wstring sid_;
  abi::Scenario scenario_;
  ComRef<abi::CredentialEvents> events_;
  ComRef<abi::CredentialEvents2> events2_;
  /// Not held: only the mistakes use it.
  abi::CredentialEvents* stale_ = nullptr;
  /// Fixed places, so that wiping them leaves no copy in the heap.
  wchar_t secret_[kLongest] = {};
  wchar_t masked_[kLongest] = {};
};

}  // namespace latchkey::plant
