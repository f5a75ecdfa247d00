#include "worker/keeper.h"

#include <windows.h>

#include "provider/clsid.h"
#include "provider/handles.h"
#include "provider/registry.h"
#include "worker/event_log.h"
#include "worker/machine_record.h"
#include "worker/own_token.h"
#include "worker/pc_identity.h"
#include "worker/signer.h"

namespace latchkey {
namespace {

bool hasOwnKey(const Sha256& pc, const MachineRecord& record) {
  return record.pc == pc && openMachineKey() != nullptr;
}

DWORD makeOwnKey(const Sha256& pc) {
  EventLog events;
  const auto store = makeMachineKey();
  const DWORD error = store ? ERROR_SUCCESS : GetLastError();
  if (store && beginMachineRecord(pc, *store)) return ERROR_SUCCESS;
  events.say(worker_event::kNoMachineKey, L"", error);
  return error == ERROR_SUCCESS ? ERROR_GEN_FAILURE : error;
}

/// Also where policy names another server by now: an id is good at one only.
bool isEnrolmentDue(const Configuration& configuration, const MachineRecord& record) {
  if (!configuration.isUsable()) return false;
  return record.id.empty() || record.server != configuration.serverUrl->text() || readFleetCode().isThere;
}

/// Enrolling takes the network, which is the worker's to speak to.
void startWorker() {
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  const ServiceHandle service(OpenServiceW(manager.get(), kWorkerService, SERVICE_START));
  if (service) StartServiceW(service.get(), 0, nullptr);
}

DWORD keep() {
#ifndef LATCHKEY_WORKER_TESTS
  if (!isSystem()) return ERROR_ACCESS_DENIED;
#endif
  const auto pc = ownFingerprint();
  if (!pc) return ERROR_NOT_FOUND;
  if (!hasOwnKey(*pc, readMachineRecord())) {
    if (const DWORD error = makeOwnKey(*pc); error != ERROR_SUCCESS) return error;
  }
  if (isEnrolmentDue(readConfiguration(), readMachineRecord())) startWorker();
  return ERROR_SUCCESS;
}

void report(SERVICE_STATUS_HANDLE handle, DWORD state, DWORD error) noexcept {
  SERVICE_STATUS status = {};
  status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
  status.dwCurrentState = state;
  status.dwWin32ExitCode = error;
  SetServiceStatus(handle, &status);
}

// There is nothing to stop: it is over before anybody could ask.
DWORD WINAPI control(DWORD what, DWORD, void*, void*) noexcept {
  return what == SERVICE_CONTROL_INTERROGATE ? NO_ERROR : ERROR_CALL_NOT_IMPLEMENTED;
}

void WINAPI serviceMain(DWORD, wchar_t**) noexcept {
  const SERVICE_STATUS_HANDLE handle = RegisterServiceCtrlHandlerExW(kKeeperService, control, nullptr);
  if (handle == nullptr) return;
  // Running at once: a TPM may take seconds over a key, and whoever starts services at boot must not wait for it.
  report(handle, SERVICE_RUNNING, ERROR_SUCCESS);
  DWORD error = ERROR_NOT_ENOUGH_MEMORY;
  try {
    error = keep();
  } catch (...) {
    // Out of memory; the next start of the PC tries again.
  }
  report(handle, SERVICE_STOPPED, error);
}

}  // namespace

int runKeeper() {
  wchar_t name[] = L"LatchkeyKeeper";
  const SERVICE_TABLE_ENTRYW table[] = {{name, serviceMain}, {nullptr, nullptr}};
  if (StartServiceCtrlDispatcherW(table)) return 0;
  const DWORD error = GetLastError();
  return static_cast<int>(error == ERROR_FAILED_SERVICE_CONTROLLER_CONNECT ? keep() : error);
}

#ifdef LATCHKEY_WORKER_TESTS
int keepForTests() { return static_cast<int>(keep()); }
#endif

}  // namespace latchkey
