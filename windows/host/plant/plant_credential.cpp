#include "host/plant/plant_credential.h"

#include <cwchar>

namespace latchkey::plant {
namespace {

/// On a processor, however long it takes to get one.
void computeFor(DWORD ms) noexcept {
  FILETIME times[4] = {};
  const auto used = [&times] {
    GetThreadTimes(GetCurrentThread(), &times[0], &times[1], &times[2], &times[3]);
    return (times[2].dwLowDateTime + times[3].dwLowDateTime) / 10'000;
  };
  for (const DWORD before = used(); used() - before < ms;) continue;
}

constexpr wchar_t kMask = 0x2A2A;

/// Field options on an object of its own: the mistake that breaks COM's identity rule.
class LooseOptions final : public ICredentialProviderCredentialWithFieldOptions {
 public:
  STDMETHODIMP QueryInterface(REFIID iid, void** object) override {
    *object = nullptr;
    if (iid != iid::kUnknown && iid != iid::kWithFieldOptions) return E_NOINTERFACE;
    *object = this;
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() override { return 2; }
  STDMETHODIMP_(ULONG) Release() override { return 1; }
  STDMETHODIMP GetFieldOptions(DWORD, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) override {
    *options = CPCFO_NONE;
    return S_OK;
  }
};
LooseOptions looseOptions;

}  // namespace

PlantCredential::PlantCredential(std::wstring sid, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario)
    : sid_(std::move(sid)), scenario_(scenario) {}

PlantCredential::~PlantCredential() {
  wipe();
  if (makes(L"event-after-unadvise") && stale_ != nullptr) stale_->SetFieldString(this, kText, L"too late");
}

HRESULT PlantCredential::QueryInterface(REFIID iid, void** object) {
  const bool isV2 = !isOnSeven() || makes(L"v2-on-seven");
  const bool isMain = iid == iid::kUnknown || iid == iid::kCredential ||
                      (iid == iid::kConnectable && makes(L"connectable-claimed")) ||
                      (iid == iid::kCredential2 && isV2 && !makes(L"v2-missing"));
  if (isMain) {
    *object = static_cast<ICredentialProviderCredential2*>(this);
  } else if (iid == iid::kWithFieldOptions && isV2 && makes(L"query-identity")) {
    *object = &looseOptions;
    return S_OK;
  } else if (iid == iid::kWithFieldOptions && isV2) {
    *object = static_cast<ICredentialProviderCredentialWithFieldOptions*>(this);
  } else {
    if (!makes(L"query-unknown")) *object = nullptr;
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT PlantCredential::Advise(ICredentialProviderCredentialEvents* events) {
  events_ = ComPtr<ICredentialProviderCredentialEvents>::share(events);
  if (FAILED(events->QueryInterface(iid::kEvents2, events2_.putVoid()))) events2_ = {};
  if (makes(L"event-in-advise")) events->SetFieldString(this, kText, L"too early");
  return S_OK;
}

HRESULT PlantCredential::UnAdvise() {
  ICredentialProviderCredentialEvents* const stale = events_.get();
  if (makes(L"events-not-released")) stale->AddRef();
  events2_.reset();
  events_.reset();
  stale_ = stale;
  return S_OK;
}

HRESULT PlantCredential::SetSelected(BOOL* autoLogon) {
  *autoLogon = makes(L"auto-logon-uninvited") ? TRUE : FALSE;
  if (makes(L"slow-call")) Sleep(1000);
  if (makes(L"slow-call.busy")) computeFor(400);
  if (makes(L"cotaskmem-leak")) (void)textForHost(L"nobody frees this");
  return S_OK;
}

HRESULT PlantCredential::SetDeselected() {
  if (makes(L"secret-kept")) {
    for (std::size_t i = 0; i < kLongest; ++i) masked_[i] = static_cast<wchar_t>(secret_[i] ^ kMask);
  }
  wipe();
  if (events_) events_->SetFieldString(this, kSecret, L"");
  return S_OK;
}

HRESULT PlantCredential::GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                       CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) {
  *state = id == kImage ? CPFS_DISPLAY_IN_BOTH : CPFS_DISPLAY_IN_SELECTED_TILE;
  if (id == kChoice || (id == kLabel && !isOnSeven()) || id >= kFields) *state = CPFS_HIDDEN;
  DWORD focused = kSecret;
  if (makes(L"focus-not-editable")) focused = kText;
  if (makes(L"focus-hidden")) focused = kChoice;
  const bool isSecond = id == kEdit && makes(L"two-focused");
  *interactive = id == focused || isSecond ? CPFIS_FOCUSED : CPFIS_NONE;
  return S_OK;
}

HRESULT PlantCredential::GetStringValue(DWORD id, LPWSTR* text) {
  *text = nullptr;
  if (id >= kFields + extraFields() && !makes(L"out-of-range-accepted")) return E_INVALIDARG;
  if (id == kLabel && makes(L"not-cotaskmem")) {
    static wchar_t constant[] = L"nobody may free this";
    *text = constant;
    return S_OK;
  }
  *text = textForHost(id == kText ? L"Nothing is planted here." : L"");
  if (id == kSecret && makes(L"secret-kept") && masked_[0] != 0) {
    CoTaskMemFree(*text);
    *text = static_cast<LPWSTR>(CoTaskMemAlloc(sizeof masked_));
    for (std::size_t i = 0; i < kLongest; ++i) (*text)[i] = static_cast<wchar_t>(masked_[i] ^ kMask);
  }
  return *text != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT PlantCredential::GetBitmapValue(DWORD, HBITMAP* bitmap) {
  static HBITMAP kept = nullptr;
  *bitmap = CreateBitmap(8, 8, 1, 1, nullptr);
  if (!makes(L"bitmap-reused")) return S_OK;
  if (kept == nullptr) {
    kept = *bitmap;
  } else {
    DeleteObject(*bitmap);
  }
  *bitmap = kept;
  return S_OK;
}

HRESULT PlantCredential::GetSubmitButtonValue(DWORD, DWORD* adjacent) {
  *adjacent = makes(L"submit-by-image") ? kImage : makes(L"submit-by-hidden") ? kChoice : kSecret;
  return S_OK;
}

HRESULT PlantCredential::GetComboBoxValueCount(DWORD, DWORD* count, DWORD* selected) {
  *count = 2;
  *selected = makes(L"combo-range.first") ? 2 : 0;
  return S_OK;
}

HRESULT PlantCredential::GetComboBoxValueAt(DWORD, DWORD item, LPWSTR* text) {
  *text = textForHost(item == 0 ? L"this" : L"that");
  return *text != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT PlantCredential::SetStringValue(DWORD id, LPCWSTR text) {
  if (id != kSecret) return S_OK;
  if (std::wcslen(text) >= kLongest) return E_INVALIDARG;
  SecureZeroMemory(secret_, sizeof secret_);
  std::wcscpy(secret_, text);
  if (makes(L"secret-in-memory")) {
    // A second copy that nobody thinks of when the tile is left.
    static std::wstring careless;
    careless = text;
  }
  return S_OK;
}

HRESULT PlantCredential::GetUserSid(LPWSTR* sid) {
  *sid = nullptr;
  if (makes(L"other-user-unjoined")) return S_FALSE;
  *sid = textForHost(makes(L"unknown-sid") ? L"S-1-5-21-9-9-9-9999" : sid_);
  return *sid != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT PlantCredential::GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) {
  int flags = id == kImage    ? CPCFO_ENABLE_TOUCH_KEYBOARD_AUTO_INVOKE
              : id == kSecret ? CPCFO_ENABLE_PASSWORD_REVEAL
                              : CPCFO_NONE;
  if (id == kEdit && makes(L"numbers-only-type")) flags = CPCFO_NUMBERS_ONLY;
  if (id == kEdit && makes(L"reveal-type")) flags = CPCFO_ENABLE_PASSWORD_REVEAL;
  if (id == kSecret && makes(L"touch-keyboard-type")) flags = CPCFO_ENABLE_TOUCH_KEYBOARD_AUTO_INVOKE;
  *options = static_cast<CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS>(flags);
  return S_OK;
}

void PlantCredential::wipe() noexcept { SecureZeroMemory(secret_, sizeof secret_); }

}  // namespace latchkey::plant
