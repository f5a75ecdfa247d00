#include "host/provider_module.h"

#include <unknwn.h>

#include "host/crash_report.h"
#include "host/misfortunes.h"

namespace latchkey::host {
namespace {

using GetClassObject = HRESULT(WINAPI*)(REFCLSID, REFIID, void**);
using CanUnloadNow = HRESULT(WINAPI*)();

constexpr DWORD kGoMs = 5000;

template <class Function>
Function entry(HMODULE module, const char* name) noexcept {
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

std::wstring serverKey(const GUID& clsid) {
  return L"SOFTWARE\\Classes\\CLSID\\" + toWide(guidText(clsid)) + L"\\InprocServer32";
}

std::wstring readString(const std::wstring& key, const wchar_t* name) {
  wchar_t value[1024] = {};
  DWORD size = sizeof value - sizeof(wchar_t);
  const LSTATUS status = RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), name, RRF_RT_REG_SZ, nullptr, value, &size);
  return status == ERROR_SUCCESS ? value : L"";
}

bool writeString(const std::wstring& key, const wchar_t* name, const std::wstring& value) {
  const auto size = static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t));
  return RegSetKeyValueW(HKEY_LOCAL_MACHINE, key.c_str(), name, REG_SZ, value.c_str(), size) == ERROR_SUCCESS;
}

std::wstring fullPath(const std::wstring& path) {
  wchar_t full[MAX_PATH] = {};
  return GetFullPathNameW(path.c_str(), MAX_PATH, full, nullptr) > 0 ? full : path;
}

/// Asked again for a while, as COM does: a thread of the DLL that has been told to end may get its turn late.
bool agreesToGo(Bench& bench, CanUnloadNow canUnload) {
  for (const DWORD began = GetTickCount(); GetTickCount() - began < kGoMs; Sleep(20)) {
    if (bench.call("DllCanUnloadNow", canUnload) == S_OK) return true;
  }
  return false;
}

}  // namespace

bool registerServer(const GUID& clsid, const std::wstring& path) {
  const std::wstring key = serverKey(clsid);
  return writeString(key, nullptr, fullPath(path)) && writeString(key, L"ThreadingModel", L"Apartment");
}

bool ProviderModule::load(Bench& bench, const std::wstring& path) {
  leftovers_.noteBefore();
  module_ = LoadLibraryW(path.c_str());
  if (module_ == nullptr) {
    bench.ledger.fail("the DLL was not loaded: " + toUtf8(path) + ", error " + std::to_string(GetLastError()));
    return false;
  }
  misfortunes::follow(module_);
  reportCrashesIn(module_);
  path_ = fullPath(path);
  return true;
}

bool ProviderModule::loadRegistered(Bench& bench, const GUID& clsid) {
  leftovers_.noteBefore();
  path_ = readString(serverKey(clsid), nullptr);
  if (path_.empty()) bench.ledger.fail("not registered: " + guidText(clsid));
  if (!path_.empty() && readString(serverKey(clsid), L"ThreadingModel") != L"Apartment") {
    bench.ledger.fail("not registered for an apartment: " + guidText(clsid));
  }
  return !path_.empty();
}

HRESULT ProviderModule::createInto(Bench& bench, const GUID& clsid, const GUID& iid, void** object) const {
  if (module_ == nullptr) return CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, iid, object);
  const auto getClass = entry<GetClassObject>(module_, "DllGetClassObject");
  if (getClass == nullptr) return CLASS_E_CLASSNOTAVAILABLE;
  return bench.call("DllGetClassObject", [&] {
    ComPtr<IClassFactory> factory;
    const HRESULT got = getClass(clsid, iid::kClassFactory, factory.putVoid());
    return FAILED(got) ? got : factory->CreateInstance(nullptr, iid, object);
  });
}

void ProviderModule::unload(Bench& bench) {
  const HMODULE module = module_ != nullptr ? module_ : GetModuleHandleW(path_.c_str());
  const auto canUnload = entry<CanUnloadNow>(module, "DllCanUnloadNow");
  if (canUnload != nullptr && !agreesToGo(bench, canUnload)) {
    bench.ledger.breach(Rule::objectsLeft, "DllCanUnloadNow says no");
  }
  if (module_ != nullptr) {
    FreeLibrary(module_);
  } else {
    CoFreeUnusedLibrariesEx(0, 0);
  }
  module_ = nullptr;
  leftovers_.check(bench);
  if (GetModuleHandleW(path_.c_str()) != nullptr) bench.ledger.breach(Rule::stillLoaded, toUtf8(path_));
  const int blocks = bench.spy.leftFromCalls();
  if (blocks > 0) bench.ledger.breach(Rule::cotaskmemLeak, std::to_string(blocks) + " blocks");
  path_.clear();
}

}  // namespace latchkey::host
