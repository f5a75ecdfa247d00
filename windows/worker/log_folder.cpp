#include "worker/log_folder.h"

#include <aclapi.h>
#include <sddl.h>

#include "provider/clsid.h"
#include "provider/handles.h"
#include "worker/access.h"
#include "worker/own_token.h"
#include "worker/service_sid.h"

namespace latchkey {
namespace {

// To make, move or delete something in a folder, or to give oneself the right to.
constexpr DWORD kToWrite = FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_DELETE_CHILD | FILE_WRITE_ATTRIBUTES | DELETE |
                           WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

bool isTrusted(PSID account) noexcept {
  return IsWellKnownSid(account, WinLocalSystemSid) || IsWellKnownSid(account, WinBuiltinAdministratorsSid) ||
         isOwnAccount(account);
}

bool isService(PSID account) {
  const auto service = serviceSidOf(kWorkerService);
  wchar_t* text = nullptr;
  if (!service || !ConvertSidToStringSidW(account, &text)) return false;
  const bool isSame = *service == text;
  LocalFree(text);
  return isSame;
}

bool isGood(const ACE_HEADER* entry) {
  if (entry->AceType == ACCESS_DENIED_ACE_TYPE) return true;
  // Conditions and objects are nothing that we or the installer write.
  if (entry->AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
  const auto* const allowed = reinterpret_cast<const ACCESS_ALLOWED_ACE*>(entry);
  PSID account = const_cast<DWORD*>(&allowed->SidStart);
  return (allowed->Mask & kToWrite) == 0 || isTrusted(account) || isService(account);
}

/// Null is no list at all, which lets everybody in.
bool isListGood(PACL list) {
  if (list == nullptr) return false;
  for (DWORD i = 0; i < list->AceCount; ++i) {
    void* entry = nullptr;
    if (!GetAce(list, i, &entry) || !isGood(static_cast<const ACE_HEADER*>(entry))) return false;
  }
  return true;
}

}  // namespace

// Anybody may make folders in ProgramData: whoever made one first could read what is written there, or make a link of
// it that leads our writing elsewhere (CVE-2020-3427).
bool isFolderOurs(const std::wstring& folder) noexcept try {
  const DWORD flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
  const Handle opened(CreateFileW(folder.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, flags, nullptr));
  BY_HANDLE_FILE_INFORMATION facts = {};
  if (!opened || !GetFileInformationByHandle(opened.get(), &facts)) return false;
  const DWORD kind = facts.dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY);
  if (kind != FILE_ATTRIBUTE_DIRECTORY) return false;
  PSID owner = nullptr;
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR held = nullptr;
  const DWORD error =
      GetSecurityInfo(opened.get(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner,
                      nullptr, &list, nullptr, &held);
  const bool isOurs = error == ERROR_SUCCESS && isTrusted(owner) && isListGood(list);
  LocalFree(held);
  return isOurs;
} catch (...) {
  return false;
}

std::wstring readyLogFolder() {
  wchar_t root[MAX_PATH];
  const DWORD length = GetEnvironmentVariableW(L"ProgramData", root, MAX_PATH);
  return length == 0 || length >= MAX_PATH ? std::wstring() : readyLogFolderIn(root);
}

// From the top down: below a folder that somebody else may rename, nothing stays what it was found to be.
std::wstring readyLogFolderIn(const std::wstring& root) {
  const std::wstring top = root + L"\\Latchkey";
  const std::wstring logs = top + L"\\Logs";
  const std::wstring folder = logs + L"\\Worker";
  const Access access(logAccess());
  if (!access || !isFolderOurs(top) || !isFolderOurs(logs)) return {};
  SECURITY_ATTRIBUTES attributes = access.attributes();
  // The installer makes it, as LocalService may not; an administrator's self-test may run first.
  CreateDirectoryW(folder.c_str(), &attributes);
  return isFolderOurs(folder) ? folder : std::wstring();
}

}  // namespace latchkey
