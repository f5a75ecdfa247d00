#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "flow/message.h"
#include "flow/secret_buffer.h"
#include "flow/step_json.h"
#include "flow/transport.h"

namespace latchkey {

/// What every request carries beside its own matter.
struct RequestFrame {
  Language language = Language::english;
  /// Ties the worker's request to what the event log says.
  std::string_view correlation;
  /// Empty before there is a flow.
  std::string_view flow;
  std::string_view token;
};

/// POST /api/v1/flows. Nothing where the name is ill-formed.
[[nodiscard]] std::optional<HttpRequest> startRequest(const RequestFrame& frame, const Start& start,
                                                      const Hello& hello, std::string_view version);
/// POST …/submissions. Nothing where the answer doesn't fit the step: another number of values, no such
/// option.
[[nodiscard]] std::optional<HttpRequest> submissionRequest(const RequestFrame& frame, const ServerStep& step,
                                                           const Answer& answer,
                                                           std::string_view idempotencyKey);
[[nodiscard]] HttpRequest currentStepRequest(const RequestFrame& frame);
[[nodiscard]] HttpRequest deleteRequest(const RequestFrame& frame);

}  // namespace latchkey
