#pragma once

#include <windows.h>

#include <functional>

#include "provider/handles.h"

namespace latchkey {

/// Runs `work` on a thread of its own, which keeps the DLL loaded until it has ended: LogonUI may let go of us while
/// Windows still thinks about a service. What `work` captures is destroyed on that thread. Empty where there is no
/// thread to be had.
[[nodiscard]] Handle startThread(std::function<void()> work) noexcept;

/// Waits a little for an orderly end, of both where there are two, never so long that LogonUI would notice.
void waitShortly(const Handle& thread, const Handle& other = {}) noexcept;

}  // namespace latchkey
