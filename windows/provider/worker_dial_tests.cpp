// The dialling of the host tests, which have no service: a pipe by name, and a program that makes it. The release
// DLL has none of this; scripts/check-imports.sh looks for these names in it.
#include <string>
#include <utility>

#include "provider/test_environment.h"
#include "provider/worker_dial.h"

namespace latchkey {
namespace {

constexpr DWORD kLookMs = 100;
constexpr DWORD kStartMs = 8000;

bool startProgram(const std::wstring& program, const std::wstring& pipe) noexcept {
  std::wstring line = L"\"" + program + L"\" --pipe " + pipe;
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  PROCESS_INFORMATION made = {};
  if (!CreateProcessW(program.c_str(), &line[0], nullptr, nullptr, FALSE, CREATE_NO_WINDOW, nullptr, nullptr, &start,
                      &made))
    return false;
  const Handle thread(made.hThread);
  const Handle process(made.hProcess);
  return true;
}

/// A number that a script sets; 0 where it sets none.
DWORD numberOf(const wchar_t* name) { return static_cast<DWORD>(wcstoul(testValue(name).c_str(), nullptr, 10)); }

/// What the Service Control Manager would say of who listens, where a script plays it.
Dialled checked(Dialled dialled) {
  const DWORD service = numberOf(L"LATCHKEY_SERVICE_PROCESS");
  if (!dialled.pipe || service == 0 || isServedBy(dialled.pipe, service)) return dialled;
  return failedDial(Failure::workerNotOurs, 0);
}

}  // namespace

Dialled dialWorker(bool mayStart, HANDLE quit) noexcept {
  const DWORD refused = numberOf(L"LATCHKEY_SERVICE_ERROR");
  if (refused != 0) return failedDial(Failure::workerNotStarted, refused);
  const std::wstring pipe = testValue(L"LATCHKEY_PIPE");
  const std::wstring program = testValue(L"LATCHKEY_WORKER");
  Dialled dialled = openPipe(pipe.c_str(), kLookMs, quit);
  if (dialled.pipe || !mayStart || program.empty()) return checked(std::move(dialled));
  if (!startProgram(program, pipe)) {
    dialled.detail = GetLastError();
    return dialled;
  }
  return openPipe(pipe.c_str(), kStartMs, quit);
}

}  // namespace latchkey
