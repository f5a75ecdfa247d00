#include "host/plant/plant_provider.h"

#include <new>
#include <string>

namespace latchkey::plant {
namespace {

struct Described {
  abi::FieldType type;
  const wchar_t* label;
};

constexpr Described kDescribed[] = {
    {abi::kTileImage, L""},           {abi::kSmallText, L"Plant"},    {abi::kSmallText, L""},
    {abi::kCombobox, L"Choice"},      {abi::kEditText, L"Name"},      {abi::kPasswordText, L"Secret"},
    {abi::kSubmitButton, L"Submit"},  {abi::kCommandLink, L"Work"},   {abi::kCommandLink, L"Window"},
};

abi::FieldType typeOf(DWORD index) noexcept {
  if (index >= kFields) return abi::kSmallText;
  if (index == kWindow && makes(L"submit-count")) return abi::kSubmitButton;
  if (index == kWindow && makes(L"two-images")) return abi::kTileImage;
  return kDescribed[index].type;
}

GUID kindOf(DWORD index) noexcept {
  if (index == kText && makes(L"field-guid-unknown")) return kProviderClass;
  if (isOnSeven()) return abi::kind::kNone;
  return index == kImage ? abi::kind::kLogo : index == kLabel ? abi::kind::kLabel : abi::kind::kNone;
}

DWORD idOf(DWORD index) noexcept {
  if (!makes(L"field-id-order")) return index;
  return index == kLabel ? kText : index == kText ? kLabel : index;
}

}  // namespace

HRESULT PlantProvider::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid == abi::iid::kUnknown || iid == abi::iid::kProvider) {
    *object = static_cast<abi::Provider*>(this);
  } else if (iid == abi::iid::kSetUserArray && (!isOnSeven() || makes(L"v2-on-seven"))) {
    *object = static_cast<abi::SetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

ULONG PlantProvider::Release() {
  const LONG left = --references_;
  if (left == 0) delete this;
  return static_cast<ULONG>(left);
}

HRESULT PlantProvider::SetUsageScenario(abi::Scenario scenario, DWORD) {
  const bool isOurs = scenario == abi::kLogon || scenario == abi::kUnlock;
  if (!isOurs && !makes(L"scenario-accepted")) return E_NOTIMPL;
  scenario_ = scenario;
  if (makes(L"objects-left")) countObject(1);
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

HRESULT PlantProvider::Advise(abi::ProviderEvents* events, UINT_PTR context) {
  events_ = ComRef<abi::ProviderEvents>::share(events);
  context_ = context;
  if (makes(L"provider-event-context")) events->CredentialsChanged(context + 1);
  return S_OK;
}

PlantProvider::~PlantProvider() {
  if (makes(L"provider-event-after-unadvise") && stale_ != nullptr) stale_->CredentialsChanged(context_);
  countObject(-1);
}

HRESULT PlantProvider::UnAdvise() {
  abi::ProviderEvents* const stale = events_.get();
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
  countObject(-1);
}

HRESULT PlantProvider::GetFieldDescriptorCount(DWORD* count) {
  countDescriptors(timesCounted_++ > 0);
  *count = kFields + extraFields();
  return S_OK;
}

HRESULT PlantProvider::GetFieldDescriptorAt(DWORD index, abi::FieldDescriptor** descriptor) {
  *descriptor = nullptr;
  if (index >= kFields + extraFields()) return E_INVALIDARG;
  if (index == kWindow && makes(L"no-descriptor")) return E_FAIL;
  auto* const made = static_cast<abi::FieldDescriptor*>(CoTaskMemAlloc(sizeof(abi::FieldDescriptor)));
  if (made == nullptr) return E_OUTOFMEMORY;
  *made = {idOf(index), typeOf(index), copyForCaller(index < kFields ? kDescribed[index].label : L""), kindOf(index)};
  *descriptor = made;
  return S_OK;
}

HRESULT PlantProvider::GetCredentialCount(DWORD* count, DWORD* preferred, BOOL* autoLogon) {
  build();
  *count = static_cast<DWORD>(credentials_.size()) + (makes(L"null-credential") ? 1 : 0);
  *preferred = makes(L"default-range") ? 7 : abi::kNoDefault;
  *autoLogon = makes(L"auto-logon-uninvited.count") ? TRUE : FALSE;
  return S_OK;
}

HRESULT PlantProvider::GetCredentialAt(DWORD index, abi::Credential** credential) {
  *credential = nullptr;
  if (index >= credentials_.size()) return makes(L"null-credential") ? S_OK : E_INVALIDARG;
  *credential = credentials_[index].get();
  (*credential)->AddRef();
  return S_OK;
}

HRESULT PlantProvider::SetUserArray_(abi::UserArray* users) {
  users_ = ComRef<abi::UserArray>::share(users);
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
    ComRef<abi::User> user;
    LPWSTR sid = nullptr;
    if (FAILED(users_->GetAt(index, user.put())) || FAILED(user->GetSid(&sid))) continue;
    credentials_.emplace_back(new PlantCredential(sid, scenario_));
    CoTaskMemFree(sid);
  }
}

}  // namespace latchkey::plant
