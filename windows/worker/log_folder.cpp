#include "worker/log_folder.h"

#include <aclapi.h>

#include "provider/handles.h"
#include "worker/access.h"
#include "worker/own_token.h"

namespace latchkey {
namespace {

bool isTrusted(PSID owner) noexcept {
  return IsWellKnownSid(owner, WinLocalSystemSid) || IsWellKnownSid(owner, WinBuiltinAdministratorsSid) ||
         isOwnAccount(owner);
}

}  // namespace

// Anybody may make folders in ProgramData: whoever made one first could read what is written there, or make a link of
// it that leads our writing elsewhere (CVE-2020-3427).
bool isFolderOurs(const std::wstring& folder) noexcept {
  const DWORD flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
  const Handle opened(CreateFileW(folder.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, flags, nullptr));
  BY_HANDLE_FILE_INFORMATION facts = {};
  if (!opened || !GetFileInformationByHandle(opened.get(), &facts)) return false;
  const DWORD kind = facts.dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY);
  if (kind != FILE_ATTRIBUTE_DIRECTORY) return false;
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR held = nullptr;
  const DWORD error = GetSecurityInfo(opened.get(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr,
                                      nullptr, nullptr, &held);
  const bool isOurs = error == ERROR_SUCCESS && isTrusted(owner);
  LocalFree(held);
  return isOurs;
}

std::wstring readyLogFolder() {
  wchar_t root[MAX_PATH];
  const DWORD length = GetEnvironmentVariableW(L"ProgramData", root, MAX_PATH);
  const Access access(logAccess());
  if (length == 0 || length >= MAX_PATH || !access) return {};
  SECURITY_ATTRIBUTES attributes = access.attributes();
  const std::wstring folder = std::wstring(root) + L"\\Latchkey\\Logs\\Worker";
  // The installer makes it, as LocalService may not; an administrator's self-test may run first.
  CreateDirectoryW(folder.c_str(), &attributes);
  return isFolderOurs(folder) ? folder : std::wstring();
}

}  // namespace latchkey
