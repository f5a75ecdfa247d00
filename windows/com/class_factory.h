#pragma once

#include <unknwn.h>

#include <new>

#include "com/com.h"
#include "com/identifiers.h"

namespace latchkey {

/// The factory of one class. `make` gives a new object with one reference, or null where memory ran out.
class ClassFactory final : public ComObject<IClassFactory> {
 public:
  using Make = IUnknown* (*)();
  explicit ClassFactory(Make make) noexcept : make_(make) {}

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
      return made ? made->QueryInterface(iid, object) : E_OUTOFMEMORY;
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
  ~ClassFactory() override = default;
  Make make_;
};

/// What DllGetClassObject does for a class that the DLL has.
[[nodiscard]] inline HRESULT giveFactory(ClassFactory::Make make, REFIID iid, void** object) noexcept {
  const ComPtr<ClassFactory> factory(new (std::nothrow) ClassFactory(make));
  return factory ? factory->QueryInterface(iid, object) : E_OUTOFMEMORY;
}

}  // namespace latchkey
