#pragma once

#include <windows.h>

#include <set>

#include "host/bench.h"

namespace latchkey::host {

/// The threads and message-only windows of this process before a provider was loaded, so that those it leaves
/// behind can be told apart.
class Leftovers {
 public:
  void noteBefore();
  /// Reports what is there now and was not before; threads get a moment to end.
  void check(Bench& bench) const;

 private:
  std::set<DWORD> threads_;
  std::set<HWND> windows_;
};

}  // namespace latchkey::host
