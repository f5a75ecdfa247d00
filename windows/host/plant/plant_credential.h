#pragma once

#include <windows.h>

#include <string>

#include "com/com.h"
#include "com/credential_provider.h"
#include "host/plant/mistake.h"

namespace latchkey::plant {

/// A tile that keeps the contract, except for the one mistake that it was asked to make. STA only.
class PlantCredential final
    : public ComObject<ICredentialProviderCredential2, ICredentialProviderCredentialWithFieldOptions> {
 public:
  PlantCredential(std::wstring sid, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario);

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP Advise(ICredentialProviderCredentialEvents* events) override;
  STDMETHODIMP UnAdvise() override;
  STDMETHODIMP SetSelected(BOOL* autoLogon) override;
  STDMETHODIMP SetDeselected() override;
  STDMETHODIMP GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                             CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) override;
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
  STDMETHODIMP GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE*,
                                CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*, LPWSTR*,
                                CREDENTIAL_PROVIDER_STATUS_ICON*) override;
  STDMETHODIMP ReportResult(LONG, LONG, LPWSTR* text, CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
  STDMETHODIMP GetUserSid(LPWSTR* sid) override;
  STDMETHODIMP GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) override;

 private:
  static constexpr std::size_t kLongest = 64;

  ~PlantCredential() override;
  void work();
  void workWrongly();
  void openWindow();
  HRESULT pack(CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed) const;
  void wipe() noexcept;

  std::wstring sid_;
  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_;
  ComPtr<ICredentialProviderCredentialEvents> events_;
  ComPtr<ICredentialProviderCredentialEvents2> events2_;
  /// Not held: only the mistakes use it.
  ICredentialProviderCredentialEvents* stale_ = nullptr;
  /// Fixed places, so that wiping them leaves no copy in the heap.
  wchar_t secret_[kLongest] = {};
  wchar_t masked_[kLongest] = {};
};

}  // namespace latchkey::plant
