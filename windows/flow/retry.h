#pragma once

#include <cstdint>
#include <optional>

#include "flow/failure.h"

namespace latchkey {

/// How much harm a second copy of a request could do.
enum class Repeatable : std::uint8_t {
  /// A read, or a submission under an idempotency key.
  always,
  /// The start of a flow: only while it is certain that the first copy never reached the server.
  ifNeverSent,
};

constexpr int kMostAttempts = 3;
/// Past this the person is told at once instead of being kept waiting.
constexpr std::uint32_t kLongestWaitMs = 5000;

/// How long to wait before attempt number `attempt` + 1, or nothing where trying again by ourselves is wrong:
/// TLS failures, refusals and expired flows never, a `Retry-After` longer than five seconds never.
[[nodiscard]] std::optional<std::uint32_t> waitBeforeRetry(Failure failure, Repeatable repeatable,
                                                           int attempt, std::uint32_t retryAfterMs) noexcept;

}  // namespace latchkey
