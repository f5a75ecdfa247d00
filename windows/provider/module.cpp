// What the DLL exports: the class factory for the provider and the filter.
#include <new>
#include <utility>

#include "provider/clsid.h"
#include "provider/com.h"
#include "provider/filter.h"
#include "provider/tile_provider.h"
#include "provider/wrap_provider.h"

namespace latchkey {
namespace {

/// Wrap, or Tile where there is nothing to wrap: it hides nothing, so the worst is a tile more.
IUnknown* makeProvider() {
  SignInScreen screen = readScreen();
  if (screen.decision.offer == Offer::wrap) {
    WrappedInbox inbox = makeInbox(screen.host);
    if (SUCCEEDED(probeInbox(inbox, CPUS_LOGON)))
      return static_cast<ICredentialProvider*>(new WrapProvider(std::move(screen), std::move(inbox)));
    screen.decision = {Offer::tile, Reason::inboxSwitchedOff};
  }
  return static_cast<ICredentialProvider*>(new TileProvider(std::move(screen)));
}

IUnknown* makeFilter() { return new WrapFilter; }

class Factory final : public ComObject<IClassFactory> {
 public:
  using Make = IUnknown* (*)();
  explicit Factory(Make make) noexcept : make_(make) {}

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    if (!IsEqualGUID(iid, iid::kUnknown) && !IsEqualGUID(iid, iid::kClassFactory)) return E_NOINTERFACE;
    *object = static_cast<IClassFactory*>(this);
    AddRef();
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid, void** object) noexcept override {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    if (outer != nullptr) return CLASS_E_NOAGGREGATION;
    return guarded([&] {
      const ComPtr<IUnknown> made(make_());
      return made->QueryInterface(iid, object);
    });
  }

  HRESULT STDMETHODCALLTYPE LockServer(BOOL isLocked) noexcept override {
    if (isLocked) {
      AddRef();
    } else {
      Release();
    }
    return S_OK;
  }

 private:
  ~Factory() override = default;
  Make make_;
};

}  // namespace
}  // namespace latchkey

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) noexcept {
  using namespace latchkey;
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  const bool isProvider = IsEqualGUID(clsid, kProviderClsid);
  if (!isProvider && !IsEqualGUID(clsid, kFilterClsid)) return CLASS_E_CLASSNOTAVAILABLE;
  const ComPtr<Factory> factory(new (std::nothrow) Factory(isProvider ? makeProvider : makeFilter));
  return factory ? factory->QueryInterface(iid, object) : E_OUTOFMEMORY;
}

extern "C" HRESULT WINAPI DllCanUnloadNow() noexcept {
  return latchkey::ModuleRef::isNobodyThere() ? S_OK : S_FALSE;
}
