#pragma once

#include <windows.h>

#include <string>
#include <vector>

namespace latchkey {

enum class TokenTrust { good, unreadable, wrongAccount, mayImpersonate };

/// The names of the privileges in this process's token.
[[nodiscard]] std::vector<std::wstring> ownPrivileges();

/// Removes every privilege but SeChangeNotifyPrivilege, for good. The Service Control Manager has done so already
/// where RequiredPrivileges is as the installer wrote it.
void dropPrivileges() noexcept;

/// Whether a list of privileges lets its holder become somebody else.
[[nodiscard]] bool mayBecomeSomebodyElse(const std::vector<std::wstring>& privileges) noexcept;

/// Whether this process runs as that account.
[[nodiscard]] bool isOwnAccount(PSID account) noexcept;

[[nodiscard]] bool isSystem() noexcept;
[[nodiscard]] bool isNetworkService() noexcept;

/// LocalService or NetworkService, and nothing that lets it act as somebody else.
[[nodiscard]] TokenTrust trustOwnToken() noexcept;

}  // namespace latchkey
