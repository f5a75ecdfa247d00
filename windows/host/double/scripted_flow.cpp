#include "host/double/scripted_flow.h"

#include "flow/step_names.h"
#include "flow/utf.h"
#include "host/words.h"

namespace latchkey::worker_double {
namespace {

constexpr Name<Manner> kManners[] = {
    {"silent", Manner::silent}, {"garbage", Manner::garbage}, {"hang-up", Manner::hangUp},
    {"die", Manner::die},       {"problem", Manner::problem},
};

std::u16string wide(std::string_view text) { return utf16From(text).value_or(u"?"); }

/// `new`, `new refused Too short.`, `silent`, `problem 4 retry`.
bool readOutcome(Turn& turn, host::Words& words) {
  const std::string word = words.word();
  if (const auto manner = valueOf(kManners, word)) {
    turn.manner = *manner;
    if (turn.manner != Manner::problem) return true;
    turn.problem.failure = static_cast<Failure>(words.number());
    turn.problem.mayRetry = words.word() == "retry";
    return isFailure(static_cast<std::uint16_t>(turn.problem.failure));
  }
  turn.target = word;
  if (words.isEmpty()) return true;
  if (words.word() != "refused") return false;
  turn.refusal = wide(words.rest());
  return true;
}

bool readTurn(ScriptedStep& step, std::string_view rest) {
  host::Words words(rest);
  Turn turn;
  const auto action = valueOf(kActionNames, words.word());
  if (!action) return false;
  turn.action = *action;
  for (std::string word = words.word(); word != "->"; word = words.word()) {
    if (word == "option") {
      turn.option = static_cast<std::uint8_t>(words.number());
    } else if (word == "is") {
      turn.firstValue = wide(words.word());
    } else if (word == "shorter") {
      turn.shorterThan = static_cast<std::size_t>(words.number());
    } else {
      return false;
    }
  }
  if (!readOutcome(turn, words)) return false;
  step.turns.push_back(std::move(turn));
  return true;
}

bool readInput(Step& step, std::string_view rest) {
  host::Words words(rest);
  const auto kind = valueOf(kInputNames, words.word());
  if (!kind) return false;
  Input input;
  input.kind = *kind;
  input.maxLength = static_cast<std::uint16_t>(words.number());
  input.label = wide(words.rest());
  step.inputs.push_back(std::move(input));
  return true;
}

bool readLink(Step& step, std::string_view rest) {
  host::Words words(rest);
  const auto action = valueOf(kActionNames, words.word());
  if (!action) return false;
  Link link;
  link.action = *action;
  link.availableAfterMs = static_cast<std::uint32_t>(words.number());
  link.label = wide(words.rest());
  step.links.push_back(std::move(link));
  return true;
}

bool readGate(Step& step, std::string_view rest) {
  host::Words words(rest);
  step.gate = static_cast<std::uint8_t>(words.number());
  step.of = static_cast<std::uint8_t>(words.number());
  return true;
}

bool readAfter(ScriptedStep& step, std::string_view rest) {
  host::Words words(rest);
  step.afterMs = static_cast<std::uint32_t>(words.number());
  if (words.word() != "->") return false;
  step.afterTarget = words.word();
  return true;
}

bool fits(const Turn& turn, const Answer& answer) {
  if (turn.action != answer.action) return false;
  if (turn.option && *turn.option != answer.option) return false;
  const bool hasValue = !answer.values.empty();
  if (turn.firstValue && (!hasValue || answer.values[0].view() != *turn.firstValue)) return false;
  return !turn.shorterThan || (hasValue && answer.values[0].size() < *turn.shorterThan);
}

}  // namespace

bool ScriptedFlow::readLineOfStep(ScriptedStep& scripted, const std::string& word, std::string_view rest) {
  Step& step = scripted.step;
  if (word == "kind") {
    const auto kind = valueOf(kStepNames, rest);
    if (kind) step.kind = *kind;
    return kind.has_value();
  }
  if (word == "on") return readTurn(scripted, rest);
  if (word == "input") return readInput(step, rest);
  if (word == "link") return readLink(step, rest);
  if (word == "gate") return readGate(step, rest);
  if (word == "after") return readAfter(scripted, rest);
  if (word == "title") {
    step.title = wide(rest);
  } else if (word == "text") {
    step.text = wide(rest);
  } else if (word == "helpdesk") {
    step.helpdesk = wide(rest);
  } else if (word == "choice") {
    step.choice = Choice{wide(rest), {}};
  } else if (word == "option" && step.choice) {
    step.choice->options.push_back(wide(rest));
  } else if (word == "submit") {
    step.submitLabel = wide(rest);
  } else if (word == "rule") {
    step.rules.push_back({RuleState::open, wide(rest)});
  } else if (word == "delay") {
    scripted.delayMs = static_cast<std::uint32_t>(host::Words(rest).number());
  } else if (word == "poll") {
    step.pollAfterMs = static_cast<std::uint32_t>(host::Words(rest).number());
  } else {
    return false;
  }
  return true;
}

bool ScriptedFlow::readLine(std::string_view line) {
  host::Words words(line);
  const std::string word = words.word();
  if (word == "step") {
    steps_.emplace_back();
    steps_.back().name = words.rest();
    return !words.isEmpty();
  }
  if (word == "look" && steps_.empty()) {
    lookMs_ = static_cast<std::uint32_t>(words.number());
    return true;
  }
  return !steps_.empty() && readLineOfStep(steps_.back(), word, words.rest());
}

std::optional<std::string> ScriptedFlow::parse(std::string_view script) {
  int number = 0;
  while (!script.empty()) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    std::string_view line = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!readLine(line)) return "line " + std::to_string(number) + ": " + std::string(line);
  }
  for (const auto& scripted : steps_) {
    if (!isWithinCaps(scripted.step)) return "over a cap: " + scripted.name;
  }
  return std::nullopt;
}

const ScriptedStep& ScriptedFlow::named(std::string_view name) const {
  for (const auto& one : steps_) {
    if (one.name == name) return one;
  }
  return steps_.front();
}

const Turn* ScriptedFlow::turnFor(const ScriptedStep& step, const Answer& answer) {
  for (const auto& turn : step.turns) {
    if (fits(turn, answer)) return &turn;
  }
  return nullptr;
}

}  // namespace latchkey::worker_double
