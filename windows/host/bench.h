#pragma once

#include <windows.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "com/credential_provider.h"
#include "host/allocation_spy.h"
#include "host/call_watch.h"
#include "host/ledger.h"
#include "host/typed_secrets.h"

namespace latchkey::host {

/// What all parts of the play share: the report, the watchers, and the machine that is played.
struct Bench {
  Ledger ledger;
  AllocationSpy spy;
  CallWatch watch{ledger};
  TypedSecrets secrets;
  /// 7, 8, 81, 10 or 11.
  int os = 10;
  bool joined = true;
  bool verbose = false;
  /// Whether LogonUI dispatches messages of windows that are not its own.
  bool pumpsForeign = true;
  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario = CPUS_LOGON;
  DWORD sta = GetCurrentThreadId();
  HWND owner = nullptr;
  /// What LogonUI does within the next event of a field, once.
  std::function<void()> atNextEvent;

  [[nodiscard]] bool hasV2() const noexcept { return os >= 8; }
  [[nodiscard]] bool knowsDisabled() const noexcept { return os == 10 || os == 11; }

  /// Runs one call into the provider under the watchers.
  template <class Body>
  auto call(const char* name, Body&& body) {
    const AllocationSpy::Inside inside(spy);
    const CallWatch::Call timed(watch, name);
    return std::forward<Body>(body)();
  }

  /// Checks that a pointer from the provider is CoTaskMem; false where freeing it would be wrong.
  bool owns(void* block, const char* what);
  /// Takes a string over from the provider and frees it.
  [[nodiscard]] std::string take(LPWSTR text, const char* what);
};

}  // namespace latchkey::host
