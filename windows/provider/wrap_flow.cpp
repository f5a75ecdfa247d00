// The half of the wrapped tile that is ours: the dialog behind the link, and the new password on its way into the
// in-box tile's own box.
#include <utility>

#include "provider/step_dialog.h"
#include "provider/wrap_credential.h"

namespace latchkey {
namespace {

constexpr CP_NTSTATUS kLogonFailure = static_cast<CP_NTSTATUS>(0xC000006D);

}  // namespace

/// The name that stands in the in-box tile's own box: typed, or put there by Windows.
std::u16string WrapCredential::typedName() {
  if (!userName_.empty() || fields_.userName == WrappedFields::kNone) return userName_;
  LPWSTR text = nullptr;
  return SUCCEEDED(wrapped_->GetStringValue(fields_.userName, &text)) ? takeText(text) : std::u16string();
}

void WrapCredential::runDialog() {
  if (dialog_ != nullptr || !events_ || core_->isRefusedRemotely()) return;
  // The modal loop below may let LogonUI go on to release this tile.
  const ComPtr<WrapCredential> self = ComPtr<WrapCredential>::share(this);
  HWND owner = nullptr;
  if (FAILED(events_->OnCreatingWindow(&owner))) return;
  core_->log().line("dialog opened");
  if (showDialog(owner)) {
    FlowController& flow = flow_->controller();
    const Person who = flow.signInPerson();
    const std::uint64_t typedAt = flow.freshAt();
    fill(flow.takeFresh(), qualifiedName(who), typedAt);
  }
  flow_->close(nullptr);
}

/// Whether the person wants to sign in.
bool WrapCredential::showDialog(HWND owner) {
  const std::u16string name = mustAskName(person_) ? typedName() : std::u16string();
  StepDialog dialog(*flow_, core_->journal());
  // Whatever is thrown below, nobody may be left pointing at a dialog that is gone.
  struct Cleared {
    StepDialog*& there;
    ~Cleared() { there = nullptr; }
  } const cleared{dialog_ = &dialog};
  return dialog.run(owner, name);
}

/// Puts the new password where the person would have typed it and leaves the key press to them.
void WrapCredential::fill(SecretText password, const std::u16string& name, std::uint64_t typedAt) {
  if (!events_ || fields_.password == WrappedFields::kNone || password.empty()) return;
  // The password is that account's and no other's, whatever stood in the box when the link was clicked.
  if (person_.sid.empty() && fields_.userName != WrappedFields::kNone && typedName() != name) {
    wrapped_->SetStringValue(fields_.userName, wide(name));
    events_->SetFieldString(this, fields_.userName, wide(name));
    userName_ = name;
  }
  password.push(u'\0');
  const auto* text = reinterpret_cast<const wchar_t*>(password.data());
  wrapped_->SetStringValue(fields_.password, text);
  events_->SetFieldString(this, fields_.password, text);
  events_->SetFieldInteractiveState(this, fields_.password, CPFIS_FOCUSED);
  isFilled_ = true;
  typedAt_ = typedAt;
  // Nobody but LogonUI's own thread may empty the box.
  flow_->wakeAt(typedAt + patience::kFreshMs);
}

void WrapCredential::emptyPassword() noexcept {
  if (!std::exchange(isFilled_, false)) return;
  wrapped_->SetStringValue(fields_.password, L"");
  if (events_) events_->SetFieldString(this, fields_.password, L"");
}

bool WrapCredential::isFilledStale() const noexcept {
  return isFilled_ && pcNowMs() - typedAt_ > patience::kFreshMs;
}

void WrapCredential::onTick() noexcept {
  if (isFilledStale()) emptyPassword();
}

void WrapCredential::onSessionLeft() noexcept {
  emptyPassword();
  if (dialog_ != nullptr) dialog_->close();
}

HRESULT WrapCredential::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                         CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization, LPWSTR* status,
                                         CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  if (isFilledStale() && response != nullptr && serialization != nullptr && status != nullptr && icon != nullptr) {
    // A LogonUI that does not dispatch our window brings no tick to empty the box in time.
    emptyPassword();
    *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
    *serialization = {};
    *status = nullptr;
    *icon = CPSI_NONE;
    return S_OK;
  }
  // Passed through as it is, its provider's CLSID included.
  const HRESULT result = wrapped_->GetSerialization(response, serialization, status, icon);
  isFilledTried_ = isFilled_;
  return result;
}

HRESULT WrapCredential::ReportResult(CP_NTSTATUS status, CP_NTSTATUS substatus, LPWSTR* text,
                                     CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  const HRESULT result = wrapped_->ReportResult(status, substatus, text, icon);
  if (status == 0) core_->signedIn();
  const bool wasNew = std::exchange(isFilledTried_, false);
  emptyPassword();
  if (!wasNew || status != kLogonFailure || text == nullptr) return result;
  LPWSTR ours = textForHost(core_->screen().words().notSignedIn);
  if (ours == nullptr) return result;
  CoTaskMemFree(std::exchange(*text, ours));
  if (icon != nullptr) *icon = CPSI_WARNING;
  return S_OK;
}

}  // namespace latchkey
