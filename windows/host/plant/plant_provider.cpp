#include "host/plant/plant_provider.h"

#include <string>

namespace latchkey::plant {
namespace {

struct Described {
  CREDENTIAL_PROVIDER_FIELD_TYPE type;
  const wchar_t* label;
};

constexpr Described kDescribed[] = {
    {CPFT_TILE_IMAGE, L""},          {CPFT_SMALL_TEXT, L"Plant"},  {CPFT_SMALL_TEXT, L""},
    {CPFT_COMBOBOX, L"Choice"},      {CPFT_EDIT_TEXT, L"Name"},    {CPFT_PASSWORD_TEXT, L"Secret"},
    {CPFT_SUBMIT_BUTTON, L"Submit"}, {CPFT_COMMAND_LINK, L"Work"}, {CPFT_COMMAND_LINK, L"Window"},
};

CREDENTIAL_PROVIDER_FIELD_TYPE typeOf(DWORD index) noexcept {
  if (index >= kFields) return CPFT_SMALL_TEXT;
  if (index == kWindow && makes(L"submit-count")) return CPFT_SUBMIT_BUTTON;
  if (index == kWindow && makes(L"two-images")) return CPFT_TILE_IMAGE;
  return kDescribed[index].type;
}

GUID kindOf(DWORD index) noexcept {
  if (index == kText && makes(L"field-guid-unknown")) return kProviderClass;
  if (isOnSeven()) return kind::kNone;
  return index == kImage ? kind::kLogo : index == kLabel ? kind::kLabel : kind::kNone;
}

DWORD idOf(DWORD index) noexcept {
  if (!makes(L"field-id-order")) return index;
  return index == kLabel ? kText : index == kText ? kLabel : index;
}

}  // namespace

HRESULT PlantProvider::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid == iid::kUnknown || iid == iid::kProvider) {
    *object = static_cast<ICredentialProvider*>(this);
  } else if (iid == iid::kSetUserArray && (!isOnSeven() || makes(L"v2-on-seven"))) {
    *object = static_cast<ICredentialProviderSetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT PlantProvider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD) {
  const bool isOurs = scenario == CPUS_LOGON || scenario == CPUS_UNLOCK_WORKSTATION;
  if (!isOurs && !makes(L"scenario-accepted")) return E_NOTIMPL;
  scenario_ = scenario;
  if (makes(L"objects-left")) static_cast<void>(new ModuleRef);
  if (makes(L"windows-left")) {
    CreateWindowW(L"STATIC", L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
  }
  // The thread runs in kernel32 alone: code of a DLL that is gone would crash the host.
  const auto nap = reinterpret_cast<LPTHREAD_START_ROUTINE>(reinterpret_cast<void*>(&Sleep));
  if (makes(L"threads-left")) CloseHandle(CreateThread(nullptr, 0, nap, reinterpret_cast<void*>(10000), 0, nullptr));
  if (makes(L"still-loaded")) {
    HMODULE self = nullptr;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, reinterpret_cast<LPCWSTR>(&kDescribed), &self);
  }
  return S_OK;
}

HRESULT PlantProvider::Advise(ICredentialProviderEvents* events, UINT_PTR context) {
  events_ = ComPtr<ICredentialProviderEvents>::share(events);
  context_ = context;
  if (makes(L"provider-event-context")) events->CredentialsChanged(context + 1);
  return S_OK;
}

PlantProvider::~PlantProvider() {
  if (makes(L"provider-event-after-unadvise") && stale_ != nullptr) stale_->CredentialsChanged(context_);
}

HRESULT PlantProvider::UnAdvise() {
  ICredentialProviderEvents* const stale = events_.get();
  stale_ = stale;
  if (makes(L"provider-events-not-released")) stale->AddRef();
  events_.reset();
  if (makes(L"provider-refcount") && !isLost_) loseItself();
  return S_OK;
}

/// One reference too many; all that hangs on the lost object goes first, so that only its own rule is tripped.
void PlantProvider::loseItself() {
  isLost_ = true;
  users_.reset();
  credentials_.clear();
  AddRef();
}

HRESULT PlantProvider::GetFieldDescriptorCount(DWORD* count) {
  countDescriptors(timesCounted_++ > 0);
  *count = kFields + extraFields();
  return S_OK;
}

HRESULT PlantProvider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) {
  *descriptor = nullptr;
  if (index >= kFields + extraFields()) return E_INVALIDARG;
  if (index == kWindow && makes(L"no-descriptor")) return E_FAIL;
  auto* const made = static_cast<CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR*>(
      CoTaskMemAlloc(sizeof(CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR)));
  if (made == nullptr) return E_OUTOFMEMORY;
  *made = {idOf(index), typeOf(index), textForHost(index < kFields ? kDescribed[index].label : L""), kindOf(index)};
  *descriptor = made;
  return S_OK;
}

HRESULT PlantProvider::GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) {
  build();
  *count = static_cast<DWORD>(credentials_.size()) + (makes(L"null-credential") ? 1 : 0);
  *preferred = makes(L"default-range") ? 7 : CREDENTIAL_PROVIDER_NO_DEFAULT;
  *autoLogon = makes(L"auto-logon-uninvited.count") ? TRUE : FALSE;
  return S_OK;
}

HRESULT PlantProvider::GetCredentialAt(DWORD index, ICredentialProviderCredential** credential) {
  *credential = nullptr;
  if (index >= credentials_.size()) return makes(L"null-credential") ? S_OK : E_INVALIDARG;
  *credential = credentials_[index].get();
  (*credential)->AddRef();
  return S_OK;
}

HRESULT PlantProvider::SetUserArray(ICredentialProviderUserArray* users) {
  users_ = ComPtr<ICredentialProviderUserArray>::share(users);
  if (makes(L"users-not-released")) users->AddRef();
  return S_OK;
}

void PlantProvider::build() {
  if (isBuilt_) return;
  isBuilt_ = true;
  if (!users_) {
    credentials_.emplace_back(new PlantCredential(L"", scenario_));
    return;
  }
  DWORD count = 0;
  users_->GetCount(&count);
  for (DWORD index = 0; index < count; ++index) {
    ComPtr<ICredentialProviderUser> user;
    LPWSTR sid = nullptr;
    if (FAILED(users_->GetAt(index, user.put())) || FAILED(user->GetSid(&sid))) continue;
    credentials_.emplace_back(new PlantCredential(sid, scenario_));
    CoTaskMemFree(sid);
  }
}

}  // namespace latchkey::plant
