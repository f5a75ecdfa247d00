// gaps_screen.dll: what Wine 8 lacks at a sign-in screen. The test's host loads it before the add-in's DLL, which is the
// released one, byte for byte. Windows is never given this file.
//   CredProtectW                ends the process in Wine; here it hides nothing, so that the host can read the block back;
//                              with LATCHKEY_GAP_UNPROTECTED it fails and names no error
//   LsaLookupAuthenticationPackage  Wine knows no Negotiate
//   LsaQueryInformationPolicy, DsGetDcNameW   a Wine prefix is in no domain; LATCHKEY_GAP_DOMAIN names one that it is in
#include <windows.h>

#include <dsgetdc.h>
#include <lm.h>
#include <ntsecapi.h>
#include <wincred.h>

#include "event_file.h"
#include "../../../windows/host/imports.h"

namespace latchkey::gaps {

using imports::addressOf;
using imports::Mended;
using imports::mendImport;

namespace {

/// What Negotiate happens to be on many PCs; the host only looks that one was asked for.
constexpr ULONG kNegotiate = 7;

BOOL WINAPI protect(BOOL, LPWSTR plain, DWORD length, LPWSTR hidden, DWORD* room, CRED_PROTECTION_TYPE* kind) {
  const DWORD given = *room;
  *room = length;
  if (hidden == nullptr || given < length) {
    SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  if (GetEnvironmentVariableW(L"LATCHKEY_GAP_UNPROTECTED", nullptr, 0) > 0) {
    // As after a destructor that set the last error to none.
    SetLastError(ERROR_SUCCESS);
    return FALSE;
  }
  std::memcpy(hidden, plain, length * sizeof(wchar_t));
  if (kind != nullptr) *kind = CredTrustedProtection;
  return TRUE;
}

NTSTATUS NTAPI connect(PHANDLE lsa) {
  *lsa = nullptr;
  return 0;
}

NTSTATUS NTAPI lookUp(HANDLE, PLSA_STRING name, PULONG package) {
  constexpr char kName[] = "Negotiate";
  if (name->Length != sizeof kName - 1 || std::memcmp(name->Buffer, kName, name->Length) != 0)
    return static_cast<NTSTATUS>(0xC00000FEL);  // STATUS_NO_SUCH_PACKAGE
  *package = kNegotiate;
  return 0;
}

NTSTATUS NTAPI disconnect(HANDLE) { return 0; }

struct Domain {
  POLICY_DNS_DOMAIN_INFO info;
  SID sid;
  wchar_t name[64];
};

wchar_t* domainOf(wchar_t (&name)[64]) {
  return GetEnvironmentVariableW(L"LATCHKEY_GAP_DOMAIN", name, 64) > 0 ? name : nullptr;
}

/// Only PolicyDnsDomainInformation is asked for.
NTSTATUS NTAPI queryPolicy(LSA_HANDLE, POLICY_INFORMATION_CLASS, PVOID* answer) {
  auto* const made = static_cast<Domain*>(HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(Domain)));
  *answer = made;
  if (made == nullptr) return static_cast<NTSTATUS>(0xC0000017L);  // STATUS_NO_MEMORY
  if (domainOf(made->name) == nullptr) return 0;
  made->info.Name.Buffer = made->name;
  made->info.Name.Length = static_cast<USHORT>(lstrlenW(made->name) * sizeof(wchar_t));
  made->info.Name.MaximumLength = sizeof made->name;
  made->sid.Revision = SID_REVISION;
  made->info.Sid = &made->sid;
  return 0;
}

NTSTATUS NTAPI freePolicy(PVOID answer) {
  HeapFree(GetProcessHeap(), 0, answer);
  return 0;
}

DWORD WINAPI findController(LPCWSTR, LPCWSTR, GUID*, LPCWSTR, ULONG, PDOMAIN_CONTROLLER_INFOW* found) {
  *found = nullptr;
  wchar_t name[64];
  return domainOf(name) != nullptr ? ERROR_SUCCESS : ERROR_NO_SUCH_DOMAIN;
}

const Mended kMended[] = {
    {"CredProtectW", addressOf(protect)},
    {"LsaConnectUntrusted", addressOf(connect)},
    {"LsaLookupAuthenticationPackage", addressOf(lookUp)},
    {"LsaDeregisterLogonProcess", addressOf(disconnect)},
    {"LsaQueryInformationPolicy", addressOf(queryPolicy)},
    {"LsaFreeMemory", addressOf(freePolicy)},
    {"DsGetDcNameW", addressOf(findController)},
    {"ReportEventW", addressOf(keepEvent)},
};

// What winternl.h of MinGW lacks; the layout is documented with LdrRegisterDllNotification.
struct Loaded {
  ULONG flags;
  const UNICODE_STRING* path;
  const UNICODE_STRING* name;
  HMODULE image;
  ULONG size;
};
constexpr ULONG kIsLoaded = 1;
using Notify = void(CALLBACK*)(ULONG, const Loaded*, void*);
using Register = NTSTATUS(NTAPI*)(ULONG, Notify, void*, void**);

/// After an image's imports were bound and before any of its code runs.
void CALLBACK onImage(ULONG reason, const Loaded* loaded, void*) {
  constexpr wchar_t kAddIn[] = L"LatchkeyProvider-";
  constexpr std::size_t kUnits = sizeof kAddIn / sizeof(wchar_t) - 1;
  if (reason != kIsLoaded || loaded->name->Length < kUnits * sizeof(wchar_t)) return;
  if (_wcsnicmp(loaded->name->Buffer, kAddIn, kUnits) != 0) return;
  for (const Mended& one : kMended) mendImport(loaded->image, one);
}

bool watchImages() {
  const auto watch = reinterpret_cast<Register>(
      reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "LdrRegisterDllNotification")));
  void* cookie = nullptr;
  return watch != nullptr && watch(0, onImage, nullptr, &cookie) == 0;
}

}  // namespace
}  // namespace latchkey::gaps

BOOL WINAPI DllMain(HINSTANCE, DWORD reason, void*) {
  return reason != DLL_PROCESS_ATTACH || latchkey::gaps::watchImages();
}
