#include "host/ledger.h"

#include <cstdio>
#include <utility>

#include "provider/handles.h"

namespace latchkey::host {

void Ledger::say(const JsonLine& line) {
  const std::string text = line.take() + "\n";
  const Locked hold(lock_);
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void Ledger::breach(Rule rule, std::string_view detail) {
  {
    const Locked hold(lock_);
    ++breached_[static_cast<std::size_t>(rule)];
  }
  say(JsonLine("breach")
          .text("rule", nameOf(rule))
          .text("promise", promiseOf(rule))
          .text("detail", detail)
          .number("line", line_));
}

void Ledger::fail(std::string_view what) {
  {
    const Locked hold(lock_);
    ++failures_;
  }
  say(JsonLine("fail").number("line", line_).text("what", what));
}

int Ledger::forgive(Rule rule) {
  const Locked hold(lock_);
  return std::exchange(breached_[static_cast<std::size_t>(rule)], 0);
}

int Ledger::failures() noexcept {
  const Locked hold(lock_);
  return failures_;
}

int Ledger::breaches() noexcept {
  const Locked hold(lock_);
  int sum = 0;
  for (const int one : breached_) sum += one;
  return sum;
}

std::string Ledger::breachedRules() {
  const Locked hold(lock_);
  std::string json = "{";
  for (std::size_t i = 0; i < kRules; ++i) {
    if (breached_[i] == 0) continue;
    if (json.size() > 1) json += ",";
    json += quoted(nameOf(static_cast<Rule>(i))) + ":" + std::to_string(breached_[i]);
  }
  return json + "}";
}

bool Ledger::onlyBreached(Rule rule) noexcept {
  const Locked hold(lock_);
  for (std::size_t i = 0; i < kRules; ++i) {
    if ((breached_[i] > 0) != (static_cast<Rule>(i) == rule)) return false;
  }
  return true;
}

}  // namespace latchkey::host
