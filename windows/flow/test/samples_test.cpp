#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "flow/message.h"
#include "flow/step_json.h"

using namespace latchkey;

namespace {

// The server's tests write these files; reading them here keeps the two languages at one wire.
std::map<std::string, std::string> samples(const std::string& prefix) {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(SAMPLES)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(prefix, 0) != 0 || entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    found[name] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  REQUIRE_FALSE(found.empty());
  return found;
}

bool isCut(const std::u16string& text) { return !text.empty() && text.back() == u'\u2026'; }

}  // namespace

TEST_CASE("every step of the samples is read whole and travels over the pipe") {
  for (const auto& sample : samples("step-")) {
    CAPTURE(sample.first);
    const auto parsed = parseStep(sample.second, "");
    REQUIRE(std::holds_alternative<ServerStep>(parsed));
    const Step& shown = std::get<ServerStep>(parsed).shown;
    CHECK_FALSE(isCut(shown.title));
    CHECK_FALSE(isCut(shown.text));
    CHECK_FALSE(isCut(shown.refusal));
    CHECK_FALSE(isCut(shown.helpdesk));
    for (const Rule& rule : shown.rules) CHECK_FALSE(isCut(rule.text));
    for (const Input& input : shown.inputs) CHECK_FALSE(isCut(input.hint));
    CHECK(encode(1, ToProvider(StepShown{1, false, shown})));
  }
}

TEST_CASE("the samples of a start and of a current step are read") {
  const auto started = samples("flow-started");
  CHECK(std::holds_alternative<Started>(parseStarted(started.begin()->second, "")));
  const auto current = samples("current-step");
  CHECK(std::holds_alternative<ServerStep>(parseCurrentStep(current.begin()->second, "")));
}

TEST_CASE("every problem of the samples is read, with its kind") {
  for (const auto& sample : samples("problem-")) {
    CAPTURE(sample.first);
    const auto parsed = parseProblem(sample.second, "");
    REQUIRE(std::holds_alternative<ProblemDocument>(parsed));
    CHECK("problem-" + std::get<ProblemDocument>(parsed).kind + ".json" == sample.first);
    CHECK_FALSE(std::get<ProblemDocument>(parsed).request.empty());
  }
}
