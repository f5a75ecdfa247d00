#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "flow/message.h"
#include "flow/step_json.h"

using namespace latchkey;

namespace {

constexpr std::string_view kDate = "Tue, 29 Feb 2000 12:34:56 GMT";

// Whatever the server sends, a step that was taken can be sent on: the provider never gets one over its caps.
void mustTravel(const ServerStep& step) {
  const bool hasNames = step.inputNames.size() == step.shown.inputs.size();
  const bool hasValues = !step.shown.choice || step.optionValues.size() == step.shown.choice->options.size();
  if (!hasNames || !hasValues || !encode(1, ToProvider(StepShown{1, false, step.shown}))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  const std::string_view json(reinterpret_cast<const char*>(bytes), count);
  const auto step = parseStep(json, kDate);
  if (const auto* good = std::get_if<ServerStep>(&step)) mustTravel(*good);
  const auto current = parseCurrentStep(json, kDate);
  if (const auto* good = std::get_if<ServerStep>(&current)) mustTravel(*good);
  const auto started = parseStarted(json, kDate);
  if (const auto* good = std::get_if<Started>(&started)) mustTravel(good->step);
  const auto problem = parseProblem(json, kDate);
  if (const auto* good = std::get_if<ProblemDocument>(&problem)) {
    if (good->nextStep) mustTravel(*good->nextStep);
  }
  return 0;
}
