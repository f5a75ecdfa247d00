#include "held_folder.h"

#include <aclapi.h>

namespace latchkey {

HeldFolder::HeldFolder(const std::wstring& path) noexcept
    : handle_(CreateFileW(path.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES | FILE_LIST_DIRECTORY,
                          FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING,
                          FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr)) {}

HeldFolder::~HeldFolder() {
  if (handle_ != INVALID_HANDLE_VALUE) CloseHandle(handle_);
}

namespace {

/// SYSTEM itself on Windows; whoever runs Wine in the tests, where nobody else is known.
bool isOwnAccount(PSID owner) noexcept {
  HANDLE token = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return false;
  alignas(TOKEN_USER) BYTE room[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = 0;
  const bool isRead = GetTokenInformation(token, TokenUser, room, sizeof room, &size) != FALSE;
  CloseHandle(token);
  return isRead && EqualSid(owner, reinterpret_cast<TOKEN_USER*>(room)->User.Sid);
}

}  // namespace

bool HeldFolder::isOurs() const noexcept {
  BY_HANDLE_FILE_INFORMATION facts = {};
  if (handle_ == INVALID_HANDLE_VALUE || !GetFileInformationByHandle(handle_, &facts)) return false;
  const DWORD kind = facts.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT);
  return kind == FILE_ATTRIBUTE_DIRECTORY && isOwnerTrusted();
}

bool HeldFolder::isOwnerTrusted() const noexcept {
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR held = nullptr;
  if (GetSecurityInfo(handle_, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr, nullptr,
                      &held) != ERROR_SUCCESS)
    return false;
  const bool isTrusted = IsWellKnownSid(owner, WinLocalSystemSid) ||
                         IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || isOwnAccount(owner);
  LocalFree(held);
  return isTrusted;
}

}  // namespace latchkey
