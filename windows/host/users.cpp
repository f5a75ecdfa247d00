#include "host/users.h"

#include "com/com.h"

namespace latchkey::host {
namespace {

bool isKey(REFPROPERTYKEY one, const PROPERTYKEY& other) noexcept {
  return one.pid == other.pid && IsEqualGUID(one.fmtid, other.fmtid);
}

HRESULT give(std::wstring_view text, LPWSTR* out) noexcept {
  *out = textForHost(text);
  return *out != nullptr ? S_OK : E_OUTOFMEMORY;
}

}  // namespace

HRESULT ListedUser::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid != iid::kUnknown && iid != iid::kUser) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

HRESULT ListedUser::GetSid(LPWSTR* sid) { return give(sid_, sid); }

HRESULT ListedUser::GetProviderID(GUID* provider) {
  *provider = local_ ? kind::kLocalUsers : GUID{};
  return S_OK;
}

HRESULT ListedUser::GetStringValue(REFPROPERTYKEY key, LPWSTR* value) {
  *value = nullptr;
  if (isKey(key, userkey::kQualifiedName)) return give(qualified_, value);
  if (isKey(key, userkey::kDisplayName)) return give(display_, value);
  if (isKey(key, userkey::kPrimarySid)) return give(sid_, value);
  if (isKey(key, userkey::kUserName)) return give(qualified_.substr(qualified_.find(L'\\') + 1), value);
  return E_INVALIDARG;
}

void UserList::clear() noexcept {
  for (auto& user : users_) gone_.push_back(std::move(user));
  users_.clear();
}

bool UserList::lists(const std::wstring& sid) const noexcept {
  for (const auto& user : users_) {
    if (user->sid() == sid) return true;
  }
  return false;
}

LONG UserList::references() const noexcept {
  LONG sum = references_ - baseline_;
  for (const auto& user : users_) sum += user->references();
  for (const auto& user : gone_) sum += user->references();
  return sum;
}

HRESULT UserList::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid != iid::kUnknown && iid != iid::kUserArray) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

HRESULT UserList::GetAccountOptions(CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS* options) {
  *options = CPAO_NONE;
  return S_OK;
}

HRESULT UserList::GetCount(DWORD* count) {
  *count = static_cast<DWORD>(users_.size());
  return S_OK;
}

HRESULT UserList::GetAt(DWORD index, ICredentialProviderUser** user) {
  *user = nullptr;
  if (index >= users_.size()) return E_INVALIDARG;
  *user = users_[index].get();
  (*user)->AddRef();
  return S_OK;
}

}  // namespace latchkey::host
