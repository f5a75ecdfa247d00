#pragma once

#include <windows.h>

#include <atomic>
#include <string>

#include "host/abi/com_object.h"
#include "host/abi/provider_abi.h"
#include "host/standin/standin_layout.h"

namespace latchkey::standin {

/// How many objects of this DLL live.
[[nodiscard]] std::atomic<LONG>& objects() noexcept;

/// Whom a tile is for; `user` is empty for "Other user".
struct Person {
  std::wstring sid;
  std::wstring domain;
  std::wstring user;
  std::wstring display;
};

/// The password tile. It signs nobody in by itself: it packs what was typed, and says in its journal whether that was
/// the expected password. STA only.
class StandinCredential final : public abi::Credential2, public abi::CredentialFieldOptions {
 public:
  StandinCredential(Generation generation, Person person, abi::Scenario scenario);

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
  STDMETHODIMP GetComboBoxValueCount(DWORD, DWORD*, DWORD*) override { return E_NOTIMPL; }
  STDMETHODIMP GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) override { return E_NOTIMPL; }
  STDMETHODIMP SetStringValue(DWORD id, LPCWSTR text) override;
  STDMETHODIMP SetCheckboxValue(DWORD, BOOL) override { return E_NOTIMPL; }
  STDMETHODIMP SetComboBoxSelectedValue(DWORD, DWORD) override { return E_NOTIMPL; }
  STDMETHODIMP CommandLinkClicked(DWORD id) override;
  STDMETHODIMP GetSerialization(abi::Response*, abi::Serialization*, LPWSTR*, abi::StatusIcon*) override;
  STDMETHODIMP ReportResult(LONG status, LONG, LPWSTR* text, abi::StatusIcon* icon) override;
  STDMETHODIMP GetUserSid(LPWSTR* sid) override;
  STDMETHODIMP GetFieldOptions(DWORD id, abi::FieldOptions* options) override;

 private:
  static constexpr std::size_t kLongest = 257;

  ~StandinCredential();
  [[nodiscard]] bool isOtherUser() const noexcept { return person_.user.empty(); }
  [[nodiscard]] std::wstring textOf(DWORD id) const;
  void forgetPassword() noexcept;

  std::atomic<LONG> references_{1};
  Generation generation_;
  Person person_;
  abi::Scenario scenario_;
  ComRef<abi::CredentialEvents> events_;
  ComRef<abi::CredentialEvents2> events2_;
  std::wstring typedUser_;
  bool isHelpShown_ = false;
  wchar_t password_[kLongest] = {};
};

}  // namespace latchkey::standin
