#pragma once

#include <string>
#include <vector>

#include "flow/configuration.h"

namespace latchkey {

enum class Verdict { good, attention, wrong };

/// One line of the self-test: what was looked at, and what is there or what to do.
struct Finding {
  Verdict verdict;
  const char* about;
  std::string text;
};

[[nodiscard]] std::vector<Finding> findingsOfConfiguration(const Configuration& configuration);
/// Name, proxy, TLS and certificate, clock: talks to the server.
[[nodiscard]] std::vector<Finding> findingsOfNetwork(const Configuration& configuration);
/// Key, enrolment and fleet code, as this PC remembers them.
[[nodiscard]] std::vector<Finding> findingsOfMachine(const Configuration& configuration);
/// Version of Windows, service, registration, other vendors, policies, domain controller, log: reads this PC.
[[nodiscard]] std::vector<Finding> findingsOfPc();

/// `LatchkeyWorker.exe /selftest`: reads, changes nothing, prints a line each. 0, or 1 where something is wrong.
[[nodiscard]] int runSelfTest();

}  // namespace latchkey
