#include <windows.h>

#include <new>

#include "host/plant/mistake.h"
#include "host/plant/plant_provider.h"

namespace latchkey::plant {
namespace {

bool isInBox(const GUID& clsid) noexcept {
  return IsEqualGUID(clsid, abi::kInBoxV1) || IsEqualGUID(clsid, abi::kInBoxV2);
}

/// Hides the in-box provider at logon while ours is shown, and makes the mistake it was asked to make.
class PlantFilter final : public abi::Filter {
 public:
  STDMETHODIMP QueryInterface(REFIID iid, void** object) override {
    *object = nullptr;
    if (iid != abi::iid::kUnknown && iid != abi::iid::kFilter) return E_NOINTERFACE;
    *object = this;
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() override { return 2; }
  STDMETHODIMP_(ULONG) Release() override { return 1; }

  STDMETHODIMP Filter_(abi::Scenario scenario, DWORD, GUID* providers, BOOL* allowed, DWORD count) override {
    const bool isLogon = scenario == abi::kLogon || scenario == abi::kUnlock;
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

  STDMETHODIMP UpdateRemoteCredential(const abi::Serialization*, abi::Serialization*) override { return E_NOTIMPL; }
};
PlantFilter filter;

class PlantFactory final : public IClassFactory {
 public:
  explicit PlantFactory(bool isForFilter) noexcept : isForFilter_(isForFilter) {}

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override {
    *object = nullptr;
    if (iid != abi::iid::kUnknown && iid != abi::iid::kClassFactory) return E_NOINTERFACE;
    *object = this;
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() override { return 2; }
  STDMETHODIMP_(ULONG) Release() override { return 1; }
  STDMETHODIMP LockServer(BOOL) override { return S_OK; }

  STDMETHODIMP CreateInstance(IUnknown* outer, REFIID iid, void** object) override {
    *object = nullptr;
    if (outer != nullptr) return CLASS_E_NOAGGREGATION;
    if (isForFilter_) return filter.QueryInterface(iid, object);
    const ComRef<PlantProvider> provider(new (std::nothrow) PlantProvider());
    return provider ? provider->QueryInterface(iid, object) : E_OUTOFMEMORY;
  }

 private:
  bool isForFilter_;
};
PlantFactory providerFactory(false);
PlantFactory filterFactory(true);

}  // namespace
}  // namespace latchkey::plant

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) {
  using namespace latchkey;
  *object = nullptr;
  if (IsEqualGUID(clsid, plant::kProviderClass)) return plant::providerFactory.QueryInterface(iid, object);
  if (IsEqualGUID(clsid, plant::kFilterClass)) return plant::filterFactory.QueryInterface(iid, object);
  return CLASS_E_CLASSNOTAVAILABLE;
}

extern "C" HRESULT WINAPI DllCanUnloadNow() { return latchkey::plant::objectsAlive() == 0 ? S_OK : S_FALSE; }
