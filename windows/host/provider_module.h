#pragma once

#include <windows.h>

#include <string>

#include "com/com.h"
#include "host/bench.h"
#include "host/leftovers.h"

namespace latchkey::host {

/// The DLL under test, by its path or as it is registered. STA only.
class ProviderModule {
 public:
  /// Loads by path; classes then come from its DllGetClassObject.
  [[nodiscard]] bool load(Bench& bench, const std::wstring& path);
  /// Classes come from CoCreateInstance, as LogonUI makes them.
  [[nodiscard]] bool loadRegistered(Bench& bench, const GUID& clsid);
  [[nodiscard]] bool isLoaded() const noexcept { return !path_.empty(); }

  /// An object of a class, or nothing.
  template <class T>
  [[nodiscard]] ComPtr<T> create(Bench& bench, const GUID& clsid, const GUID& iid) const {
    ComPtr<T> object;
    createInto(bench, clsid, iid, object.putVoid());
    return object;
  }

  /// Asks whether it may go, lets it go, and reports what it left behind.
  void unload(Bench& bench);

 private:
  HRESULT createInto(Bench& bench, const GUID& clsid, const GUID& iid, void** object) const;

  std::wstring path_;
  /// Null where COM holds the library.
  HMODULE module_ = nullptr;
  Leftovers leftovers_;
};

/// Writes the registration of an in-process server for the local machine.
[[nodiscard]] bool registerServer(const GUID& clsid, const std::wstring& path);

}  // namespace latchkey::host
