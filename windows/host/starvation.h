#pragma once

#include <windows.h>

namespace latchkey::host {

/// How long the calling thread has been ready to run since it began without getting a processor, in milliseconds, as
/// Wine's kernel counts it: the other programs' doing and nobody's stall. Waiting for anything else, asleep, in a lock
/// or for an answer, is not in it, and neither is computing. 0 where no kernel tells, as on Windows.
[[nodiscard]] DWORD starvedMs() noexcept;

}  // namespace latchkey::host
