#include "provider/wrap_provider.h"

#include <utility>

#include "provider/clsid.h"
#include "provider/tile_provider.h"

namespace latchkey {

WrapProvider::WrapProvider(SignInScreen screen, WrappedInbox inbox)
    : core_(std::make_shared<ProviderCore>(std::move(screen))),
      wrapped_(std::move(inbox.provider)),
      inbox_(inbox.clsid),
      wrappedUsers_(wrapped_.as<ICredentialProviderSetUserArray>(iid::kSetUserArray)) {}

HRESULT WrapProvider::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  if (IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kProvider)) {
    *object = static_cast<ICredentialProvider*>(this);
  } else if (wrappedUsers_ && IsEqualGUID(iid, iid::kSetUserArray)) {
    *object = static_cast<ICredentialProviderSetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT WrapProvider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) noexcept {
  return guarded([&]() -> HRESULT {
    tiles_.clear();
    const HRESULT begun = core_->begin(scenario);
    if (FAILED(begun)) return begun;
    HRESULT taken = wrapped_->SetUsageScenario(scenario, flags);
    if (SUCCEEDED(taken)) taken = findFields();
    if (FAILED(taken)) core_->log().line("in-box refused", static_cast<std::uint32_t>(taken));
    return taken;
  });
}

HRESULT WrapProvider::findFields() {
  fields_ = {};
  const HRESULT counted = wrapped_->GetFieldDescriptorCount(&fields_.count);
  if (FAILED(counted)) return counted;
  if (fields_.count == 0 || fields_.count > kMostWrappedFields) return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED);
  DWORD firstEdit = WrappedFields::kNone;
  DWORD firstSecret = WrappedFields::kNone;
  for (DWORD i = 0; i < fields_.count; ++i) {
    CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* one = nullptr;
    if (FAILED(wrapped_->GetFieldDescriptorAt(i, &one)) || one == nullptr) continue;
    if (IsEqualGUID(one->guidFieldType, kind::kUserName)) fields_.userName = one->dwFieldID;
    if (IsEqualGUID(one->guidFieldType, kind::kPassword)) fields_.password = one->dwFieldID;
    if (one->cpft == CPFT_EDIT_TEXT && firstEdit == WrappedFields::kNone) firstEdit = one->dwFieldID;
    if (one->cpft == CPFT_PASSWORD_TEXT && firstSecret == WrappedFields::kNone) firstSecret = one->dwFieldID;
    CoTaskMemFree(one->pszLabel);
    CoTaskMemFree(one);
  }
  // By kind, never by index; by type only where the provider says no kind, as on Windows 7.
  if (fields_.userName == WrappedFields::kNone) fields_.userName = firstEdit;
  if (fields_.password == WrappedFields::kNone) fields_.password = firstSecret;
  return S_OK;
}

HRESULT WrapProvider::SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization) noexcept {
  if (serialization == nullptr) return E_INVALIDARG;
  // Our filter sent it to us by putting our name on it.
  CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION copy = *serialization;
  if (IsEqualGUID(copy.clsidCredentialProvider, kProviderClsid)) copy.clsidCredentialProvider = inbox_;
  return wrapped_->SetSerialization(&copy);
}

HRESULT WrapProvider::Advise(ICredentialProviderEvents* events, UINT_PTR context) noexcept {
  core_->advise(events, context);
  return wrapped_->Advise(events, context);
}

HRESULT WrapProvider::UnAdvise() noexcept {
  core_->unadvise();
  return wrapped_->UnAdvise();
}

HRESULT WrapProvider::GetFieldDescriptorCount(DWORD* count) noexcept {
  if (count == nullptr) return E_POINTER;
  *count = fields_.count + 1;
  return S_OK;
}

HRESULT WrapProvider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index < fields_.count) return wrapped_->GetFieldDescriptorAt(index, out);
  if (index > fields_.count) return E_INVALIDARG;
  return giveDescriptor(index, CPFT_COMMAND_LINK, core_->screen().linkText, GUID{}, out);
}

HRESULT WrapProvider::GetCredentialCount(DWORD* count, DWORD* preset, BOOL* autoLogon) noexcept {
  if (count == nullptr || preset == nullptr || autoLogon == nullptr) return E_POINTER;
  *count = 0;
  *preset = CREDENTIAL_PROVIDER_NO_DEFAULT;
  *autoLogon = FALSE;
  return guarded([&]() -> HRESULT {
    DWORD wrapped = 0;
    DWORD wrappedPreset = CREDENTIAL_PROVIDER_NO_DEFAULT;
    BOOL wrappedAuto = FALSE;
    const HRESULT counted = wrapped_->GetCredentialCount(&wrapped, &wrappedPreset, &wrappedAuto);
    if (FAILED(counted)) return counted;
    std::vector<ComPtr<WrapCredential>> tiles;
    for (DWORD i = 0; i < wrapped; ++i) {
      ComPtr<ICredentialProviderCredential> one;
      // One broken tile must not take the others along: there is no in-box list to fall back to.
      if (FAILED(wrapped_->GetCredentialAt(i, one.put())) || !one) continue;
      if (i == wrappedPreset) {
        *preset = static_cast<DWORD>(tiles.size());
        *autoLogon = wrappedAuto;
      }
      Person person = personBehind(*one.get());
      tiles.emplace_back(new WrapCredential(core_, std::move(one), fields_, std::move(person)));
    }
    *count = static_cast<DWORD>(tiles.size());
    tiles_ = std::move(tiles);
    return S_OK;
  });
}

HRESULT WrapProvider::GetCredentialAt(DWORD index, ICredentialProviderCredential** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= tiles_.size()) return E_INVALIDARG;
  *out = ComPtr<ICredentialProviderCredential>::share(tiles_[index].get()).detach();
  return S_OK;
}

HRESULT WrapProvider::SetUserArray(ICredentialProviderUserArray* users) noexcept {
  users_ = ComPtr<ICredentialProviderUserArray>::share(users);
  return wrappedUsers_ ? wrappedUsers_->SetUserArray(users) : E_NOTIMPL;
}

Person WrapProvider::personBehind(ICredentialProviderCredential& wrapped) {
  ComPtr<ICredentialProviderCredential2> wrapped2;
  LPWSTR text = nullptr;
  if (FAILED(wrapped.QueryInterface(iid::kCredential2, reinterpret_cast<void**>(wrapped2.put()))) || !wrapped2 ||
      wrapped2->GetUserSid(&text) != S_OK)
    return otherUser();
  const std::u16string sid = takeText(text);
  DWORD count = 0;
  if (!users_ || FAILED(users_->GetCount(&count))) return otherUser();
  for (DWORD i = 0; i < count; ++i) {
    ComPtr<ICredentialProviderUser> user;
    if (FAILED(users_->GetAt(i, user.put())) || !user) continue;
    Person person = personOf(*user.get(), core_->screen().pc);
    if (person.sid == sid) return person;
  }
  return otherUser();
}

}  // namespace latchkey
