#pragma once

#include <windows.h>

#include <array>
#include <string>
#include <string_view>

#include "host/rulebook.h"
#include "host/text.h"

namespace latchkey::host {

/// Writes the report as JSON lines on standard output and counts what went wrong. Any thread.
class Ledger {
 public:
  void say(const JsonLine& line);
  void breach(Rule rule, std::string_view detail);
  /// An expectation of the script that was not met.
  void fail(std::string_view what);
  void atLine(int line) noexcept { line_ = line; }

  /// Takes the breaches of a rule as expected; says how many there were.
  int forgive(Rule rule);
  [[nodiscard]] int failures() noexcept;
  [[nodiscard]] int breaches() noexcept;
  /// `{"rule-name":count,…}` of those that are not forgiven.
  [[nodiscard]] std::string breachedRules();
  /// Whether exactly this rule was breached, any number of times.
  [[nodiscard]] bool onlyBreached(Rule rule) noexcept;

 private:
  SRWLOCK lock_ = SRWLOCK_INIT;
  std::array<int, kRules> breached_ = {};
  int failures_ = 0;
  int line_ = 0;
};

}  // namespace latchkey::host
