#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "host/bench.h"

namespace latchkey::host {

/// Workers under a script's hand: those that it starts itself, and those that the provider started from this
/// process. Ends what it started when it goes.
class ChildProcesses {
 public:
  ChildProcesses() = default;
  ~ChildProcesses();
  ChildProcesses(const ChildProcesses&) = delete;
  ChildProcesses& operator=(const ChildProcesses&) = delete;

  /// Starts a program that ends with the script.
  [[nodiscard]] bool start(const std::wstring& commandLine);
  /// How many children of this process run, the script's own included.
  [[nodiscard]] static std::size_t running();
  /// Ends each of them at once, as a crash would; gives their number.
  static std::size_t kill();
  /// Starts a program and waits for it; false where it does not start or never ends.
  [[nodiscard]] static bool runToEnd(const std::wstring& commandLine);

 private:
  std::vector<Handle> started_;
};

}  // namespace latchkey::host
