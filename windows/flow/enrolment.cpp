#include "flow/enrolment.h"

#include <utility>

#include "flow/base64.h"
#include "flow/exchange.h"
#include "flow/json_body.h"
#include "flow/network_failure.h"
#include "flow/requests.h"

namespace latchkey {
namespace {

void writeKey(JsonBody& body, const MachinePublicKey& key) {
  body.open("key");
  body.member("kty", std::string_view("EC"));
  body.member("crv", std::string_view("P-256"));
  body.member("x", std::string_view(base64UrlOf(key.x.data(), key.x.size())));
  body.member("y", std::string_view(base64UrlOf(key.y.data(), key.y.size())));
  body.close();
}

}  // namespace

std::optional<HttpRequest> enrolRequest(const Newcomer& newcomer) {
  JsonBody body;
  writeKey(body, newcomer.key);
  const std::string name = wireNameOf(newcomer.name);
  body.member("name", std::string_view(name.empty() ? "PC" : name));
  if (isWireOs(newcomer.os)) body.member("os", std::u16string_view(newcomer.os));
  if (!newcomer.version.empty()) body.member("version", std::string_view(newcomer.version));
  if (!newcomer.code.empty()) body.member("code", newcomer.code.view());
  if (!body.isGood()) return std::nullopt;
  HttpRequest request;
  request.method = "POST";
  request.path = "/api/v1/machines";
  request.signing = Signing::asNewcomer;
  request.headers.push_back({"Accept", SecretBuffer("application/json, application/problem+json")});
  request.headers.push_back({"Content-Type", SecretBuffer("application/json")});
  request.body = body.finish();
  return request;
}

std::variant<Enrolled, NotEnrolled> enrolmentOf(const std::variant<HttpResponse, NetworkFault>& outcome) noexcept {
  if (const auto* fault = std::get_if<NetworkFault>(&outcome)) return NotEnrolled{fault->failure, fault->detail, false};
  const HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  const auto status = static_cast<std::uint32_t>(response.status);
  const Failure failure = failureOfAnswer(response);
  // 400 is about what was told, a code of the wrong shape above all; a 400 of a proxy's is no problem document.
  if (failure != Failure::none) return NotEnrolled{failure, status, status == 400 && isProblemDocument(response)};
  auto enrolled = parseEnrolled(response.body);
  if (!enrolled) return NotEnrolled{Failure::answerMalformed, status, false};
  return std::move(*enrolled);
}

bool isCodeRefused(const std::variant<Enrolled, NotEnrolled>& result) noexcept {
  if (const auto* enrolled = std::get_if<Enrolled>(&result)) return enrolled->state != MachineState::trusted;
  return std::get_if<NotEnrolled>(&result)->isForGood;
}

bool isCodeSpent(const std::variant<Enrolled, NotEnrolled>& result) noexcept {
  return std::holds_alternative<Enrolled>(result) || isCodeRefused(result);
}

}  // namespace latchkey
