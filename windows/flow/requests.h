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
  /// Whether the flow was begun by a signed request.
  bool isSigned = false;
};

/// A PC's name as the wire takes it: other characters than letters, digits, `_` and `-` become a hyphen.
[[nodiscard]] std::string wireNameOf(std::u16string_view name);
/// Whether the wire takes a version of Windows: `6.1.7601`, `10.0.20348-server`.
[[nodiscard]] bool isWireOs(std::u16string_view os) noexcept;

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
