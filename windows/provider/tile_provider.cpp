#include "provider/tile_provider.h"

#include <utility>

namespace latchkey {
namespace {

constexpr GUID kNoKind = {};
/// More tiles than this is no list that anybody chooses from.
constexpr DWORD kMostTiles = 256;

const GUID& kindOf(Role role) noexcept {
  return role == Role::logo ? kind::kLogo : role == Role::label ? kind::kLabel : kNoKind;
}

}  // namespace

HRESULT giveDescriptor(DWORD id, int type, std::u16string_view label, const GUID& kind,
                       CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept {
  auto* made = static_cast<CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR*>(
      CoTaskMemAlloc(sizeof(CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR)));
  if (made == nullptr) return E_OUTOFMEMORY;
  *made = {id, static_cast<CREDENTIAL_PROVIDER_FIELD_TYPE>(type), textForHost(label), kind};
  if (made->pszLabel == nullptr) {
    CoTaskMemFree(made);
    return E_OUTOFMEMORY;
  }
  *out = made;
  return S_OK;
}

HRESULT TileProvider::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  if (IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kProvider)) {
    *object = static_cast<ICredentialProvider*>(this);
  } else if (IsEqualGUID(iid, iid::kSetUserArray) && !core_->screen().host.isV1) {
    *object = static_cast<ICredentialProviderSetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT TileProvider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD) noexcept {
  return guarded([&] {
    tiles_.clear();
    isBuilt_ = false;
    return core_->begin(scenario);
  });
}

HRESULT TileProvider::SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) noexcept {
  return E_NOTIMPL;
}

HRESULT TileProvider::Advise(ICredentialProviderEvents* events, UINT_PTR context) noexcept {
  core_->advise(events, context);
  return S_OK;
}

HRESULT TileProvider::UnAdvise() noexcept {
  core_->unadvise();
  return S_OK;
}

HRESULT TileProvider::GetFieldDescriptorCount(DWORD* count) noexcept {
  if (count == nullptr) return E_POINTER;
  *count = kFields;
  return S_OK;
}

HRESULT TileProvider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= kFields) return E_INVALIDARG;
  return guarded([&] {
    const SignInScreen& screen = core_->screen();
    const Descriptor one =
        descriptorOf(static_cast<Field>(index), screen.host, screen.words(), screen.linkText);
    return giveDescriptor(index, static_cast<int>(one.kind), one.cue, kindOf(one.role), out);
  });
}

HRESULT TileProvider::GetCredentialCount(DWORD* count, DWORD* preset, BOOL* autoLogon) noexcept {
  if (count == nullptr || preset == nullptr || autoLogon == nullptr) return E_POINTER;
  *count = 0;
  *preset = CREDENTIAL_PROVIDER_NO_DEFAULT;
  *autoLogon = FALSE;
  return guarded([&] {
    if (core_->isRefusedRemotely() != tiles_.empty()) isBuilt_ = false;
    build();
    *count = static_cast<DWORD>(tiles_.size());
    return S_OK;
  });
}

HRESULT TileProvider::GetCredentialAt(DWORD index, ICredentialProviderCredential** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  return guarded([&]() -> HRESULT {
    build();
    if (index >= tiles_.size()) return E_INVALIDARG;
    *out = ComPtr<ICredentialProviderCredential>::share(tiles_[index].get()).detach();
    return S_OK;
  });
}

HRESULT TileProvider::SetUserArray(ICredentialProviderUserArray* users) noexcept {
  users_ = ComPtr<ICredentialProviderUserArray>::share(users);
  tiles_.clear();
  isBuilt_ = false;
  return S_OK;
}

void TileProvider::add(Person person) {
  tiles_.push_back(ComPtr<TileCredential>(new TileCredential(core_, std::move(person))));
}

/// Lazily, since LogonUI hands over its list after SetUsageScenario. An empty list gives no tile for a user that
/// isn't there: a null credential is a LogonUI that crashes for ever.
void TileProvider::build() {
  if (isBuilt_) return;
  isBuilt_ = true;
  tiles_.clear();
  const SignInScreen& screen = core_->screen();
  if (core_->isRefusedRemotely()) return;
  if (screen.host.isV1) return add(otherUser());
  DWORD count = 0;
  if (users_ && FAILED(users_->GetCount(&count))) count = 0;
  for (DWORD i = 0; i < count && i < kMostTiles; ++i) {
    ComPtr<ICredentialProviderUser> user;
    if (FAILED(users_->GetAt(i, user.put())) || !user) continue;
    Person person = personOf(*user.get(), screen.pc);
    const bool isWanted = person.account == Account::domain || screen.configuration.showForLocalAccounts;
    if (!person.sid.empty() && isWanted) add(std::move(person));
  }
  // Windows has an "Other user" only where there is a domain to be another user of.
  if (screen.pc.isDomainMember) add(otherUser());
}

}  // namespace latchkey
