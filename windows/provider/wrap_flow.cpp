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
  if (dialog_ != nullptr || !events_) return;
  // The modal loop below may let LogonUI go on to release this tile.
  const ComPtr<WrapCredential> self = ComPtr<WrapCredential>::share(this);
  HWND owner = nullptr;
  if (FAILED(events_->OnCreatingWindow(&owner))) return;
  core_->log().line("dialog opened");
  StepDialog dialog(*flow_, core_->journal());
  dialog_ = &dialog;
  const bool signsIn = dialog.run(owner, mustAskName(person_) ? typedName() : std::u16string());
  dialog_ = nullptr;
  if (signsIn) {
    const Person who = flow_->controller().signInPerson();
    fill(flow_->controller().takeFresh(), qualifiedName(who));
  }
  flow_->close(nullptr);
}

/// Puts the new password where the person would have typed it and leaves the key press to them.
void WrapCredential::fill(SecretText password, const std::u16string& name) {
  if (!events_ || fields_.password == WrappedFields::kNone || password.empty()) return;
  if (person_.sid.empty() && fields_.userName != WrappedFields::kNone && typedName().empty()) {
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
  filledAt_ = pcNowMs();
}

void WrapCredential::emptyPassword() noexcept {
  if (!std::exchange(isFilled_, false)) return;
  wrapped_->SetStringValue(fields_.password, L"");
  if (events_) events_->SetFieldString(this, fields_.password, L"");
}

void WrapCredential::onTick() noexcept {
  if (isFilled_ && pcNowMs() - filledAt_ > patience::kFreshMs) emptyPassword();
}

void WrapCredential::onSessionLeft() noexcept {
  emptyPassword();
  if (dialog_ != nullptr) dialog_->close();
}

HRESULT WrapCredential::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                         CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization, LPWSTR* status,
                                         CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  // Passed through as it is, its provider's CLSID included.
  const HRESULT result = wrapped_->GetSerialization(response, serialization, status, icon);
  isFilledTried_ = isFilled_;
  return result;
}

HRESULT WrapCredential::ReportResult(CP_NTSTATUS status, CP_NTSTATUS substatus, LPWSTR* text,
                                     CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  const HRESULT result = wrapped_->ReportResult(status, substatus, text, icon);
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
