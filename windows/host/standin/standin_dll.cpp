#include <windows.h>

#include <new>

#include "host/standin/standin_provider.h"

namespace latchkey::standin {
namespace {

class StandinFactory final : public IClassFactory {
 public:
  explicit StandinFactory(Generation generation) noexcept : generation_(generation) {}

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
    const ComRef<StandinProvider> provider(new (std::nothrow) StandinProvider(generation_));
    return provider ? provider->QueryInterface(iid, object) : E_OUTOFMEMORY;
  }

 private:
  Generation generation_;
};
StandinFactory firstFactory(Generation::v1);
StandinFactory secondFactory(Generation::v2);

}  // namespace
}  // namespace latchkey::standin

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) {
  using namespace latchkey;
  *object = nullptr;
  if (IsEqualGUID(clsid, abi::kInBoxV1)) return standin::firstFactory.QueryInterface(iid, object);
  if (IsEqualGUID(clsid, abi::kInBoxV2)) return standin::secondFactory.QueryInterface(iid, object);
  return CLASS_E_CLASSNOTAVAILABLE;
}

extern "C" HRESULT WINAPI DllCanUnloadNow() { return latchkey::standin::objects() == 0 ? S_OK : S_FALSE; }
