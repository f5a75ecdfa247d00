#include "host/plant/mistake.h"

#include <atomic>
#include <cwchar>

namespace latchkey::plant {
namespace {

std::atomic<bool> isCountedAgain{false};

}  // namespace

bool makes(const wchar_t* mistake) noexcept {
  wchar_t asked[64] = {};
  GetEnvironmentVariableW(L"LATCHKEY_PLANT", asked, 64);
  return std::wcscmp(asked, mistake) == 0;
}

bool isOnSeven() noexcept {
  OSVERSIONINFOW version = {};
  version.dwOSVersionInfoSize = sizeof version;
  using GetVersion = LONG(WINAPI*)(OSVERSIONINFOW*);
  const auto get = reinterpret_cast<GetVersion>(
      reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion")));
  if (get != nullptr) get(&version);
  return version.dwMajorVersion == 6 && version.dwMinorVersion == 1;
}

DWORD extraFields() noexcept {
  if (makes(L"more-than-ten-fields")) return 2;
  return isCountedAgain && makes(L"field-count-changed") ? 1 : 0;
}

void countDescriptors(bool isAgain) noexcept { isCountedAgain = isAgain; }

}  // namespace latchkey::plant
