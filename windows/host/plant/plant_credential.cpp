#include "host/plant/plant_credential.h"

#include <cwchar>

namespace latchkey::plant {
namespace {

constexpr wchar_t kMask = 0x2A2A;

/// Field options on an object of its own: the mistake that breaks COM's identity rule.
class LooseOptions final : public abi::CredentialFieldOptions {
 public:
  STDMETHODIMP QueryInterface(REFIID iid, void** object) override {
    *object = nullptr;
    if (iid != abi::iid::kUnknown && iid != abi::iid::kFieldOptions) return E_NOINTERFACE;
    *object = this;
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() override { return 2; }
  STDMETHODIMP_(ULONG) Release() override { return 1; }
  STDMETHODIMP GetFieldOptions(DWORD, abi::FieldOptions* options) override {
    *options = abi::kOptionsNone;
    return S_OK;
  }
};
LooseOptions looseOptions;

}  // namespace

PlantCredential::PlantCredential(std::wstring sid, abi::Scenario scenario) : sid_(std::move(sid)), scenario_(scenario) {
  countObject(1);
}

PlantCredential::~PlantCredential() {
  wipe();
  if (makes(L"event-after-unadvise") && stale_ != nullptr) stale_->SetFieldString(this, kText, L"too late");
  countObject(-1);
}

HRESULT PlantCredential::QueryInterface(REFIID iid, void** object) {
  const bool isV2 = !isOnSeven() || makes(L"v2-on-seven");
  const bool isMain = iid == abi::iid::kUnknown || iid == abi::iid::kCredential ||
                      (iid == abi::iid::kConnectable && makes(L"connectable-claimed")) ||
                      (iid == abi::iid::kCredential2 && isV2 && !makes(L"v2-missing"));
  if (isMain) {
    *object = static_cast<abi::Credential2*>(this);
  } else if (iid == abi::iid::kFieldOptions && isV2 && makes(L"query-identity")) {
    *object = &looseOptions;
    return S_OK;
  } else if (iid == abi::iid::kFieldOptions && isV2) {
    *object = static_cast<abi::CredentialFieldOptions*>(this);
  } else {
    if (!makes(L"query-unknown")) *object = nullptr;
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

ULONG PlantCredential::Release() {
  const LONG left = --references_;
  if (left == 0) delete this;
  return static_cast<ULONG>(left);
}

HRESULT PlantCredential::Advise(abi::CredentialEvents* events) {
  events_ = ComRef<abi::CredentialEvents>::share(events);
  if (FAILED(events->QueryInterface(abi::iid::kEvents2, events2_.putVoid()))) events2_ = {};
  if (makes(L"event-in-advise")) events->SetFieldString(this, kText, L"too early");
  return S_OK;
}

HRESULT PlantCredential::UnAdvise() {
  abi::CredentialEvents* const stale = events_.get();
  if (makes(L"events-not-released")) stale->AddRef();
  events2_.reset();
  events_.reset();
  stale_ = stale;
  return S_OK;
}

HRESULT PlantCredential::SetSelected(BOOL* autoLogon) {
  *autoLogon = makes(L"auto-logon-uninvited") ? TRUE : FALSE;
  if (makes(L"slow-call")) Sleep(200);
  if (makes(L"cotaskmem-leak")) (void)copyForCaller(L"nobody frees this");
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

HRESULT PlantCredential::GetFieldState(DWORD id, abi::FieldState* state, abi::Interactive* interactive) {
  *state = id == kImage ? abi::kInBoth : abi::kInSelected;
  if (id == kChoice || (id == kLabel && !isOnSeven()) || id >= kFields) *state = abi::kHidden;
  DWORD focused = kSecret;
  if (makes(L"focus-not-editable")) focused = kText;
  if (makes(L"focus-hidden")) focused = kChoice;
  const bool isSecond = id == kEdit && makes(L"two-focused");
  *interactive = id == focused || isSecond ? abi::kFocused : abi::kNone;
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
  *text = copyForCaller(id == kText ? L"Nothing is planted here." : L"");
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
  *text = copyForCaller(item == 0 ? L"this" : L"that");
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
  *sid = copyForCaller(makes(L"unknown-sid") ? L"S-1-5-21-9-9-9-9999" : sid_);
  return *sid != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT PlantCredential::GetFieldOptions(DWORD id, abi::FieldOptions* options) {
  int flags = id == kImage ? abi::kTouchKeyboard : id == kSecret ? abi::kPasswordReveal : abi::kOptionsNone;
  if (id == kEdit && makes(L"numbers-only-type")) flags = abi::kNumbersOnly;
  if (id == kEdit && makes(L"reveal-type")) flags = abi::kPasswordReveal;
  if (id == kSecret && makes(L"touch-keyboard-type")) flags = abi::kTouchKeyboard;
  *options = static_cast<abi::FieldOptions>(flags);
  return S_OK;
}

void PlantCredential::wipe() noexcept { SecureZeroMemory(secret_, sizeof secret_); }

}  // namespace latchkey::plant
