#include "provider/filter.h"

#include <cstring>

#include "provider/clsid.h"
#include "provider/filter_decision.h"
#include "provider/process_offer.h"
#include "provider/this_pc.h"

namespace latchkey {
namespace {

constexpr DWORD kMissing = 0xFFFFFFFF;

DWORD placeOf(const GUID& clsid, const GUID* providers, DWORD count) noexcept {
  for (DWORD i = 0; i < count; ++i) {
    if (IsEqualGUID(providers[i], clsid)) return i;
  }
  return kMissing;
}

}  // namespace

HRESULT WrapFilter::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  if (!IsEqualGUID(iid, iid::kUnknown) && !IsEqualGUID(iid, iid::kFilter)) return E_NOINTERFACE;
  *object = static_cast<ICredentialProviderFilter*>(this);
  AddRef();
  return S_OK;
}

HRESULT WrapFilter::Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD, GUID* providers, BOOL* allow,
                           DWORD count) noexcept {
  guarded([&]() -> HRESULT {
    const auto at = signInOf(scenario);
    if (!at || providers == nullptr || allow == nullptr) return S_OK;
    FilterFacts facts;
    facts.isSignIn = true;
    const HostTraits host = traitsOf(windowsVersion());
    const DWORD ours = placeOf(kProviderClsid, providers, count);
    const DWORD inbox = placeOf(host.isV1 ? kInboxV1 : kInboxV2, providers, count);
    facts.oursListed = ours != kMissing;
    facts.oursAllowed = facts.oursListed && allow[ours] != FALSE;
    facts.inboxListed = inbox != kMissing;
    if (decideFilter(offerForFilter(*at), facts) == FilterVerdict::hide) allow[inbox] = FALSE;
    return S_OK;
  });
  return S_OK;
}

HRESULT WrapFilter::UpdateRemoteCredential(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* in,
                                           CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* out) noexcept {
  if (in == nullptr || out == nullptr) return E_INVALIDARG;
  return guarded([&]() -> HRESULT {
    const GUID& inbox = traitsOf(windowsVersion()).isV1 ? kInboxV1 : kInboxV2;
    // Only what is meant for the tile that we hide, and only where we hide it.
    if (!IsEqualGUID(in->clsidCredentialProvider, inbox) || !isWrapOffered()) return E_NOTIMPL;
    auto* bytes = static_cast<BYTE*>(CoTaskMemAlloc(in->cbSerialization));
    if (bytes == nullptr) return E_OUTOFMEMORY;
    std::memcpy(bytes, in->rgbSerialization, in->cbSerialization);
    *out = *in;
    out->rgbSerialization = bytes;
    out->clsidCredentialProvider = kProviderClsid;
    return S_OK;
  });
}

}  // namespace latchkey
