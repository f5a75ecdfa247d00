#include <windows.h>

#include "com/class_factory.h"
#include "host/standin/standin_provider.h"

namespace latchkey::standin {
namespace {

template <Generation generation>
IUnknown* make() {
  return static_cast<ICredentialProvider*>(new StandinProvider(generation));
}

}  // namespace
}  // namespace latchkey::standin

extern "C" HRESULT WINAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** object) {
  using namespace latchkey;
  using standin::Generation;
  *object = nullptr;
  if (IsEqualGUID(clsid, kInboxV1)) return giveFactory(standin::make<Generation::v1>, iid, object);
  if (IsEqualGUID(clsid, kInboxV2)) return giveFactory(standin::make<Generation::v2>, iid, object);
  return CLASS_E_CLASSNOTAVAILABLE;
}

extern "C" HRESULT WINAPI DllCanUnloadNow() { return latchkey::ModuleRef::isNobodyThere() ? S_OK : S_FALSE; }
