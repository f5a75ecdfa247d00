#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "flow/failure.h"
#include "flow/secret_buffer.h"

namespace latchkey {

/// More than this of an answer is not read.
constexpr std::size_t kMostAnswerBytes = 65536;
constexpr std::uint32_t kRequestBudgetMs = 60000;
constexpr std::uint32_t kForgetBudgetMs = 10000;

struct Header {
  /// ASCII without line ends; never logged, as one of them is the token.
  std::string name;
  SecretBuffer value;
};

/// Whether the machine signs a request (decision 12).
enum class Signing : std::uint8_t {
  never,
  /// The start of a flow: a machine that the server doesn't know runs one all the same.
  ifPossible,
  /// What follows a start that was signed: the server takes it with that machine's signature only.
  always,
  /// An enrolment: signed without an id, as the server is about to give one.
  asNewcomer,
};

struct HttpRequest {
  const char* method = "GET";
  /// From the root, ASCII: the transport puts it behind the address that it was made for.
  std::string path;
  std::vector<Header> headers;
  /// UTF-8 JSON, or empty. May hold a password.
  SecretBuffer body;
  /// For all attempts together.
  std::uint32_t budgetMs = kRequestBudgetMs;
  Signing signing = Signing::never;
};

struct HttpResponse {
  int status = 0;
  /// At most kMostAnswerBytes.
  std::string body;
  /// Header values as they came, empty where absent.
  std::string contentType;
  std::string retryAfter;
  std::string date;
  std::string replayNonce{};
  /// Set by who signed the request.
  bool wasSigned = false;
};

struct NetworkFault {
  Failure failure = Failure::cannotConnect;
  /// The Windows error number.
  std::uint32_t detail = 0;
  /// Whether it is certain that no byte of the request reached the server.
  bool neverSent = false;
};

/// Whether a request that failed so may leave once more: a start that came through without its answer would begin a
/// second flow. Submissions have a key of their own, and all else changes nothing twice.
[[nodiscard]] inline bool maySendAgain(const HttpRequest& request, const NetworkFault& fault) noexcept {
  return fault.neverSent || request.signing != Signing::ifPossible;
}

/// One HTTPS server. `send` blocks on the worker's thread and follows no redirect; a cancel from another
/// thread is the implementation's own affair and ends `send` with `Failure::cancelled`. Certificate, name and
/// pins were checked before anything of the request left.
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual std::variant<HttpResponse, NetworkFault> send(const HttpRequest& request,
                                                                      std::uint32_t budgetMs) noexcept = 0;
};

}  // namespace latchkey
