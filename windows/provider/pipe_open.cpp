#include <utility>

#include "provider/worker_dial.h"

namespace latchkey {
namespace {

constexpr DWORD kPauseMs = 30;

}  // namespace

Dialled failedDial(Failure failure, DWORD detail) noexcept {
  Dialled dialled;
  dialled.failure = failure;
  dialled.detail = detail;
  return dialled;
}

bool isServedBy(const Handle& pipe, DWORD process) noexcept {
  ULONG server = 0;
  return GetNamedPipeServerProcessId(pipe.get(), &server) && server == process;
}

Dialled openPipe(const wchar_t* name, DWORD patienceMs, HANDLE quit) noexcept {
  const DWORD flags = FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION;
  const ULONGLONG began = GetTickCount64();
  for (;;) {
    Handle pipe(CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, flags, nullptr));
    const DWORD error = pipe ? ERROR_SUCCESS : GetLastError();
    if (pipe) {
      Dialled dialled;
      dialled.pipe = std::move(pipe);
      return dialled;
    }
    const bool maySoonBeThere = error == ERROR_FILE_NOT_FOUND || error == ERROR_PIPE_BUSY;
    const bool isOver = GetTickCount64() - began > patienceMs;
    if (!maySoonBeThere || isOver || WaitForSingleObject(quit, kPauseMs) == WAIT_OBJECT_0)
      return failedDial(Failure::workerNotStarted, error);
  }
}

}  // namespace latchkey
