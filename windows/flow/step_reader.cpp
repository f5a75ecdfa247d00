#include "flow/step_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "flow/drawable.h"
#include "flow/instant.h"
#include "flow/step_names.h"

namespace latchkey {
namespace {

constexpr std::string_view kFieldNames[] = {"username", "authenticator", "code",
                                            "answer",   "password",      "password-again"};

constexpr std::size_t kMostFields = cap::kInputs + 1;
constexpr std::size_t kMostActions = cap::kLinks + 1;
constexpr std::size_t kLongestOptionValue = 64;
// Where the server didn't say its own time: as long as it keeps resends apart.
constexpr std::uint32_t kUnknownWaitMs = 30000;

bool isIdChar(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

bool isId(std::string_view text, std::string_view prefix, std::size_t longest) noexcept {
  return text.size() > prefix.size() && text.size() <= longest && text.substr(0, prefix.size()) == prefix &&
         std::all_of(text.begin(), text.end(), isIdChar);
}

StepReader::StepReader(std::string_view date) noexcept : serverNow_(instantOfHttpDate(date)) {}

std::variant<ServerStep, StepMistake> StepReader::read(const Json& document) {
  JsonView step(document, mistake_);
  readHeading(step);
  for (const Json& field : step.list("fields", kMostFields)) readField(field);
  for (const Json& action : step.list("actions", kMostActions)) readAction(action);
  for (const Json& rule : step.list("rules", cap::kRules)) readRule(rule);
  readNested(step);
  if (mistake_) return *mistake_;
  if (!isWithinCaps(out_.shown)) return StepMistake::wrongShape;
  return std::move(out_);
}

void StepReader::readHeading(JsonView& step) {
  out_.id = step.string("id");
  if (!isId(out_.id, "stp_", kLongestId)) step.fail(StepMistake::wrongShape);
  const auto kind = valueOf(kStepNames, step.string("kind"));
  if (!kind) step.fail(StepMistake::unknownKind);
  out_.shown.kind = kind.value_or(StepKind::stopped);
  out_.shown.title = step.requiredLine("title", cap::kTitle);
  out_.shown.text = step.requiredText("text", cap::kText);
  const std::uint32_t poll = step.number("pollAfterMs", cap::kPollAtMostMs, 0);
  out_.shown.pollAfterMs = poll == 0 ? 0 : std::max(poll, cap::kPollAtLeastMs);
}

void StepReader::readNested(JsonView& step) {
  if (const Json* refusal = step.find("refusal"))
    out_.shown.refusal = JsonView(*refusal, mistake_).requiredText("text", cap::kRefusal);
  if (const Json* helpdesk = step.find("helpdesk")) readHelpdesk(JsonView(*helpdesk, mistake_));
  if (const Json* progress = step.find("progress")) {
    JsonView view(*progress, mistake_);
    out_.shown.gate = static_cast<std::uint8_t>(view.number("gate", cap::kGates, 0));
    out_.shown.of = static_cast<std::uint8_t>(view.number("of", cap::kGates, 0));
  }
}

// The address is plain text to copy from the screen: nothing there opens a browser. Half of one helps nobody.
void StepReader::readHelpdesk(JsonView helpdesk) {
  const std::u16string text = helpdesk.text("text", cap::kHelpdesk);
  const std::u16string url = helpdesk.line("url", cap::kHelpdesk);
  const std::size_t space = text.empty() || url.empty() ? 0 : 1;
  const bool fits = text.size() + space + url.size() <= cap::kHelpdesk;
  out_.shown.helpdesk = fits ? text + std::u16string(space, u' ') + url : text;
}

void StepReader::readField(const Json& document) {
  JsonView field(document, mistake_);
  const std::string& name = field.string("name");
  if (std::find(std::begin(kFieldNames), std::end(kFieldNames), name) == std::end(kFieldNames))
    field.fail(StepMistake::unknownField);
  const std::string& kind = field.string("kind");
  if (kind == "choice") return readChoice(field, name);
  const auto known = valueOf(kInputNames, kind);
  if (!known) field.fail(StepMistake::unknownField);
  if (out_.shown.inputs.size() == cap::kInputs) return field.fail(StepMistake::tooMany);
  Input& input = out_.shown.inputs.emplace_back();
  input.kind = known.value_or(InputKind::secret);
  input.label = field.requiredLine("label", cap::kLabel);
  input.hint = field.line("hint", cap::kHint);
  input.maxLength =
      static_cast<std::uint16_t>(field.number("maxLength", cap::kInputLength, cap::kInputLength));
  out_.inputNames.push_back(name);
}

void StepReader::readChoice(JsonView& field, const std::string& name) {
  if (out_.shown.choice) return field.fail(StepMistake::tooMany);
  Choice& choice = out_.shown.choice.emplace();
  choice.label = field.requiredLine("label", cap::kLabel);
  out_.choiceName = name;
  for (const Json& document : field.list("options", cap::kOptions)) {
    JsonView option(document, mistake_);
    const std::string& value = option.string("value");
    if (!isId(value, "", kLongestOptionValue)) option.fail(StepMistake::wrongShape);
    choice.options.push_back(option.requiredLine("label", cap::kOption));
    out_.optionValues.push_back(value);
  }
  if (choice.options.empty()) field.fail(StepMistake::wrongShape);
}

void StepReader::readAction(const Json& document) {
  JsonView action(document, mistake_);
  const auto kind = valueOf(kActionNames, action.string("name"));
  if (!kind) return action.fail(StepMistake::unknownAction);
  const std::u16string label = action.requiredLine("label", cap::kLabel);
  if (label.empty()) return action.fail(StepMistake::wrongShape);
  if (*kind == ActionKind::submit) {
    out_.shown.submitLabel = label;
  } else if (out_.shown.links.size() == cap::kLinks) {
    action.fail(StepMistake::tooMany);
  } else {
    out_.shown.links.push_back({*kind, waitOf(action), label});
  }
}

// A wait is told as a length and not as a moment, because the PC's clock may be wrong.
std::uint32_t StepReader::waitOf(JsonView& action) {
  if (action.find("availableAt") == nullptr) return 0;
  const auto at = instantOfRfc3339(action.string("availableAt"));
  if (!at) action.fail(StepMistake::wrongShape);
  if (!at || !serverNow_) return kUnknownWaitMs;
  const std::int64_t wait = std::max<std::int64_t>(0, *at - *serverNow_);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(wait, cap::kWaitMs));
}

void StepReader::readRule(const Json& document) {
  JsonView rule(document, mistake_);
  const auto state = valueOf(kRuleNames, rule.string("state"));
  if (!state) rule.fail(StepMistake::unknownState);
  out_.shown.rules.push_back({state.value_or(RuleState::open), rule.requiredLine("text", cap::kRule)});
}

}  // namespace latchkey
