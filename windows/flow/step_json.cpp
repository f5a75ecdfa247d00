#include "flow/step_json.h"

#include <utility>

#include "flow/json_view.h"
#include "flow/step_reader.h"
#include "flow/transport.h"

namespace latchkey {
namespace {

constexpr std::size_t kLongestToken = 256;

std::variant<Json, StepMistake> documentOf(std::string_view json) {
  if (json.size() > kMostAnswerBytes) return StepMistake::tooLarge;
  Json document = Json::parse(json.begin(), json.end(), nullptr, false);
  if (document.is_discarded()) return StepMistake::notJson;
  if (!document.is_object()) return StepMistake::wrongShape;
  return document;
}

std::variant<ServerStep, StepMistake> memberStep(const Json& document, std::string_view date) {
  const auto step = document.find("step");
  if (step == document.end()) return StepMistake::wrongShape;
  return StepReader(date).read(*step);
}

std::string lastSegment(const std::string& text, char separator) {
  const std::string last = text.substr(text.rfind(separator) + 1);
  return isId(last, "", kLongestId) ? last : std::string();
}

std::string optionalString(const Json& document, const char* name) {
  const auto at = document.find(name);
  return at != document.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

std::variant<ServerStep, StepMistake> parseStep(std::string_view json, std::string_view date) noexcept try {
  const auto document = documentOf(json);
  if (const auto* mistake = std::get_if<StepMistake>(&document)) return *mistake;
  return StepReader(date).read(std::get<Json>(document));
} catch (...) {
  return StepMistake::outOfMemory;
}

std::variant<ServerStep, StepMistake> parseCurrentStep(std::string_view json, std::string_view date) noexcept
    try {
  const auto document = documentOf(json);
  if (const auto* mistake = std::get_if<StepMistake>(&document)) return *mistake;
  return memberStep(std::get<Json>(document), date);
} catch (...) {
  return StepMistake::outOfMemory;
}

std::variant<Started, StepMistake> parseStarted(std::string_view json, std::string_view date) noexcept try {
  const auto document = documentOf(json);
  if (const auto* mistake = std::get_if<StepMistake>(&document)) return *mistake;
  Started started;
  started.flow = optionalString(std::get<Json>(document), "flow");
  std::string token = optionalString(std::get<Json>(document), "token");
  const bool isGood = isId(started.flow, "flw_", 4 + kLongestId) && isId(token, "", kLongestToken);
  started.token = SecretBuffer(token);
  wipeMemory(token.data(), token.size());
  if (!isGood) return StepMistake::wrongShape;
  auto step = memberStep(std::get<Json>(document), date);
  if (const auto* mistake = std::get_if<StepMistake>(&step)) return *mistake;
  started.step = std::get<ServerStep>(std::move(step));
  return started;
} catch (...) {
  return StepMistake::outOfMemory;
}

std::variant<ProblemDocument, StepMistake> parseProblem(std::string_view json, std::string_view date) noexcept
    try {
  const auto parsed = documentOf(json);
  if (const auto* mistake = std::get_if<StepMistake>(&parsed)) return *mistake;
  const Json& document = std::get<Json>(parsed);
  ProblemDocument problem;
  problem.kind = lastSegment(optionalString(document, "type"), '/');
  problem.request = lastSegment(optionalString(document, "instance"), ':');
  const auto next = document.find("nextStep");
  if (next == document.end()) return problem;
  auto step = StepReader(date).read(*next);
  if (auto* good = std::get_if<ServerStep>(&step)) problem.nextStep = std::move(*good);
  return problem;
} catch (...) {
  return StepMistake::outOfMemory;
}

}  // namespace latchkey
