#pragma once

#include <windows.h>

#include "host/bench.h"

namespace latchkey::host {

/// Whether this process sees the Windows that the script names (7, 8, 81, 10; 11 is 10 with a build that the script
/// hands over in LATCHKEY_TEST_BUILD, since Wine knows no 11).
[[nodiscard]] bool isRunningAs(int os) noexcept;

/// Sets Wine's version for this program and runs it again with the same command line; gives its exit code, or -1
/// where it was not started. Wine decides on a version when a process starts, so a script's `os` cannot take effect
/// in the first one.
[[nodiscard]] int runAgainAs(int os);

}  // namespace latchkey::host
