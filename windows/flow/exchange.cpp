#include "flow/exchange.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "flow/instant.h"
#include "flow/network_failure.h"
#include "flow/step_json.h"

namespace latchkey {
namespace {

// An attempt of less would only fail in another way.
constexpr std::uint32_t kLeastAttemptMs = 2000;

using Outcome = std::variant<HttpResponse, NetworkFault>;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool isMediaType(std::string_view value, std::string_view type) noexcept {
  if (value.size() < type.size()) return false;
  for (std::size_t i = 0; i < type.size(); ++i) {
    if (lower(value[i]) != type[i]) return false;
  }
  return value.size() == type.size() || value[type.size()] == ';' || value[type.size()] == ' ';
}

// The server itself waited for the directory already, and its answer tells the person what to do.
bool isAboutDirectory(const HttpResponse& response) noexcept {
  if (!isProblemDocument(response)) return false;
  const auto problem = parseProblem(response.body, response.date);
  const auto* document = std::get_if<ProblemDocument>(&problem);
  return document != nullptr && document->kind == "directory-unavailable";
}

std::optional<std::uint32_t> waitAfter(const Outcome& outcome, Repeatable repeatable, int attempt) noexcept {
  if (const auto* fault = std::get_if<NetworkFault>(&outcome)) {
    const auto kind = fault->neverSent ? Repeatable::always : repeatable;
    return waitBeforeRetry(fault->failure, kind, attempt, 0);
  }
  const HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  if (response.status < 400 || isAboutDirectory(response)) return std::nullopt;
  // Of a gateway's 502 or 504 nobody knows whether the server saw the request; 503 comes from whoever refused
  // it.
  const bool mayHaveArrived = response.status != 503 && repeatable == Repeatable::ifNeverSent;
  if (mayHaveArrived) return std::nullopt;
  const std::uint32_t seconds = secondsOfRetryAfter(response.retryAfter);
  return waitBeforeRetry(failureOfStatus(response.status), repeatable, attempt, seconds * 1000);
}

}  // namespace

Outcome exchange(Transport& transport, Clock& clock, const HttpRequest& request, Repeatable repeatable) {
  const std::uint64_t deadline = clock.nowMs() + request.budgetMs;
  for (int attempt = 1;; ++attempt) {
    const std::uint64_t now = clock.nowMs();
    const std::uint64_t left = deadline > now ? deadline - now : 0;
    Outcome outcome = transport.send(request, static_cast<std::uint32_t>(left));
    const auto wait = waitAfter(outcome, repeatable, attempt);
    if (!wait || clock.nowMs() + *wait + kLeastAttemptMs > deadline) return outcome;
    if (!clock.pause(*wait)) return NetworkFault{Failure::cancelled, 0, false};
  }
}

bool isProblemDocument(const HttpResponse& response) noexcept {
  return isMediaType(response.contentType, "application/problem+json");
}

Failure failureOfAnswer(const HttpResponse& response) noexcept {
  if (response.status != 200 && response.status != 201) return failureOfStatus(response.status);
  if (response.body.size() > kMostAnswerBytes) return Failure::answerTooLarge;
  if (isMediaType(response.contentType, "application/json")) return Failure::none;
  // Networks answer in the place of others with a page of their own and 200.
  return isMediaType(response.contentType, "text/html") ? Failure::captivePortal : Failure::unexpectedAnswer;
}

}  // namespace latchkey
