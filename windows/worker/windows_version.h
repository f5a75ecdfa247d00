#pragma once

#include <windows.h>

namespace latchkey {

/// The Windows that really runs: GetVersionEx tells a program without a manifest that every one since 8.1 is 8.
[[nodiscard]] OSVERSIONINFOEXW runningWindows() noexcept;

}  // namespace latchkey
