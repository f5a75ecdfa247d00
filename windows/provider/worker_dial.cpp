#include "provider/worker_dial.h"

#include <utility>

#include "provider/clsid.h"

namespace latchkey {
namespace {

constexpr DWORD kStartMs = 15000;
constexpr DWORD kPipeMs = 5000;
constexpr DWORD kLookMs = 300;
constexpr DWORD kPauseMs = 30;

bool statusOf(SC_HANDLE service, SERVICE_STATUS_PROCESS& status) noexcept {
  DWORD needed = 0;
  return QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status), sizeof status,
                              &needed) != FALSE;
}

/// The process of the running service, or 0 with the Windows error in `error`.
DWORD startedProcess(SC_HANDLE service, bool mayStart, HANDLE quit, DWORD& error) noexcept {
  const ULONGLONG began = GetTickCount64();
  bool wasStarted = false;
  for (;;) {
    SERVICE_STATUS_PROCESS status = {};
    if (!statusOf(service, status)) {
      error = GetLastError();
      return 0;
    }
    if (status.dwCurrentState == SERVICE_RUNNING) return status.dwProcessId;
    if (!mayStart) return 0;
    if (status.dwCurrentState == SERVICE_STOPPED) {
      // Stopped again after we started it: it failed, and its own exit code says why.
      error = wasStarted ? status.dwWin32ExitCode : ERROR_SUCCESS;
      if (wasStarted) return 0;
      wasStarted = true;
      if (!StartServiceW(service, 0, nullptr) && GetLastError() != ERROR_SERVICE_ALREADY_RUNNING) {
        error = GetLastError();
        return 0;
      }
    }
    error = ERROR_SERVICE_REQUEST_TIMEOUT;
    if (GetTickCount64() - began > kStartMs || WaitForSingleObject(quit, kPauseMs) == WAIT_OBJECT_0) return 0;
  }
}

}  // namespace

Dialled dialWorker(bool mayStart, HANDLE quit) noexcept {
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  if (!manager) return failedDial(Failure::workerNotStarted, GetLastError());
  const DWORD rights = SERVICE_QUERY_STATUS | (mayStart ? SERVICE_START : 0);
  const ServiceHandle service(OpenServiceW(manager.get(), kWorkerService, rights));
  if (!service) return failedDial(Failure::workerNotStarted, GetLastError());
  DWORD error = ERROR_SUCCESS;
  const DWORD process = startedProcess(service.get(), mayStart, quit, error);
  if (process == 0) return failedDial(Failure::workerNotStarted, error);
  Dialled dialled = openPipe(kWorkerPipe, mayStart ? kPipeMs : kLookMs, quit);
  if (!dialled.pipe) return dialled;
  // Whoever made the pipe before the service did would get the next password typed here.
  SERVICE_STATUS_PROCESS status = {};
  const bool isOurs = statusOf(service.get(), status) && status.dwProcessId != 0 &&
                      isServedBy(dialled.pipe, status.dwProcessId);
  return isOurs ? std::move(dialled) : failedDial(Failure::workerNotOurs, 0);
}

}  // namespace latchkey
