#include "provider/sign_in_provider.h"

#include <utility>

#include "provider/tile_provider.h"
#include "provider/wrap_provider.h"

namespace latchkey {

HRESULT SignInProvider::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  if (IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kProvider)) {
    *object = static_cast<ICredentialProvider*>(this);
  } else if (IsEqualGUID(iid, iid::kSetUserArray) && !traitsOf(windowsVersion()).isV1) {
    *object = static_cast<ICredentialProviderSetUserArray*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT SignInProvider::SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) noexcept {
  return guarded([&]() -> HRESULT {
    if (inner_ && scenario == scenario_) return inner_->SetUsageScenario(scenario, flags);
    unbecome();
    const auto at = signInOf(scenario);
    if (at) return become(*at, scenario, flags);
    const bool isKnown = scenario == CPUS_CREDUI || scenario == CPUS_CHANGE_PASSWORD || scenario == CPUS_PLAP;
    return isKnown ? E_NOTIMPL : E_INVALIDARG;
  });
}

HRESULT SignInProvider::become(SignIn at, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD flags) {
  auto held = std::make_unique<HeldOffer>(at);
  HRESULT taken = E_FAIL;
  if (held->decision().offer == Offer::wrap) {
    SignInScreen screen = readScreen(held->decision());
    WrappedInbox inbox = makeInbox(screen.host);
    taken = inbox.result;
    if (inbox.provider)
      taken = take(ComPtr<ICredentialProvider>(new WrapProvider(std::move(screen), std::move(inbox))), scenario, flags);
    // It took the probe's call and not this one. A tile of ours is better than none.
    if (FAILED(taken)) held->withdrawWrap();
  }
  if (FAILED(taken)) {
    SignInScreen screen = readScreen(held->decision());
    taken = take(ComPtr<ICredentialProvider>(new TileProvider(std::move(screen))), scenario, flags);
  }
  if (FAILED(taken)) return taken;
  held_ = std::move(held);
  scenario_ = scenario;
  return taken;
}

HRESULT SignInProvider::take(ComPtr<ICredentialProvider> made, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                             DWORD flags) noexcept {
  const HRESULT taken = made->SetUsageScenario(scenario, flags);
  if (FAILED(taken)) return taken;
  innerUsers_ = made.as<ICredentialProviderSetUserArray>(iid::kSetUserArray);
  inner_ = std::move(made);
  return taken;
}

void SignInProvider::unbecome() noexcept {
  scenario_ = CPUS_INVALID;
  innerUsers_.reset();
  inner_.reset();
  held_.reset();
}

HRESULT SignInProvider::SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization) noexcept {
  return inner_ ? inner_->SetSerialization(serialization) : E_UNEXPECTED;
}

HRESULT SignInProvider::Advise(ICredentialProviderEvents* events, UINT_PTR context) noexcept {
  return inner_ ? inner_->Advise(events, context) : E_UNEXPECTED;
}

HRESULT SignInProvider::UnAdvise() noexcept { return inner_ ? inner_->UnAdvise() : S_OK; }

HRESULT SignInProvider::GetFieldDescriptorCount(DWORD* count) noexcept {
  if (count == nullptr) return E_POINTER;
  *count = 0;
  return inner_ ? inner_->GetFieldDescriptorCount(count) : E_UNEXPECTED;
}

HRESULT SignInProvider::GetFieldDescriptorAt(DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  return inner_ ? inner_->GetFieldDescriptorAt(index, out) : E_UNEXPECTED;
}

HRESULT SignInProvider::GetCredentialCount(DWORD* count, DWORD* preset, BOOL* autoLogon) noexcept {
  if (count == nullptr || preset == nullptr || autoLogon == nullptr) return E_POINTER;
  *count = 0;
  *preset = CREDENTIAL_PROVIDER_NO_DEFAULT;
  *autoLogon = FALSE;
  return inner_ ? inner_->GetCredentialCount(count, preset, autoLogon) : E_UNEXPECTED;
}

HRESULT SignInProvider::GetCredentialAt(DWORD index, ICredentialProviderCredential** out) noexcept {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  return inner_ ? inner_->GetCredentialAt(index, out) : E_UNEXPECTED;
}

HRESULT SignInProvider::SetUserArray(ICredentialProviderUserArray* users) noexcept {
  return innerUsers_ ? innerUsers_->SetUserArray(users) : E_NOTIMPL;
}

}  // namespace latchkey
