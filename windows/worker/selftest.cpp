#include "worker/selftest.h"

#include <windows.h>

#include <cstdio>
#include <utility>

#include "flow/utf.h"
#include "provider/registry.h"

namespace latchkey {
namespace {

const char* reasonOf(Why why) noexcept {
  switch (why) {
    case Why::wrongType: return "has the wrong registry type";
    case Why::notAllowed: return "is none of the allowed values";
    case Why::tooLong: return "is too long";
    case Why::badUrl: return "is no https address of a server without a path";
    case Why::badPin: return "is no list of base64 SHA-256 pins";
    case Why::badProxy: return "is not auto, direct or host:port";
  }
  return "is wrong";
}

const char* wordOf(Verdict verdict) noexcept {
  if (verdict == Verdict::good) return "ok";
  return verdict == Verdict::attention ? "look" : "WRONG";
}

}  // namespace

std::vector<Finding> findingsOfConfiguration(const Configuration& configuration) {
  std::vector<Finding> findings;
  for (const Mistake& mistake : configuration.mistakes) {
    const auto name = utf8From(nameOf(mistake.setting)).value_or("?");
    const char* const key = mistake.source == Source::policy ? " (policy) " : " (SOFTWARE\\Latchkey) ";
    findings.push_back({Verdict::wrong, "configuration", name + key + reasonOf(mistake.why)});
  }
  if (!configuration.enabled)
    findings.push_back({Verdict::wrong, "configuration", "switched off: set Enabled to 1 or remove it"});
  if (!configuration.serverUrl) {
    findings.push_back({Verdict::wrong, "configuration",
                        "no address: set the policy ServerUrl, or install again with SERVER_URL=https://..."});
  } else if (configuration.isUsable()) {
    findings.push_back({Verdict::good, "configuration", configuration.serverUrl->text()});
  }
  return findings;
}

int runSelfTest() {
  const Configuration configuration = readConfiguration();
  int code = 0;
  const auto print = [&code](const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      if (finding.verdict == Verdict::wrong) code = 1;
      std::printf("%-5s  %-17s  %s\n", wordOf(finding.verdict), finding.about, finding.text.c_str());
    }
    std::fflush(stdout);
  };
  SetConsoleOutputCP(CP_UTF8);
  print(findingsOfConfiguration(configuration));
  print(findingsOfPc());
  print(findingsOfMachine(configuration));
  print(findingsOfNetwork(configuration));
  return code;
}

}  // namespace latchkey
