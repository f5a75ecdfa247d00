#include "flow/step.h"

#include <algorithm>

#include "flow/utf.h"

namespace latchkey {
namespace {

bool fits(const std::u16string& text, std::size_t cap) noexcept {
  return text.size() <= cap && isWellFormed(text);
}

bool isWithin(const Input& input) noexcept {
  const bool isKnown = input.kind >= InputKind::text && input.kind <= InputKind::newPassword;
  return isKnown && input.maxLength <= cap::kInputLength && fits(input.label, cap::kLabel) &&
         fits(input.hint, cap::kHint);
}

bool isWithin(const Choice& choice) noexcept {
  const auto fitsOption = [](const std::u16string& option) { return fits(option, cap::kOption); };
  return fits(choice.label, cap::kLabel) && choice.options.size() <= cap::kOptions &&
         std::all_of(choice.options.begin(), choice.options.end(), fitsOption);
}

bool isWithin(const Link& link) noexcept {
  // Submitting is the step's own button, never a link beside it.
  const bool isKnown = link.action > ActionKind::submit && link.action <= ActionKind::keepPassword;
  return isKnown && link.availableAfterMs <= cap::kWaitMs && fits(link.label, cap::kLabel);
}

bool isWithin(const Rule& rule) noexcept {
  return rule.state >= RuleState::open && rule.state <= RuleState::broken && fits(rule.text, cap::kRule);
}

template <typename Item>
bool areWithin(const std::vector<Item>& items, std::size_t most) noexcept {
  return items.size() <= most &&
         std::all_of(items.begin(), items.end(), [](const Item& item) { return isWithin(item); });
}

bool hasFittingTexts(const Step& step) noexcept {
  return fits(step.title, cap::kTitle) && fits(step.text, cap::kText) && fits(step.refusal, cap::kRefusal) &&
         fits(step.helpdesk, cap::kHelpdesk) && fits(step.submitLabel, cap::kLabel);
}

bool hasKnownNumbers(const Step& step) noexcept {
  const bool isKnown = step.kind >= StepKind::identify && step.kind <= StepKind::stopped;
  const bool polls = step.pollAfterMs >= cap::kPollAtLeastMs && step.pollAfterMs <= cap::kPollAtMostMs;
  return isKnown && step.gate <= cap::kGates && step.of <= cap::kGates && (step.pollAfterMs == 0 || polls);
}

}  // namespace

bool isWithinCaps(const Step& step) noexcept {
  return hasKnownNumbers(step) && hasFittingTexts(step) && (!step.choice || isWithin(*step.choice)) &&
         areWithin(step.inputs, cap::kInputs) && areWithin(step.links, cap::kLinks) &&
         areWithin(step.rules, cap::kRules);
}

bool offers(const Step& step, ActionKind action) noexcept {
  if (action == ActionKind::submit) return !step.submitLabel.empty();
  const auto isIt = [action](const Link& link) { return link.action == action; };
  return std::any_of(step.links.begin(), step.links.end(), isIt);
}

}  // namespace latchkey
