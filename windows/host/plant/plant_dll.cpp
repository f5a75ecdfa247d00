#include <windows.h>

#include "com/class_factory.h"
#include "host/plant/mistake.h"
#include "host/plant/plant_provider.h"

namespace latchkey::plant {
namespace {

bool isInBox(const GUID& clsid) noexcept { return IsEqualGUID(clsid, kInboxV1) || IsEqualGUID(clsid, kInboxV2); }

/// Hides the in-box provider at logon while ours is shown, and makes the mistake it was asked to make.
class PlantFilter final : public ComObject<ICredentialProviderFilter> {
 public:
  STDMETHODIMP QueryInterface(REFIID iid, void** object) override {
    *object = nullptr;
    if (iid != iid::kUnknown && iid != iid::kFilter) return E_NOINTERFACE;
    *object = this;
    AddRef();
    return S_OK;
  }

  STDMETHODIMP Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD, GUID* providers, BOOL* allowed,
                      DWORD count) override {
    const bool isLogon = scenario == CPUS_LOGON || scenario == CPUS_UNLOCK_WORKSTATION;
    if (!isLogon && !makes(L"filter-outside-logon")) return S_OK;
    bool isOursShown = makes(L"filter-without-ours");
    for (DWORD i = 0; i < count; ++i) isOursShown |= IsEqualGUID(providers[i], kProviderClass) && allowed[i] != FALSE;
    for (DWORD i = 0; i < count; ++i) {
      const bool isForeign = !isInBox(providers[i]) && !IsEqualGUID(providers[i], kProviderClass);
      const bool hides = isInBox(providers[i]) || (isForeign && makes(L"filter-hides-others"));
      if (isOursShown && hides) allowed[i] = FALSE;
    }
    return S_OK;
  }

  STDMETHODIMP UpdateRemoteCredential(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*,
                                      CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) override {
    return E_NOTIMPL;
  }
};

IUnknown* makeProvider() { return static_cast<ICredentialProvider*>(new PlantProvider); }
IUnknown* makeFilter() { return new PlantFilter; }

}  // namespace
}  // namespace latchkey::plant

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) {
  using namespace latchkey;
  *object = nullptr;
  if (IsEqualGUID(clsid, plant::kProviderClass)) return giveFactory(plant::makeProvider, iid, object);
  if (IsEqualGUID(clsid, plant::kFilterClass)) return giveFactory(plant::makeFilter, iid, object);
  return CLASS_E_CLASSNOTAVAILABLE;
}

extern "C" HRESULT WINAPI DllCanUnloadNow() {
  // The object that the mistake loses would trip a rule of its own.
  const bool isReady = latchkey::ModuleRef::isNobodyThere() || latchkey::plant::makes(L"provider-refcount");
  return isReady ? S_OK : S_FALSE;
}
