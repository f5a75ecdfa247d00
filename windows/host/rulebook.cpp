#include "host/rulebook.h"

namespace latchkey::host {
namespace {

struct Entry {
  const char* name;
  const char* promise;
};

constexpr Entry kBook[] = {
#define LATCHKEY_RULE_ENTRY(id, name, promise) {name, promise},
    LATCHKEY_RULES(LATCHKEY_RULE_ENTRY)
#undef LATCHKEY_RULE_ENTRY
};

}  // namespace

const char* nameOf(Rule rule) noexcept { return kBook[static_cast<std::size_t>(rule)].name; }

const char* promiseOf(Rule rule) noexcept { return kBook[static_cast<std::size_t>(rule)].promise; }

std::optional<Rule> ruleNamed(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kRules; ++i) {
    if (name == kBook[i].name) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

}  // namespace latchkey::host
