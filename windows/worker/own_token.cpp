#include "worker/own_token.h"

#include <cstddef>

#include "provider/handles.h"

namespace latchkey {
namespace {

// Each of these is a known way from a service account to SYSTEM.
constexpr const wchar_t* kDangers[] = {
    L"SeImpersonatePrivilege", L"SeAssignPrimaryTokenPrivilege", L"SeTcbPrivilege",         L"SeCreateTokenPrivilege",
    L"SeDebugPrivilege",       L"SeTakeOwnershipPrivilege",      L"SeLoadDriverPrivilege",  L"SeRestorePrivilege",
    L"SeBackupPrivilege",      L"SeRelabelPrivilege",            L"SeManageVolumePrivilege"};

Handle openOwnToken(DWORD rights) noexcept {
  HANDLE token = nullptr;
  OpenProcessToken(GetCurrentProcess(), rights, &token);
  return Handle(token);
}

std::vector<std::byte> factsOf(HANDLE token, TOKEN_INFORMATION_CLASS what) {
  DWORD size = 0;
  GetTokenInformation(token, what, nullptr, 0, &size);
  std::vector<std::byte> facts(size);
  if (size == 0 || !GetTokenInformation(token, what, facts.data(), size, &size)) facts.clear();
  return facts;
}

bool isAccount(WELL_KNOWN_SID_TYPE which) noexcept try {
  const auto facts = factsOf(openOwnToken(TOKEN_QUERY).get(), TokenUser);
  return !facts.empty() && IsWellKnownSid(reinterpret_cast<const TOKEN_USER*>(facts.data())->User.Sid, which);
} catch (...) {
  return false;
}

bool isServiceAccount(HANDLE token) {
  const auto facts = factsOf(token, TokenUser);
  if (facts.empty()) return false;
  PSID user = reinterpret_cast<const TOKEN_USER*>(facts.data())->User.Sid;
  return IsWellKnownSid(user, WinLocalServiceSid) || IsWellKnownSid(user, WinNetworkServiceSid);
}

}  // namespace

std::vector<std::wstring> ownPrivileges() {
  std::vector<std::wstring> names;
  const Handle token = openOwnToken(TOKEN_QUERY);
  const auto facts = factsOf(token.get(), TokenPrivileges);
  if (facts.empty()) return names;
  const auto* const held = reinterpret_cast<const TOKEN_PRIVILEGES*>(facts.data());
  for (DWORD i = 0; i < held->PrivilegeCount; ++i) {
    LUID id = held->Privileges[i].Luid;
    wchar_t name[64];
    DWORD length = 64;
    if (LookupPrivilegeNameW(nullptr, &id, name, &length)) names.emplace_back(name, length);
  }
  return names;
}

void dropPrivileges() noexcept try {
  const Handle token = openOwnToken(TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES);
  auto facts = factsOf(token.get(), TokenPrivileges);
  LUID traverse = {};
  if (facts.empty() || !LookupPrivilegeValueW(nullptr, SE_CHANGE_NOTIFY_NAME, &traverse)) return;
  auto* const held = reinterpret_cast<TOKEN_PRIVILEGES*>(facts.data());
  for (DWORD i = 0; i < held->PrivilegeCount; ++i) {
    LUID_AND_ATTRIBUTES& one = held->Privileges[i];
    const bool isKept = one.Luid.LowPart == traverse.LowPart && one.Luid.HighPart == traverse.HighPart;
    one.Attributes = isKept ? SE_PRIVILEGE_ENABLED : SE_PRIVILEGE_REMOVED;
  }
  AdjustTokenPrivileges(token.get(), FALSE, held, 0, nullptr, nullptr);
} catch (...) {
  // Out of memory: trustOwnToken sees what is still there.
}

bool mayBecomeSomebodyElse(const std::vector<std::wstring>& privileges) noexcept {
  for (const auto& held : privileges) {
    for (const wchar_t* const danger : kDangers) {
      if (held == danger) return true;
    }
  }
  return false;
}

bool isOwnAccount(PSID account) noexcept try {
  const auto facts = factsOf(openOwnToken(TOKEN_QUERY).get(), TokenUser);
  return !facts.empty() && EqualSid(reinterpret_cast<const TOKEN_USER*>(facts.data())->User.Sid, account);
} catch (...) {
  return false;
}

bool isSystem() noexcept { return isAccount(WinLocalSystemSid); }

bool isNetworkService() noexcept { return isAccount(WinNetworkServiceSid); }

TokenTrust trustOwnToken() noexcept try {
  const Handle token = openOwnToken(TOKEN_QUERY);
  if (!token || factsOf(token.get(), TokenPrivileges).empty()) return TokenTrust::unreadable;
  if (!isServiceAccount(token.get())) return TokenTrust::wrongAccount;
  return mayBecomeSomebodyElse(ownPrivileges()) ? TokenTrust::mayImpersonate : TokenTrust::good;
} catch (...) {
  return TokenTrust::unreadable;
}

}  // namespace latchkey
