// service_hand install EXE | start | wait MS | stop | state | remove: the worker's service in a Wine prefix; with -keeper
// behind the verb, the keeper's. Prints the state as the Service Control Manager tells it, and the exit code.
#include <windows.h>

#include <cstdio>
#include <cwchar>
#include <string>

#include "provider/clsid.h"
#include "provider/handles.h"

namespace latchkey {
namespace {

constexpr DWORD kPatienceMs = 15000;
constexpr int kUsage = 64;

SERVICE_STATUS_PROCESS statusOf(SC_HANDLE service) {
  SERVICE_STATUS_PROCESS status = {};
  DWORD needed = 0;
  QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status), sizeof status, &needed);
  return status;
}

/// Until the service is in that state, or in none that leads to another.
void await(SC_HANDLE service, DWORD state, DWORD patienceMs) {
  const ULONGLONG began = GetTickCount64();
  while (GetTickCount64() - began < patienceMs) {
    const DWORD now = statusOf(service).dwCurrentState;
    if (now == state) break;
    if (state == SERVICE_RUNNING && now == SERVICE_STOPPED) break;
    Sleep(50);
  }
}

/// Takes the ending off.
bool isOfKeeper(std::wstring& verb) {
  constexpr wchar_t kEnding[] = L"-keeper";
  const std::size_t at = verb.find(kEnding);
  if (at == std::wstring::npos) return false;
  verb.resize(at);
  return true;
}

int obey(std::wstring verb, const wchar_t* what) {
  const bool isKeeper = isOfKeeper(verb);
  const wchar_t* const name = isKeeper ? kKeeperService : kWorkerService;
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_ALL_ACCESS));
  if (verb == L"install") {
    const std::wstring line = isKeeper ? std::wstring(what) + L" /keeper" : what;
    const wchar_t* const account = isKeeper ? nullptr : L"NT AUTHORITY\\LocalService";
    const ServiceHandle made(CreateServiceW(manager.get(), name, name, SERVICE_ALL_ACCESS, SERVICE_WIN32_OWN_PROCESS,
                                            SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, line.c_str(), nullptr, nullptr,
                                            nullptr, account, nullptr));
    std::puts(made ? "installed" : "refused");
    return made ? 0 : 1;
  }
  const ServiceHandle service(OpenServiceW(manager.get(), name, SERVICE_ALL_ACCESS));
  if (!service) {
    std::puts("missing");
    return 1;
  }
  SERVICE_STATUS ended = {};
  if (verb == L"start" && StartServiceW(service.get(), 0, nullptr)) await(service.get(), SERVICE_RUNNING, kPatienceMs);
  if (verb == L"stop" && ControlService(service.get(), SERVICE_CONTROL_STOP, &ended))
    await(service.get(), SERVICE_STOPPED, kPatienceMs);
  if (verb == L"wait") await(service.get(), SERVICE_STOPPED, wcstoul(what, nullptr, 10));
  if (verb == L"remove") DeleteService(service.get());
  const SERVICE_STATUS_PROCESS status = statusOf(service.get());
  std::printf("state %lu exit %lu\n", status.dwCurrentState, status.dwWin32ExitCode);
  return 0;
}

}  // namespace
}  // namespace latchkey

int wmain(int count, wchar_t** words) {
  return count < 2 ? latchkey::kUsage : latchkey::obey(words[1], count > 2 ? words[2] : L"");
}
