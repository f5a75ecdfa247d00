#pragma once

#include <windows.h>

#include <string>

#include "com/com.h"
#include "com/credential_provider.h"
#include "host/standin/standin_layout.h"

namespace latchkey::standin {

/// Whom a tile is for; `user` is empty for "Other user".
struct Person {
  std::wstring sid;
  std::wstring domain;
  std::wstring user;
  std::wstring display;
};

/// The password tile. It signs nobody in by itself: it packs what was typed, and says in its journal whether that was
/// the expected password. STA only.
class StandinCredential final
    : public ComObject<ICredentialProviderCredential2, ICredentialProviderCredentialWithFieldOptions> {
 public:
  StandinCredential(Generation generation, Person person, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario);

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
  STDMETHODIMP GetComboBoxValueCount(DWORD, DWORD*, DWORD*) override { return E_NOTIMPL; }
  STDMETHODIMP GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) override { return E_NOTIMPL; }
  STDMETHODIMP SetStringValue(DWORD id, LPCWSTR text) override;
  STDMETHODIMP SetCheckboxValue(DWORD, BOOL) override { return E_NOTIMPL; }
  STDMETHODIMP SetComboBoxSelectedValue(DWORD, DWORD) override { return E_NOTIMPL; }
  STDMETHODIMP CommandLinkClicked(DWORD id) override;
  STDMETHODIMP GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE*,
                                CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*, LPWSTR*,
                                CREDENTIAL_PROVIDER_STATUS_ICON*) override;
  STDMETHODIMP ReportResult(LONG status, LONG, LPWSTR* text, CREDENTIAL_PROVIDER_STATUS_ICON* icon) override;
  STDMETHODIMP GetUserSid(LPWSTR* sid) override;
  STDMETHODIMP GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) override;

 private:
  static constexpr std::size_t kLongest = 257;

  ~StandinCredential() override;
  [[nodiscard]] bool isOtherUser() const noexcept { return person_.user.empty(); }
  [[nodiscard]] std::wstring textOf(DWORD id) const;
  void forgetPassword() noexcept;

  Generation generation_;
  Person person_;
  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_;
  ComPtr<ICredentialProviderCredentialEvents> events_;
  ComPtr<ICredentialProviderCredentialEvents2> events2_;
  std::wstring typedUser_;
  bool isHelpShown_ = false;
  wchar_t password_[kLongest] = {};
};

}  // namespace latchkey::standin
