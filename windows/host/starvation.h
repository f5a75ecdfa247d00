#pragma once

#include <windows.h>

namespace latchkey::host {

/// What the kernel that Wine runs on has counted so far: who was ready to run and got no processor, which is the other
/// programs' doing and nobody's stall. Waiting for anything else is not in it, and neither is computing. Nothing where no
/// kernel tells, as on Windows.
struct Starvation {
  /// The calling thread, in milliseconds.
  DWORD own = 0;
  /// How often it waited for anything at all.
  DWORD waits = 0;
  /// Whom it may have waited for: the host's threads that share Windows' locks with it, and Wine's server and the X server,
  /// which LATCHKEY_SERVERS names by their Linux numbers. It waits for one of them at a time, so they add up.
  DWORD others = 0;
};

/// LogonUI's thread asks.
[[nodiscard]] Starvation starvationSoFar();
/// The calling thread is one of the others from here on.
void countStarvation();
/// What of the time between two moments LogonUI's thread lost. One that slept through it is excused for one wait, and one
/// that computed for none, however long the others starved beside it.
[[nodiscard]] DWORD lostBetween(const Starvation& before, const Starvation& now) noexcept;

}  // namespace latchkey::host
