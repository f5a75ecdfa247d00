#pragma once

#include <windows.h>

#include <string>

namespace latchkey {

/// `%ProgramData%\Latchkey\Logs\Worker`, made where that is allowed, with SYSTEM, administrators and the service only.
/// Empty where it isn't there or somebody else's.
[[nodiscard]] std::wstring readyLogFolder();

/// A folder, no link to elsewhere, owned by SYSTEM, administrators or this process's own account.
[[nodiscard]] bool isFolderOurs(const std::wstring& folder) noexcept;

}  // namespace latchkey
