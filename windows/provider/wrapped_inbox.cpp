#include "provider/wrapped_inbox.h"

#include "provider/clsid.h"

namespace latchkey {

WrappedInbox makeInbox(HostTraits host) noexcept {
  WrappedInbox made;
  made.clsid = host.isV1 ? kInboxV1 : kInboxV2;
  made.result = CoCreateInstance(made.clsid, nullptr, CLSCTX_INPROC_SERVER, iid::kProvider,
                                 reinterpret_cast<void**>(made.provider.put()));
  return made;
}

HRESULT probeInbox(const WrappedInbox& inbox, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) noexcept {
  if (FAILED(inbox.result) || !inbox.provider) return FAILED(inbox.result) ? inbox.result : E_FAIL;
  const HRESULT taken = inbox.provider->SetUsageScenario(scenario, 0);
  if (FAILED(taken)) return taken;
  DWORD count = 0;
  const HRESULT counted = inbox.provider->GetFieldDescriptorCount(&count);
  if (FAILED(counted)) return counted;
  return count > 0 && count <= kMostWrappedFields ? S_OK : HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED);
}

}  // namespace latchkey
