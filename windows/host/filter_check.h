#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "com/credential_provider.h"
#include "host/bench.h"
#include "host/provider_module.h"

namespace latchkey::host {

/// The list of providers that LogonUI shows a filter, and what the filter made of it.
struct Filtered {
  std::vector<GUID> providers;
  std::vector<BOOL> allowed;

  void add(const GUID& provider, bool isAllowed) {
    providers.push_back(provider);
    allowed.push_back(isAllowed ? TRUE : FALSE);
  }
  [[nodiscard]] bool allows(const GUID& provider) const noexcept;
};

/// Runs the filter of a class over the list, in the bench's scenario, and checks what it changed. `ours` is the
/// provider that stands in where the in-box one is hidden. False where the class has no filter.
bool runFilter(Bench& bench, ProviderModule& module, const GUID& filterClass, const GUID& ours, Filtered& list);

/// Hands the filter a remote logon; says what came out in one line.
void passRemoteLogon(Bench& bench, ProviderModule& module, const GUID& filterClass, const GUID& ours);

}  // namespace latchkey::host
