#include "worker/tests_mode.h"

#include <windows.h>

#include <cstdlib>
#include <cwchar>

#include "worker/confinement.h"
#include "worker/own_token.h"
#include "worker/pipe_door.h"
#include "worker/worker.h"

namespace latchkey {
namespace {

constexpr DWORD kIdleMs = 20000;
constexpr int kUsage = 64;
constexpr int kPipeTaken = 3;
// There is no service SID in a test.
constexpr wchar_t kAccess[] = L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)";

}  // namespace

int runForTests(const wchar_t* how, const wchar_t* what) {
  const bool isByName = std::wcscmp(how, L"--pipe") == 0;
  if (!isByName && std::wcscmp(how, L"/pipe-handles") != 0) return kUsage;
  dropPrivileges();
  const Handle job = confineSelf();
  DWORD error = ERROR_SUCCESS;
  std::vector<Handle> pipes;
  if (isByName)
    pipes = openPipeDoor(what, kAccess, error);
  else
    pipes.push_back(Handle(reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(std::wcstoul(what, nullptr, 10)))));
  if (pipes.empty() || !pipes.front()) return kPipeTaken;
  EventLog events;
  Worker(events, kIdleMs).run(std::move(pipes), !isByName);
  return 0;
}

}  // namespace latchkey
