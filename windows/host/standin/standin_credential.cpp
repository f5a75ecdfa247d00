#include "host/standin/standin_credential.h"

#include <cwchar>

#include "host/abi/logon_pack.h"
#include "host/standin/journal.h"

namespace latchkey::standin {

StandinCredential::StandinCredential(Generation generation, Person person,
                                     CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario)
    : generation_(generation), person_(std::move(person)), scenario_(scenario) {}

StandinCredential::~StandinCredential() { forgetPassword(); }

HRESULT StandinCredential::QueryInterface(REFIID iid, void** object) {
  const bool isV2 = generation_ == Generation::v2;
  *object = nullptr;
  if (iid == iid::kUnknown || iid == iid::kCredential || (iid == iid::kCredential2 && isV2)) {
    *object = static_cast<ICredentialProviderCredential2*>(this);
  } else if (iid == iid::kWithFieldOptions && isV2) {
    *object = static_cast<ICredentialProviderCredentialWithFieldOptions*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT StandinCredential::Advise(ICredentialProviderCredentialEvents* events) {
  events_ = ComPtr<ICredentialProviderCredentialEvents>::share(events);
  const bool isV2 = generation_ == Generation::v2;
  if (!isV2 || FAILED(events->QueryInterface(iid::kEvents2, events2_.putVoid()))) events2_ = {};
  note("Advise", 0, 0);
  return S_OK;
}

HRESULT StandinCredential::UnAdvise() {
  events2_.reset();
  events_.reset();
  note("UnAdvise", 0, 0);
  return S_OK;
}

HRESULT StandinCredential::SetSelected(BOOL* autoLogon) {
  *autoLogon = FALSE;
  note("SetSelected", 0, 0);
  return S_OK;
}

HRESULT StandinCredential::SetDeselected() {
  note("SetDeselected", 0, std::wcslen(password_));
  forgetPassword();
  if (events_) events_->SetFieldString(this, kPassword, L"");
  return S_OK;
}

HRESULT StandinCredential::GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                         CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) {
  *state = CPFS_HIDDEN;
  *interactive = CPFIS_NONE;
  if (id >= fieldCount()) return E_INVALIDARG;
  if (id == kImage || id == kName) *state = CPFS_DISPLAY_IN_BOTH;
  if (id == kPassword || id == kSubmit) *state = CPFS_DISPLAY_IN_SELECTED_TILE;
  if (isOtherUser() && (id == kUser || id == kSignInTo || id == kHow)) *state = CPFS_DISPLAY_IN_SELECTED_TILE;
  if (id == (isOtherUser() ? kUser : kPassword)) *interactive = CPFIS_FOCUSED;
  return S_OK;
}

std::wstring StandinCredential::textOf(DWORD id) const {
  switch (id) {
    case kLabel:
      return L"Password";
    case kName:
      return isOtherUser() ? L"Other user" : person_.display;
    case kUser:
      return typedUser_;
    case kSignInTo:
      return isHelpShown_ ? L"Type the domain's name, a backslash and the user name." : L"Sign in to: CORP";
    case kHow:
      return L"How do I sign in to another domain?";
    default:
      return L"";
  }
}

HRESULT StandinCredential::GetStringValue(DWORD id, LPWSTR* text) {
  *text = nullptr;
  if (id >= fieldCount()) return E_INVALIDARG;
  *text = textForHost(id == kPassword ? std::wstring_view(password_) : std::wstring_view(textOf(id)));
  return *text != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT StandinCredential::GetBitmapValue(DWORD id, HBITMAP* bitmap) {
  *bitmap = id == kImage ? CreateBitmap(48, 48, 1, 1, nullptr) : nullptr;
  return *bitmap != nullptr ? S_OK : E_INVALIDARG;
}

HRESULT StandinCredential::GetSubmitButtonValue(DWORD id, DWORD* adjacent) {
  *adjacent = kPassword;
  return id == kSubmit ? S_OK : E_INVALIDARG;
}

HRESULT StandinCredential::SetStringValue(DWORD id, LPCWSTR text) {
  const std::size_t length = std::wcslen(text);
  note("SetStringValue", id, length);
  if (length >= kLongest || (id != kUser && id != kPassword)) return E_INVALIDARG;
  if (id == kUser) {
    typedUser_ = text;
  } else {
    forgetPassword();
    std::wcscpy(password_, text);
  }
  return S_OK;
}

HRESULT StandinCredential::CommandLinkClicked(DWORD id) {
  note("CommandLinkClicked", id, 0);
  if (id != kHow) return E_INVALIDARG;
  isHelpShown_ = true;
  if (events2_) events2_->BeginFieldUpdates();
  if (events_) events_->SetFieldString(this, kSignInTo, textOf(kSignInTo).c_str());
  if (events2_) events2_->EndFieldUpdates();
  return S_OK;
}

HRESULT StandinCredential::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                            CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* packed, LPWSTR* status,
                                            CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
  *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
  *packed = {};
  *status = nullptr;
  *icon = CPSI_NONE;
  const std::size_t slash = typedUser_.find(L'\\');
  const bool isQualified = slash != std::wstring::npos;
  const std::wstring domain = !isOtherUser() ? person_.domain : isQualified ? typedUser_.substr(0, slash) : L"CORP";
  const std::wstring user = !isOtherUser() ? person_.user : isQualified ? typedUser_.substr(slash + 1) : typedUser_;
  noteLogon(domain, user, std::wcslen(password_), isExpectedPassword(password_));
  LogonParts parts;
  parts.domain = domain;
  parts.user = user;
  parts.password = password_;
  parts.isUnlock = scenario_ == CPUS_UNLOCK_WORKSTATION;
  const HRESULT made = packLogon(parts, classOf(generation_), *packed);
  if (SUCCEEDED(made)) *response = CPGSR_RETURN_CREDENTIAL_FINISHED;
  return made;
}

HRESULT StandinCredential::ReportResult(LONG status, LONG, LPWSTR* text, CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
  note("ReportResult", 0, 0);
  *text = nullptr;
  *icon = CPSI_NONE;
  if (status >= 0) return S_OK;
  forgetPassword();
  if (events_) {
    events_->SetFieldString(this, kPassword, L"");
    events_->SetFieldInteractiveState(this, kPassword, CPFIS_FOCUSED);
  }
  *text = textForHost(L"The user name or password is incorrect.");
  *icon = CPSI_ERROR;
  return S_OK;
}

HRESULT StandinCredential::GetUserSid(LPWSTR* sid) {
  *sid = nullptr;
  if (isOtherUser()) return S_FALSE;
  *sid = textForHost(person_.sid);
  return *sid != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT StandinCredential::GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) {
  *options = id == kPassword ? CPCFO_ENABLE_PASSWORD_REVEAL
             : id == kImage  ? CPCFO_ENABLE_TOUCH_KEYBOARD_AUTO_INVOKE
                             : CPCFO_NONE;
  return S_OK;
}

void StandinCredential::forgetPassword() noexcept { SecureZeroMemory(password_, sizeof password_); }

}  // namespace latchkey::standin
