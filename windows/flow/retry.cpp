#include "flow/retry.h"

namespace latchkey {
namespace {

bool isWorthRepeating(Failure failure) noexcept {
  switch (failure) {
    case Failure::nameNotResolved:
    case Failure::cannotConnect:
    case Failure::connectionReset:
    case Failure::timedOut:
    case Failure::maintenance: return true;
    default: return false;
  }
}

// A network card that just woke up needs a moment for its address.
constexpr std::uint32_t kFirstWaitMs = 500;
constexpr std::uint32_t kSecondWaitMs = 1500;

}  // namespace

std::optional<std::uint32_t> waitBeforeRetry(Failure failure, Repeatable repeatable, int attempt,
                                             std::uint32_t retryAfterMs) noexcept {
  if (attempt < 1 || attempt >= kMostAttempts || !isWorthRepeating(failure)) return std::nullopt;
  // A time-out has already used up the person's patience once.
  if (failure == Failure::timedOut && attempt > 1) return std::nullopt;
  // Whoever saw the connection break can't know how far the request came: of a start that could make two
  // flows.
  const bool mayHaveArrived = failure == Failure::connectionReset || failure == Failure::timedOut;
  if (repeatable == Repeatable::ifNeverSent && mayHaveArrived) return std::nullopt;
  if (retryAfterMs > kLongestWaitMs) return std::nullopt;
  const std::uint32_t own = attempt == 1 ? kFirstWaitMs : kSecondWaitMs;
  return retryAfterMs > own ? retryAfterMs : own;
}

}  // namespace latchkey
