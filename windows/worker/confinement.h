#pragma once

#include <windows.h>

#include "provider/handles.h"

namespace latchkey {

/// Before anything else: DLLs from System32 only, no dialogs of the system, no heap that goes on when it is corrupt,
/// and on newer versions of Windows no child process, no code made at run time, no image from the network.
void hardenProcess() noexcept;

/// A job of one process around ourselves: whatever a parser's flaw may run, it starts no other program. Empty where
/// Windows refused it.
[[nodiscard]] Handle confineSelf() noexcept;

}  // namespace latchkey
