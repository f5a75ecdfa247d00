#include "worker/pipe_wait.h"

namespace latchkey {

std::optional<DWORD> finishOverlapped(HANDLE pipe, OVERLAPPED& pending, bool began, HANDLE quit,
                                      DWORD patienceMs) noexcept {
  if (!began && GetLastError() != ERROR_IO_PENDING) return std::nullopt;
  const HANDLE either[] = {pending.hEvent, quit};
  const bool isDone = WaitForMultipleObjects(2, either, FALSE, patienceMs) == WAIT_OBJECT_0;
  if (!isDone) CancelIoEx(pipe, &pending);
  DWORD bytes = 0;
  const bool isWhole = GetOverlappedResult(pipe, &pending, &bytes, TRUE) != FALSE;
  if (!isDone || !isWhole) return std::nullopt;
  return bytes;
}

}  // namespace latchkey
