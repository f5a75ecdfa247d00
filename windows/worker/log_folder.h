#pragma once

#include <windows.h>

#include <string>

namespace latchkey {

/// `%ProgramData%\Latchkey\Logs\Worker`, made where that is allowed, with SYSTEM, administrators and the service only.
/// Empty where one of the three isn't there or isn't ours.
[[nodiscard]] std::wstring readyLogFolder();
/// The same under another root.
[[nodiscard]] std::wstring readyLogFolderIn(const std::wstring& root);

/// A folder, no link to elsewhere, owned by SYSTEM, administrators or this process's own account, and written to by
/// nobody but these and the worker's service.
[[nodiscard]] bool isFolderOurs(const std::wstring& folder) noexcept;

}  // namespace latchkey
