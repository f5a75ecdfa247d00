#include "host/standin/standin_provider.h"

#include "host/standin/journal.h"

namespace latchkey::standin {
namespace {

std::wstring takeString(HRESULT said, LPWSTR text) {
  std::wstring copy = SUCCEEDED(said) && text != nullptr ? text : L"";
  CoTaskMemFree(text);
  return copy;
}

/// LATCHKEY_STANDIN_REFUSES names the call of SetUsageScenario, counted over all objects, that fails.
DWORD refusals = 0;
bool isRefusal(DWORD call) { return setting(L"LATCHKEY_STANDIN_REFUSES") == std::to_wstring(call); }

Person split(const std::wstring& qualified) {
  Person person;
  const std::size_t slash = qualified.find(L'\\');
  if (slash != std::wstring::npos) person.domain = qualified.substr(0, slash);
  person.user = qualified.substr(slash == std::wstring::npos ? 0 : slash + 1);
  person.display = person.user;
  return person;
}

}  // namespace

HRESULT StandinProvider::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid == iid::kUnknown || iid == iid::kProvider) {
    *object = static_cast<ICredentialProvider*>(this);
  } else if (iid == iid::kSetUserArray && generation_ == Generation::v2) {
    *object = static_cast<ICredentialProviderSetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT StandinProvider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD) {
  note("SetUsageScenario", static_cast<DWORD>(scenario), 0);
  // The real one serves CredUI and password changes too; the tests wrap it at the sign-in screen only.
  if (scenario != CPUS_LOGON && scenario != CPUS_UNLOCK_WORKSTATION) return E_NOTIMPL;
  // An object is for one scenario: nothing documented says that it may be told another one afterwards.
  if (scenario_ != CPUS_INVALID && scenario != scenario_) return E_UNEXPECTED;
  if (isRefusal(++refusals)) return E_FAIL;
  scenario_ = scenario;
  isBuilt_ = false;
  credentials_.clear();
  return S_OK;
}

HRESULT StandinProvider::SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* packed) {
  const bool isOurs = packed != nullptr && IsEqualGUID(packed->clsidCredentialProvider, classOf(generation_));
  note("SetSerialization", isOurs ? 1 : 0, packed != nullptr ? packed->cbSerialization : 0);
  return isOurs ? S_OK : E_INVALIDARG;
}

HRESULT StandinProvider::Advise(ICredentialProviderEvents* events, UINT_PTR) {
  note("Provider::Advise", 0, 0);
  events_ = ComPtr<ICredentialProviderEvents>::share(events);
  return S_OK;
}

HRESULT StandinProvider::UnAdvise() {
  note("Provider::UnAdvise", 0, 0);
  events_.reset();
  return S_OK;
}

HRESULT StandinProvider::GetFieldDescriptorCount(DWORD* count) {
  *count = fieldCount();
  return S_OK;
}

HRESULT StandinProvider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) {
  return describe(generation_, index, descriptor);
}

HRESULT StandinProvider::GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) {
  build();
  *count = static_cast<DWORD>(credentials_.size());
  *preferred = credentials_.empty() ? CREDENTIAL_PROVIDER_NO_DEFAULT : 0;
  *autoLogon = FALSE;
  return S_OK;
}

HRESULT StandinProvider::GetCredentialAt(DWORD index, ICredentialProviderCredential** credential) {
  *credential = nullptr;
  build();
  if (index >= credentials_.size()) return E_INVALIDARG;
  if (setting(L"LATCHKEY_STANDIN_BROKEN_TILE") == std::to_wstring(index)) return E_FAIL;
  *credential = credentials_[index].get();
  (*credential)->AddRef();
  return S_OK;
}

HRESULT StandinProvider::SetUserArray(ICredentialProviderUserArray* users) {
  users_ = ComPtr<ICredentialProviderUserArray>::share(users);
  isBuilt_ = false;
  credentials_.clear();
  return S_OK;
}

void StandinProvider::build() {
  if (isBuilt_) return;
  isBuilt_ = true;
  if (users_) return buildFromUsers();
  // Version 1 lists people by itself: here one, and the tile to type a name.
  const std::wstring known = setting(L"LATCHKEY_STANDIN_USER");
  add(split(known.empty() ? L"CORP\\alice" : known));
  add({});
}

void StandinProvider::buildFromUsers() {
  DWORD count = 0;
  users_->GetCount(&count);
  for (DWORD index = 0; index < count; ++index) {
    ComPtr<ICredentialProviderUser> user;
    if (FAILED(users_->GetAt(index, user.put())) || !user) continue;
    LPWSTR text = nullptr;
    HRESULT said = user->GetStringValue(userkey::kQualifiedName, &text);
    Person person = split(takeString(said, text));
    said = user->GetStringValue(userkey::kDisplayName, &text);
    person.display = takeString(said, text);
    said = user->GetSid(&text);
    person.sid = takeString(said, text);
    add(std::move(person));
  }
  if (count == 0) add({});
}

}  // namespace latchkey::standin
