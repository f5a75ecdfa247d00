#include "flow/step_record.h"

namespace latchkey {
namespace {

template <typename Enum>
std::uint8_t number(Enum value) noexcept {
  return static_cast<std::uint8_t>(value);
}

template <typename Enum>
Enum read(PayloadReader& in, Enum first, Enum last) noexcept {
  return static_cast<Enum>(in.within(number(first), number(last)));
}

void write(PayloadWriter& out, const Choice& choice) {
  out.text(choice.label, cap::kLabel);
  out.u8(static_cast<std::uint8_t>(choice.options.size()));
  for (const std::u16string& option : choice.options) out.text(option, cap::kOption);
}

void write(PayloadWriter& out, const Input& input) {
  out.u8(number(input.kind));
  out.u16(input.maxLength);
  out.text(input.label, cap::kLabel);
  out.text(input.hint, cap::kHint);
}

void write(PayloadWriter& out, const Link& link) {
  out.u8(number(link.action));
  out.u32(link.availableAfterMs);
  out.text(link.label, cap::kLabel);
}

void write(PayloadWriter& out, const Rule& rule) {
  out.u8(number(rule.state));
  out.text(rule.text, cap::kRule);
}

template <typename Item>
void writeEach(PayloadWriter& out, const std::vector<Item>& items) {
  out.u8(static_cast<std::uint8_t>(items.size()));
  for (const Item& item : items) write(out, item);
}

void readInto(PayloadReader& in, Choice& choice) {
  choice.label = in.shown(cap::kLabel);
  const std::uint8_t count = in.within(0, cap::kOptions);
  for (std::uint8_t i = 0; i < count && in.isGood(); ++i) choice.options.push_back(in.shown(cap::kOption));
}

void readInto(PayloadReader& in, Input& input) {
  input.kind = read(in, InputKind::text, InputKind::newPassword);
  input.maxLength = in.u16();
  input.label = in.shown(cap::kLabel);
  input.hint = in.shown(cap::kHint);
}

void readInto(PayloadReader& in, Link& link) {
  link.action = read(in, ActionKind::resend, ActionKind::keepPassword);
  link.availableAfterMs = in.u32();
  link.label = in.shown(cap::kLabel);
}

void readInto(PayloadReader& in, Rule& rule) {
  rule.state = read(in, RuleState::open, RuleState::broken);
  rule.text = in.shown(cap::kRule);
}

template <typename Item>
void readEach(PayloadReader& in, std::vector<Item>& items, std::uint8_t most) {
  const std::uint8_t count = in.within(0, most);
  for (std::uint8_t i = 0; i < count && in.isGood(); ++i) readInto(in, items.emplace_back());
}

void readTexts(PayloadReader& in, Step& step) {
  step.title = in.shown(cap::kTitle);
  step.text = in.shown(cap::kText);
  step.refusal = in.shown(cap::kRefusal);
  step.helpdesk = in.shown(cap::kHelpdesk);
}

}  // namespace

void writeStep(PayloadWriter& out, const Step& step) {
  if (!isWithinCaps(step)) return out.spoil();
  out.u8(number(step.kind));
  out.u8(step.gate);
  out.u8(step.of);
  out.text(step.title, cap::kTitle);
  out.text(step.text, cap::kText);
  out.text(step.refusal, cap::kRefusal);
  out.text(step.helpdesk, cap::kHelpdesk);
  out.u8(step.choice ? 1 : 0);
  if (step.choice) write(out, *step.choice);
  writeEach(out, step.inputs);
  out.text(step.submitLabel, cap::kLabel);
  writeEach(out, step.links);
  writeEach(out, step.rules);
  out.u32(step.pollAfterMs);
}

Step readStep(PayloadReader& in) {
  Step step;
  step.kind = read(in, StepKind::identify, StepKind::stopped);
  step.gate = in.within(0, cap::kGates);
  step.of = in.within(0, cap::kGates);
  readTexts(in, step);
  if (in.within(0, 1) == 1) readInto(in, step.choice.emplace());
  readEach(in, step.inputs, cap::kInputs);
  step.submitLabel = in.shown(cap::kLabel);
  readEach(in, step.links, cap::kLinks);
  readEach(in, step.rules, cap::kRules);
  step.pollAfterMs = in.u32();
  if (!isWithinCaps(step)) in.spoil();
  return step;
}

}  // namespace latchkey
