#include "worker/service.h"

#include <windows.h>

#include <memory>

#include "provider/clsid.h"
#include "worker/access.h"
#include "worker/confinement.h"
#include "worker/event_log.h"
#include "worker/own_token.h"
#include "worker/pipe_door.h"
#include "worker/worker.h"

namespace latchkey {
namespace {

#ifdef LATCHKEY_WORKER_TESTS
constexpr DWORD kIdleMs = 3000;
#else
constexpr DWORD kIdleMs = 2 * 60 * 1000;
#endif
constexpr DWORD kPatienceMs = 10000;

/// One run of the service, on the thread that the dispatcher makes for it.
class Service {
 public:
  void run() {
    status_ = RegisterServiceCtrlHandlerExW(kWorkerService, control, this);
    if (status_ == nullptr) return;
    report(SERVICE_START_PENDING, ERROR_SUCCESS);
    DWORD error = prepare();
    if (error == ERROR_SUCCESS) {
      report(SERVICE_RUNNING, ERROR_SUCCESS);
      worker_->run(std::move(door_), false);
      // The control handler may still be called; it finds nothing to stop any more.
      const Locked locked(lock_);
      worker_.reset();
    }
    report(SERVICE_STOPPED, error);
  }

 private:
  /// Fails closed: a worker that is more than it should be serves nobody.
  DWORD prepare() {
    dropPrivileges();
#ifndef LATCHKEY_WORKER_TESTS
    if (const TokenTrust trust = trustOwnToken(); trust != TokenTrust::good)
      return refuse(L"token", ERROR_PRIVILEGE_NOT_HELD, static_cast<DWORD>(trust));
#endif
    job_ = confineSelf();
    if (!job_) return refuse(L"job", GetLastError(), GetLastError());
    DWORD error = ERROR_SUCCESS;
    door_ = openPipeDoor(kWorkerPipe, pipeAccess(), error);
    if (door_.empty()) {
      events_.say(worker_event::kPipeTaken, L"pipe", error);
      return error;
    }
    const Locked locked(lock_);
    worker_ = std::make_unique<Worker>(events_, kIdleMs);
    return ERROR_SUCCESS;
  }

  DWORD refuse(const wchar_t* what, DWORD error, DWORD detail) {
    events_.say(worker_event::kNotStarted, what, detail);
    return error == ERROR_SUCCESS ? ERROR_GEN_FAILURE : error;
  }

  static DWORD WINAPI control(DWORD what, DWORD kind, void* facts, void* self) noexcept {
    return static_cast<Service*>(self)->obey(what, kind, facts);
  }

  DWORD obey(DWORD what, DWORD kind, void* facts) noexcept try {
    const Locked locked(lock_);
    switch (what) {
      case SERVICE_CONTROL_INTERROGATE: return NO_ERROR;
      case SERVICE_CONTROL_STOP:
      case SERVICE_CONTROL_SHUTDOWN:
        if (worker_) {
          report(SERVICE_STOP_PENDING, ERROR_SUCCESS);
          worker_->stop();
        }
        return NO_ERROR;
      case SERVICE_CONTROL_SESSIONCHANGE:
        if (worker_ && kind == WTS_SESSION_LOGOFF)
          worker_->sessionEnded(static_cast<WTSSESSION_NOTIFICATION*>(facts)->dwSessionId);
        return NO_ERROR;
      default: return ERROR_CALL_NOT_IMPLEMENTED;
    }
  } catch (...) {
    return ERROR_NOT_ENOUGH_MEMORY;
  }

  void report(DWORD state, DWORD error) noexcept {
    SERVICE_STATUS status = {};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    const bool isRunning = state == SERVICE_RUNNING;
    status.dwControlsAccepted =
        isRunning ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN | SERVICE_ACCEPT_SESSIONCHANGE : 0;
    status.dwWin32ExitCode = error;
    status.dwWaitHint = isRunning || state == SERVICE_STOPPED ? 0 : kPatienceMs;
    SetServiceStatus(status_, &status);
  }

  SERVICE_STATUS_HANDLE status_ = nullptr;
  EventLog events_;
  Handle job_;
  std::vector<Handle> door_;
  SRWLOCK lock_ = SRWLOCK_INIT;
  std::unique_ptr<Worker> worker_;
};

void WINAPI serviceMain(DWORD, wchar_t**) noexcept {
  try {
    Service().run();
  } catch (...) {
    // Out of memory before there was anything to serve with; the manager sees the process end.
    TerminateProcess(GetCurrentProcess(), ERROR_NOT_ENOUGH_MEMORY);
  }
}

}  // namespace

int runService() {
  wchar_t name[] = L"LatchkeyWorker";
  const SERVICE_TABLE_ENTRYW table[] = {{name, serviceMain}, {nullptr, nullptr}};
  return StartServiceCtrlDispatcherW(table) ? 0 : static_cast<int>(GetLastError());
}

}  // namespace latchkey
