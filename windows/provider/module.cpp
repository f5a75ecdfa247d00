// What the DLL exports: the class factory for the provider and the filter.
#include "com/class_factory.h"
#include "provider/clsid.h"
#include "provider/filter.h"
#include "provider/sign_in_provider.h"

namespace latchkey {
namespace {

IUnknown* makeProvider() { return static_cast<ICredentialProvider*>(new SignInProvider); }
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
