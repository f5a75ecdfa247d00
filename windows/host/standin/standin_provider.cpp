#include "host/standin/standin_provider.h"

#include "host/standin/journal.h"

namespace latchkey::standin {
namespace {

constexpr PROPERTYKEY kQualifiedName = {
    {0xda520e51, 0xf4e9, 0x4739, {0xac, 0x82, 0x02, 0xe0, 0xa9, 0x5c, 0x90, 0x30}}, 100};
constexpr PROPERTYKEY kDisplayName = {
    {0x7d683fc9, 0xd155, 0x45a8, {0xbb, 0x1f, 0x89, 0xd1, 0x9b, 0xcb, 0x79, 0x2f}}, 100};

std::wstring takeString(HRESULT said, LPWSTR text) {
  std::wstring copy = SUCCEEDED(said) && text != nullptr ? text : L"";
  CoTaskMemFree(text);
  return copy;
}

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
  if (iid == abi::iid::kUnknown || iid == abi::iid::kProvider) {
    *object = static_cast<abi::Provider*>(this);
  } else if (iid == abi::iid::kSetUserArray && generation_ == Generation::v2) {
    *object = static_cast<abi::SetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

ULONG StandinProvider::Release() {
  const LONG left = --references_;
  if (left == 0) delete this;
  return static_cast<ULONG>(left);
}

HRESULT StandinProvider::SetUsageScenario(abi::Scenario scenario, DWORD) {
  note("SetUsageScenario", static_cast<DWORD>(scenario), 0);
  // The real one serves CredUI and password changes too; the tests wrap it at the sign-in screen only.
  if (scenario != abi::kLogon && scenario != abi::kUnlock) return E_NOTIMPL;
  scenario_ = scenario;
  isBuilt_ = false;
  credentials_.clear();
  return S_OK;
}

HRESULT StandinProvider::SetSerialization(const abi::Serialization* packed) {
  const bool isOurs = packed != nullptr && IsEqualGUID(packed->provider, classOf(generation_));
  note("SetSerialization", isOurs ? 1 : 0, packed != nullptr ? packed->size : 0);
  return isOurs ? S_OK : E_INVALIDARG;
}

HRESULT StandinProvider::Advise(abi::ProviderEvents* events, UINT_PTR) {
  note("Provider::Advise", 0, 0);
  events_ = ComRef<abi::ProviderEvents>::share(events);
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

HRESULT StandinProvider::GetFieldDescriptorAt(DWORD index, abi::FieldDescriptor** descriptor) {
  return describe(generation_, index, descriptor);
}

HRESULT StandinProvider::GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) {
  build();
  *count = static_cast<DWORD>(credentials_.size());
  *preferred = credentials_.empty() ? abi::kNoDefault : 0;
  *autoLogon = FALSE;
  return S_OK;
}

HRESULT StandinProvider::GetCredentialAt(DWORD index, abi::Credential** credential) {
  *credential = nullptr;
  build();
  if (index >= credentials_.size()) return E_INVALIDARG;
  *credential = credentials_[index].get();
  (*credential)->AddRef();
  return S_OK;
}

HRESULT StandinProvider::SetUserArray_(abi::UserArray* users) {
  users_ = ComRef<abi::UserArray>::share(users);
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
    ComRef<abi::User> user;
    if (FAILED(users_->GetAt(index, user.put())) || !user) continue;
    LPWSTR text = nullptr;
    HRESULT said = user->GetStringValue(kQualifiedName, &text);
    Person person = split(takeString(said, text));
    said = user->GetStringValue(kDisplayName, &text);
    person.display = takeString(said, text);
    said = user->GetSid(&text);
    person.sid = takeString(said, text);
    add(std::move(person));
  }
  if (count == 0) add({});
}

}  // namespace latchkey::standin
