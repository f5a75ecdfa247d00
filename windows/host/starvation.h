#pragma once

#include <windows.h>

namespace latchkey::host {

/// How long those that LogonUI's thread may have to wait for have been ready to run without getting a processor, in
/// milliseconds, as Wine's kernel counts it: the thread itself, the host's other threads, with which it shares Windows'
/// locks, and Wine's server and the X server, which LATCHKEY_SERVERS names by their Linux numbers. It waits for one of them
/// at a time, so they add up. That is the other programs' doing and nobody's stall. Waiting for anything else, asleep or
/// for an answer, is not in it, and neither is computing, theirs included. 0 where no kernel tells, as on Windows.
[[nodiscard]] DWORD starvedMs();
/// The calling thread is one of those from here on.
void countStarvation();

}  // namespace latchkey::host
