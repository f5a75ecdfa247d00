#pragma once

#include <windows.h>

namespace latchkey::host {

/// From now on a crash of this process, whoever caused it, ends the report with one line that says where.
void reportCrashes() noexcept;
/// Also one that somebody would handle, where the DLL itself crashes or leads to where no code is.
void reportCrashesIn(HMODULE provider) noexcept;

}  // namespace latchkey::host
