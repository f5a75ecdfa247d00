#include "flow/requests.h"

#include <utility>

#include "flow/json_body.h"
#include "flow/utf.h"

namespace latchkey {
namespace {

constexpr std::string_view kFlows = "/api/v1/flows";
constexpr std::size_t kLongestName = 63;

void addHeader(HttpRequest& request, const char* name, std::string_view value) {
  request.headers.push_back({name, SecretBuffer(value)});
}

// A flow stays as it began, whatever this PC becomes meanwhile.
Signing signingOf(const RequestFrame& frame) noexcept {
  if (frame.flow.empty()) return Signing::ifPossible;
  return frame.isSigned ? Signing::always : Signing::never;
}

HttpRequest requestOf(const char* method, const RequestFrame& frame, std::string_view below) {
  HttpRequest request;
  request.method = method;
  request.path = kFlows;
  request.signing = signingOf(frame);
  if (!frame.flow.empty()) request.path.append("/").append(frame.flow).append(below);
  addHeader(request, "Accept", "application/json, application/problem+json");
  addHeader(request, "Accept-Language", frame.language == Language::french ? "fr" : "en");
  addHeader(request, "X-Correlation-Id", frame.correlation);
  if (frame.token.empty()) return request;
  SecretBuffer bearer("Bearer ");
  bearer.append(frame.token);
  request.headers.push_back({"Authorization", std::move(bearer)});
  return request;
}

std::string_view nameOf(Purpose purpose) noexcept {
  if (purpose == Purpose::unlock) return "unlock";
  return purpose == Purpose::change ? "change" : "reset";
}

std::string_view nameOf(ActionKind action) noexcept {
  switch (action) {
    case ActionKind::resend: return "resend";
    case ActionKind::otherAuthenticator: return "other-authenticator";
    case ActionKind::keepPassword: return "keep-password";
    default: return "submit";
  }
}

// What the wire takes of a PC's name; a name that it would refuse keeps nobody from a reset.
bool isNameUnit(char16_t c) noexcept {
  const bool isLetter = (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
  return isLetter || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-';
}

std::size_t digitsAt(std::u16string_view text, std::size_t at) noexcept {
  std::size_t count = 0;
  while (at + count < text.size() && text[at + count] >= u'0' && text[at + count] <= u'9') ++count;
  return count;
}

void writeClient(JsonBody& body, const Hello& hello, const Start& start, std::string_view version) {
  body.open("client");
  body.member("kind", std::string_view("windows-logon"));
  if (isWireOs(hello.os)) body.member("os", std::u16string_view(hello.os));
  if (!version.empty()) body.member("version", version);
  const std::string machine = wireNameOf(hello.machine);
  if (!machine.empty()) body.member("machine", std::string_view(machine));
  if (start.isOwnTile) body.member("tile", true);
  body.close();
}

bool writeValues(JsonBody& body, const ServerStep& step, const Answer& answer) {
  if (answer.action != ActionKind::submit) return answer.values.empty();
  if (answer.values.size() != step.inputNames.size()) return false;
  for (std::size_t i = 0; i < answer.values.size(); ++i)
    body.member(step.inputNames[i], answer.values[i].view());
  if (!step.shown.choice) return answer.option == kNoOption;
  if (answer.option >= step.optionValues.size()) return false;
  body.member(step.choiceName, std::string_view(step.optionValues[answer.option]));
  return true;
}

void addBody(HttpRequest& request, SecretBuffer body) {
  addHeader(request, "Content-Type", "application/json");
  request.body = std::move(body);
}

}  // namespace

// The wire's own pattern: `6.1.7601`, `10.0.20348-server`. A version that the server would refuse is left
// out, as nobody should be unable to reset because of it.
bool isWireOs(std::u16string_view os) noexcept {
  const std::size_t major = digitsAt(os, 0);
  const std::size_t minor = digitsAt(os, major + 1);
  const std::size_t build = digitsAt(os, major + minor + 2);
  const std::size_t end = major + minor + build + 2;
  const bool isCounted = major >= 1 && major <= 3 && minor >= 1 && minor <= 3 && build >= 1 && build <= 6;
  if (!isCounted || os[major] != u'.' || os[major + minor + 1] != u'.') return false;
  return os.size() == end || os.substr(end) == u"-server";
}

std::string wireNameOf(std::u16string_view name) {
  std::string wire;
  for (const char16_t unit : name.substr(0, kLongestName)) wire.push_back(isNameUnit(unit) ? static_cast<char>(unit) : '-');
  return wire;
}

std::optional<HttpRequest> startRequest(const RequestFrame& frame, const Start& start, const Hello& hello,
                                        std::string_view version) {
  JsonBody body;
  body.member("purpose", nameOf(start.purpose));
  if (!start.username.empty()) body.member("username", std::u16string_view(start.username));
  body.member("locale", std::string_view(frame.language == Language::french ? "fr" : "en"));
  writeClient(body, hello, start, version);
  if (!body.isGood()) return std::nullopt;
  HttpRequest request = requestOf("POST", frame, "");
  addBody(request, body.finish());
  return request;
}

std::optional<HttpRequest> submissionRequest(const RequestFrame& frame, const ServerStep& step,
                                             const Answer& answer, std::string_view idempotencyKey) {
  JsonBody body;
  body.member("step", std::string_view(step.id));
  body.member("action", nameOf(answer.action));
  body.open("values");
  if (!writeValues(body, step, answer) || !body.isGood()) return std::nullopt;
  body.close();
  HttpRequest request = requestOf("POST", frame, "/submissions");
  addHeader(request, "Idempotency-Key", idempotencyKey);
  addBody(request, body.finish());
  return request;
}

HttpRequest currentStepRequest(const RequestFrame& frame) { return requestOf("GET", frame, ""); }

HttpRequest deleteRequest(const RequestFrame& frame) {
  HttpRequest request = requestOf("DELETE", frame, "");
  request.budgetMs = kForgetBudgetMs;
  return request;
}

}  // namespace latchkey
