#pragma once

#include "flow/step.h"

namespace latchkey {

/// Every list full, every text at its cap.
inline Step largestStep() {
  const auto full = [](std::size_t length) { return std::u16string(length, u'\u00E9'); };
  Step step;
  step.kind = StepKind::newPassword;
  step.gate = step.of = cap::kGates;
  step.title = full(cap::kTitle);
  step.text = full(cap::kText);
  step.refusal = full(cap::kRefusal);
  step.helpdesk = full(cap::kHelpdesk);
  step.choice = Choice{full(cap::kLabel), std::vector<std::u16string>(cap::kOptions, full(cap::kOption))};
  step.inputs.assign(cap::kInputs,
                     {InputKind::newPassword, cap::kInputLength, full(cap::kLabel), full(cap::kHint)});
  step.submitLabel = full(cap::kLabel);
  step.links.assign(cap::kLinks, {ActionKind::keepPassword, cap::kWaitMs, full(cap::kLabel)});
  step.rules.assign(cap::kRules, {RuleState::broken, full(cap::kRule)});
  step.pollAfterMs = cap::kPollAtMostMs;
  return step;
}

inline Step smallStep() {
  Step step;
  step.kind = StepKind::answerChallenge;
  step.gate = 1;
  step.title = u"Code";
  step.text = u"Type the code.";
  step.inputs.push_back({InputKind::code, 6, u"Code", u"Six digits"});
  step.submitLabel = u"Continue";
  step.links.push_back({ActionKind::resend, 30000, u"Send a new code"});
  return step;
}

}  // namespace latchkey
