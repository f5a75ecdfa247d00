#pragma once

#include <windows.h>

#include "flow/failure.h"
#include "provider/handles.h"

namespace latchkey {

struct Dialled {
  /// Overlapped; empty where it failed.
  Handle pipe;
  Failure failure = Failure::none;
  DWORD detail = 0;
};

[[nodiscard]] Dialled failedDial(Failure failure, DWORD detail) noexcept;

/// Starts the worker's service where that is allowed, dials its pipe as an anonymous-to-it client
/// (SECURITY_IDENTIFICATION: it may know who calls but never act as SYSTEM), and refuses a pipe that another process
/// than the service's listens on. Blocks for up to fifteen seconds: never on the STA. Ends early once `quit` is set.
[[nodiscard]] Dialled dialWorker(bool mayStart, HANDLE quit) noexcept;

/// Whether that process made the pipe.
[[nodiscard]] bool isServedBy(const Handle& pipe, DWORD process) noexcept;

/// Opens a pipe of that name, waiting for it to appear where told to.
[[nodiscard]] Dialled openPipe(const wchar_t* name, DWORD patienceMs, HANDLE quit) noexcept;

}  // namespace latchkey
