// Plays the Windows Installer for one action of the DLL argv[1]: hands it an enrolment code, and looks through this
// process for copies of it afterwards. Prints how many there are before the action and after it.
#include <windows.h>

#include <msi.h>

#include <cstdio>
#include <cwchar>

#include "host/imports.h"
#include "host/typed_secrets.h"

namespace {

using latchkey::host::PassingText;
using latchkey::host::TypedSecrets;

// In UTF-8, so that the search for Windows' own characters does not find it here.
constexpr char kGiven[] = "S-1-5-80-1-2-3-4-5|canary-7Q2X9-of-memory";
constexpr char kCode[] = "canary-7Q2X9-of-memory";

int copiesMeanwhile = -1;

int copies() {
  TypedSecrets secrets;
  {
    const PassingText code(kCode);
    secrets.remember(code.whole());
  }
  return secrets.copiesInMemory();
}

UINT WINAPI giveProperty(MSIHANDLE, const wchar_t*, wchar_t* into, DWORD* length) {
  PassingText given(kGiven);
  const DWORD room = *length;
  *length = static_cast<DWORD>(given.size());
  if (room <= given.size()) return ERROR_MORE_DATA;
  std::wmemcpy(into, given.prefix(given.size()), given.size() + 1);
  return ERROR_SUCCESS;
}

/// The search has to see the code while it is there.
LSTATUS WINAPI look(HKEY, const wchar_t*, DWORD, DWORD, const BYTE*, DWORD) {
  copiesMeanwhile = copies();
  return ERROR_SUCCESS;
}

/// What the action gives back stays as it was left: nobody else's text may cover it before we look.
void keep(void*) noexcept {}

}  // namespace

int wmain(int count, wchar_t** words) {
  const HMODULE actions = count == 2 ? LoadLibraryW(words[1]) : nullptr;
  if (actions == nullptr) return 1;
  namespace imports = latchkey::imports;
  imports::mendImport(actions, {"MsiGetPropertyW", imports::addressOf(giveProperty)});
  imports::mendImport(actions, {"free", imports::addressOf(keep)});
  imports::mendImport(actions, {"RegSetValueExW", imports::addressOf(look)});
  using Action = UINT(WINAPI*)(MSIHANDLE);
  const auto store = reinterpret_cast<Action>(reinterpret_cast<void*>(GetProcAddress(actions, "StoreEnrolmentCode")));
  if (store == nullptr || store(0) != ERROR_SUCCESS) return 2;
  std::printf("meanwhile=%d afterwards=%d\n", copiesMeanwhile, copies());
  return 0;
}
