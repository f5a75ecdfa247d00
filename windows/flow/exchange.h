#pragma once

#include <variant>

#include "flow/clock.h"
#include "flow/failure.h"
#include "flow/retry.h"
#include "flow/transport.h"

namespace latchkey {

/// Sends a request, and again where that is harmless and may help (see retry.h), all within the request's
/// budget. A wait that was cut short by a cancel ends as `Failure::cancelled`.
[[nodiscard]] std::variant<HttpResponse, NetworkFault> exchange(Transport& transport, Clock& clock,
                                                                const HttpRequest& request,
                                                                Repeatable repeatable);

/// `none` for a JSON answer of 200 or 201, else what it means to the person.
[[nodiscard]] Failure failureOfAnswer(const HttpResponse& response) noexcept;

/// Whether the answer is a problem document (RFC 9457).
[[nodiscard]] bool isProblemDocument(const HttpResponse& response) noexcept;

}  // namespace latchkey
