#include "host/users.h"

#include "host/abi/com_object.h"

namespace latchkey::host {
namespace {

constexpr GUID kLocalUsers = {0xa198529b, 0x730f, 0x4089, {0xb6, 0x46, 0xa1, 0x25, 0x57, 0xf5, 0x66, 0x5e}};
constexpr PROPERTYKEY kQualifiedName = {
    {0xda520e51, 0xf4e9, 0x4739, {0xac, 0x82, 0x02, 0xe0, 0xa9, 0x5c, 0x90, 0x30}}, 100};
constexpr PROPERTYKEY kUserName = {
    {0xc4322503, 0x78ca, 0x49c6, {0x9a, 0xcc, 0xa6, 0x8e, 0x2a, 0xfd, 0x7b, 0x6b}}, 100};
constexpr PROPERTYKEY kDisplayName = {
    {0x7d683fc9, 0xd155, 0x45a8, {0xbb, 0x1f, 0x89, 0xd1, 0x9b, 0xcb, 0x79, 0x2f}}, 100};
constexpr PROPERTYKEY kPrimarySid = {
    {0x2b1b801e, 0xc0c1, 0x4987, {0x9e, 0xc5, 0x72, 0xfa, 0x89, 0x81, 0x47, 0x87}}, 100};

bool isKey(REFPROPERTYKEY one, const PROPERTYKEY& other) noexcept {
  return one.pid == other.pid && IsEqualGUID(one.fmtid, other.fmtid);
}

HRESULT give(std::wstring_view text, LPWSTR* out) noexcept {
  *out = copyForCaller(text);
  return *out != nullptr ? S_OK : E_OUTOFMEMORY;
}

}  // namespace

HRESULT ListedUser::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid != abi::iid::kUnknown && iid != abi::iid::kUser) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

HRESULT ListedUser::GetSid(LPWSTR* sid) { return give(sid_, sid); }

HRESULT ListedUser::GetProviderID(GUID* provider) {
  *provider = local_ ? kLocalUsers : GUID{};
  return S_OK;
}

HRESULT ListedUser::GetStringValue(REFPROPERTYKEY key, LPWSTR* value) {
  *value = nullptr;
  if (isKey(key, kQualifiedName)) return give(qualified_, value);
  if (isKey(key, kDisplayName)) return give(display_, value);
  if (isKey(key, kPrimarySid)) return give(sid_, value);
  if (isKey(key, kUserName)) return give(qualified_.substr(qualified_.find(L'\\') + 1), value);
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
  if (iid != abi::iid::kUnknown && iid != abi::iid::kUserArray) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

HRESULT UserList::GetAccountOptions(abi::AccountOptions* options) {
  *options = abi::kAccountsNone;
  return S_OK;
}

HRESULT UserList::GetCount(DWORD* count) {
  *count = static_cast<DWORD>(users_.size());
  return S_OK;
}

HRESULT UserList::GetAt(DWORD index, abi::User** user) {
  *user = nullptr;
  if (index >= users_.size()) return E_INVALIDARG;
  *user = users_[index].get();
  (*user)->AddRef();
  return S_OK;
}

}  // namespace latchkey::host
