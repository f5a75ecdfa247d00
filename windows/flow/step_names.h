#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "flow/step.h"

namespace latchkey {

/// A word of the protocol and what it stands for.
template <typename Value>
struct Name {
  std::string_view name;
  Value value;
};

// What packages/protocol calls the parts of a step. The worker reads them in JSON, the scripts of its double too.
inline constexpr Name<StepKind> kStepNames[] = {
    {"identify", StepKind::identify},
    {"choose-authenticator", StepKind::chooseAuthenticator},
    {"answer-challenge", StepKind::answerChallenge},
    {"new-password", StepKind::newPassword},
    {"done", StepKind::done},
    {"stopped", StepKind::stopped},
};
inline constexpr Name<InputKind> kInputNames[] = {
    {"text", InputKind::text},
    {"code", InputKind::code},
    {"secret", InputKind::secret},
    {"new-password", InputKind::newPassword},
};
inline constexpr Name<RuleState> kRuleNames[] = {
    {"open", RuleState::open},
    {"met", RuleState::met},
    {"broken", RuleState::broken},
};
inline constexpr Name<ActionKind> kActionNames[] = {
    {"submit", ActionKind::submit},
    {"resend", ActionKind::resend},
    {"other-authenticator", ActionKind::otherAuthenticator},
    {"keep-password", ActionKind::keepPassword},
};

/// What a word stands for; nothing where the table does not have it.
template <typename Value, std::size_t count>
[[nodiscard]] constexpr std::optional<Value> valueOf(const Name<Value> (&names)[count],
                                                     std::string_view name) noexcept {
  for (const auto& one : names) {
    if (one.name == name) return one.value;
  }
  return std::nullopt;
}

}  // namespace latchkey
