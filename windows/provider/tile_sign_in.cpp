// The part of the tile that answers Enter: with the next request, or at the end with the sign-in.
#include <utility>

#include "provider/logon_packer.h"
#include "provider/tile_credential.h"

namespace latchkey {
namespace {

// What a refused password looks like, as opposed to an account that may not sign in here or now.
constexpr CP_NTSTATUS kNoLogonServers = static_cast<CP_NTSTATUS>(0xC000005E);
constexpr CP_NTSTATUS kWrongPassword = static_cast<CP_NTSTATUS>(0xC000006A);
constexpr CP_NTSTATUS kLogonFailure = static_cast<CP_NTSTATUS>(0xC000006D);

}  // namespace

HRESULT TileCredential::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                         CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization, LPWSTR* status,
                                         CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  if (response == nullptr || serialization == nullptr || status == nullptr || icon == nullptr) return E_POINTER;
  *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
  *serialization = {};
  *status = nullptr;
  *icon = CPSI_NONE;
  return guarded([&]() -> HRESULT {
    const std::uint32_t question = tile_.question;
    flow_->drain();
    // Enter was meant for what the person saw, not for a step that came under their finger.
    if (question != tile_.question) return S_OK;
    if (flow_->controller().maySignIn()) return signIn(*response, *serialization);
    flow_->controller().submit();
    return S_OK;
  });
}

HRESULT TileCredential::signIn(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE& response,
                               CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& serialization) {
  FlowController& flow = flow_->controller();
  const HRESULT packed =
      packLogon(flow.signInPerson(), core_->screen().pc.domain, flow.takeFresh(), core_->scenario(), serialization);
  if (SUCCEEDED(packed)) {
    isSignInTried_ = true;
    response = CPGSR_RETURN_CREDENTIAL_FINISHED;
  }
  // Sign-in is no longer offered, whatever comes of it.
  pictureChanged();
  return S_OK;
}

HRESULT TileCredential::ReportResult(CP_NTSTATUS status, CP_NTSTATUS, LPWSTR* text,
                                     CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept {
  if (text != nullptr) *text = nullptr;
  if (icon != nullptr) *icon = CPSI_NONE;
  core_->log().line("sign-in result", static_cast<std::uint32_t>(status));
  if (status == 0) core_->signedIn();
  return guarded([&]() -> HRESULT {
    if (!std::exchange(isSignInTried_, false) || status >= 0) return S_OK;
    // For "Other user" SetDeselected comes before this, so nothing here needs the flow to be open.
    flow_->controller().onSignInRefused();
    const bool isPassword = status == kLogonFailure || status == kWrongPassword || status == kNoLogonServers;
    if (isPassword && text != nullptr) *text = textForHost(core_->screen().words().notSignedIn);
    if (isPassword && icon != nullptr) *icon = CPSI_WARNING;
    return S_OK;
  });
}

}  // namespace latchkey
