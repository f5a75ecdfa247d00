// What the DLL exports: the class factory for the provider and the filter.
#include <utility>

#include "com/class_factory.h"
#include "provider/clsid.h"
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

}  // namespace
}  // namespace latchkey

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) noexcept {
  using namespace latchkey;
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  const bool isProvider = IsEqualGUID(clsid, kProviderClsid);
  if (!isProvider && !IsEqualGUID(clsid, kFilterClsid)) return CLASS_E_CLASSNOTAVAILABLE;
  return giveFactory(isProvider ? makeProvider : makeFilter, iid, object);
}

extern "C" HRESULT WINAPI DllCanUnloadNow() noexcept {
  return latchkey::ModuleRef::isNobodyThere() ? S_OK : S_FALSE;
}
