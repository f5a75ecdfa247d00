#include <windows.h>

#include <cstdio>
#include <cwchar>

#include "worker/confinement.h"
#include "worker/keeper.h"
#include "worker/selftest.h"
#include "worker/service.h"
#ifdef LATCHKEY_WORKER_TESTS
#include "worker/tests_mode.h"
#endif

namespace {

constexpr int kUsage = 64;

}  // namespace

int wmain(int count, wchar_t** words) {
  using namespace latchkey;
  hardenProcess();
  if (count == 2 && _wcsicmp(words[1], L"/selftest") == 0) return runSelfTest();
  if (count == 2 && _wcsicmp(words[1], L"/keeper") == 0) return runKeeper();
#ifdef LATCHKEY_WORKER_TESTS
  if (count == 2 && _wcsicmp(words[1], L"--keep") == 0) return keepForTests();
  if (count == 3) return runForTests(words[1], words[2]);
#endif
  const int error = count == 1 ? runService() : 0;
  if (count == 1 && error != ERROR_FAILED_SERVICE_CONTROLLER_CONNECT) return error;
  std::fputs("The reset service of this PC. Windows starts it; by hand: LatchkeyWorker.exe /selftest\n", stderr);
  return kUsage;
}
