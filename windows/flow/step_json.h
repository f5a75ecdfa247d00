#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "flow/secret_buffer.h"
#include "flow/step.h"

namespace latchkey {

/// A step as the server sent it: what is shown, and what stays in the worker.
struct ServerStep {
  Step shown;
  std::string id;
  /// The wire's field names, in the order of `shown.inputs`.
  std::vector<std::string> inputNames;
  std::string choiceName;
  /// In the order of `shown.choice->options`.
  std::vector<std::string> optionValues;
};

enum class StepMistake : std::uint8_t {
  tooLarge,
  notJson,
  /// A member is missing or of another type, or an id has a character that ids don't have.
  wrongShape,
  unknownKind,
  unknownField,
  unknownAction,
  unknownState,
  /// More than one choice, two inputs, two links, eight options or twelve rules.
  tooMany,
  illFormedText,
  outOfMemory,
};

struct Started {
  std::string flow;
  SecretBuffer token;
  ServerStep step;
};

/// A problem document (RFC 9457), as far as the worker branches on it.
struct ProblemDocument {
  /// The last segment of `type`: `flow-expired`.
  std::string kind;
  /// The server's id of the request, for the event log.
  std::string request;
  std::optional<ServerStep> nextStep;
};

/// `date` is the answer's Date header: times in a step are the server's, and the PC's clock may be wrong.
[[nodiscard]] std::variant<ServerStep, StepMistake> parseStep(std::string_view json,
                                                              std::string_view date) noexcept;
/// The answer `{step}`.
[[nodiscard]] std::variant<ServerStep, StepMistake> parseCurrentStep(std::string_view json,
                                                                     std::string_view date) noexcept;
/// The answer `{flow, token, expiresAt, step}`.
[[nodiscard]] std::variant<Started, StepMistake> parseStarted(std::string_view json,
                                                              std::string_view date) noexcept;
[[nodiscard]] std::variant<ProblemDocument, StepMistake> parseProblem(std::string_view json,
                                                                      std::string_view date) noexcept;

}  // namespace latchkey
