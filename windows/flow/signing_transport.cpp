#include "flow/signing_transport.h"

#include <utility>

#include "flow/exchange.h"
#include "flow/machine_json.h"
#include "flow/signature.h"
#include "flow/step_json.h"
#include "flow/step_reader.h"

namespace latchkey {
namespace {

// The server takes a nonce for 15 minutes; one that is about to end isn't worth a refusal in its audit.
constexpr std::uint64_t kNonceMs = 14 * 60 * 1000;
constexpr std::size_t kLongestNonce = 128;

void add(HttpRequest& request, const char* name, std::string_view value) {
  request.headers.push_back({name, SecretBuffer(value)});
}

HttpRequest copyOf(const HttpRequest& request) {
  HttpRequest copy;
  copy.method = request.method;
  copy.path = request.path;
  for (const Header& header : request.headers) copy.headers.push_back({header.name, header.value.clone()});
  copy.body = request.body.clone();
  copy.budgetMs = request.budgetMs;
  copy.signing = request.signing;
  return copy;
}

HttpRequest nonceRequest() {
  HttpRequest request;
  request.method = "POST";
  request.path = "/api/v1/machines/nonce";
  add(request, "Accept", "application/json, application/problem+json");
  return request;
}

// The server looks at the signature before anything else: it has done nothing for a request that it refuses so.
bool isSignatureRefused(const std::variant<HttpResponse, NetworkFault>& outcome) noexcept {
  const auto* response = std::get_if<HttpResponse>(&outcome);
  if (response == nullptr || response->status != 401 || !isProblemDocument(*response)) return false;
  const auto problem = parseProblem(response->body, response->date);
  const auto* document = std::get_if<ProblemDocument>(&problem);
  return document != nullptr && document->kind == "signature-not-accepted";
}

bool isClientError(const std::variant<HttpResponse, NetworkFault>& outcome) noexcept {
  const auto* response = std::get_if<HttpResponse>(&outcome);
  return response != nullptr && response->status >= 400 && response->status < 500 && response->status != 407;
}

}  // namespace

SigningTransport::SigningTransport(Transport& inner, Clock& clock, Hash hash, std::function<void()> stranger) noexcept
    : inner_(inner), clock_(clock), hash_(hash), stranger_(std::move(stranger)) {}

void SigningTransport::use(Signer* key, std::string machine, std::string authority) {
  key_ = key;
  machine_ = std::move(machine);
  authority_ = std::move(authority);
  // Another server's nonce is none here.
  nonce_.clear();
}

bool SigningTransport::canSign(Signing signing) const noexcept {
  if (key_ == nullptr || signing == Signing::never) return false;
  return signing == Signing::asNewcomer || !machine_.empty();
}

std::variant<HttpResponse, NetworkFault> SigningTransport::send(const HttpRequest& request,
                                                                std::uint32_t budgetMs) noexcept try {
  // A flow that was begun signed and can't be signed any more goes out plain: the server's refusal ends it.
  if (!canSign(request.signing)) return inner_.send(request, budgetMs);
  const std::uint64_t deadline = clock_.nowMs() + budgetMs;
  Outcome outcome = sendSigned(request, deadline);
  // Nonces end, and a server's memory may be set back. The refusal has brought a fresh one.
  if (isSignatureRefused(outcome)) outcome = sendSigned(request, deadline);
  if (request.signing != Signing::ifPossible || !isSignatureRefused(outcome)) return outcome;
  machine_.clear();
  stranger_();
  return inner_.send(request, leftUntil(deadline));
} catch (...) {
  return NetworkFault{Failure::workerGone, 0, false};
}

SigningTransport::Outcome SigningTransport::sendSigned(const HttpRequest& request, std::uint64_t deadline) {
  if (auto lack = lackOfNonce(deadline)) {
    // Whoever may go unsigned isn't kept out by a budget of nonces.
    const bool mayGoPlain = request.signing == Signing::ifPossible && isClientError(*lack);
    return mayGoPlain ? inner_.send(request, leftUntil(deadline)) : std::move(*lack);
  }
  const auto copy = signedCopyOf(request);
  nonce_.clear();
  if (!copy) return inner_.send(request, leftUntil(deadline));
  Outcome outcome = inner_.send(*copy, leftUntil(deadline));
  if (auto* response = std::get_if<HttpResponse>(&outcome)) {
    response->wasSigned = true;
    keepNonce(response->replayNonce);
  }
  return outcome;
}

std::optional<SigningTransport::Outcome> SigningTransport::lackOfNonce(std::uint64_t deadline) {
  if (!nonce_.empty() && clock_.nowMs() - nonceMs_ < kNonceMs) return std::nullopt;
  nonce_.clear();
  Outcome outcome = inner_.send(nonceRequest(), leftUntil(deadline));
  if (auto* fault = std::get_if<NetworkFault>(&outcome)) {
    // What was to be sent has not left.
    fault->neverSent = true;
    return outcome;
  }
  const HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  if (failureOfAnswer(response) == Failure::none) keepNonce(parseNonce(response.body).value_or(""));
  if (nonce_.empty()) return outcome;
  return std::nullopt;
}

std::optional<HttpRequest> SigningTransport::signedCopyOf(const HttpRequest& request) {
  const auto body = hash_(request.body.data(), request.body.size());
  if (!body) return std::nullopt;
  const bool isNewcomer = request.signing == Signing::asNewcomer;
  const std::string digest = contentDigestOf(*body);
  const std::string parameters = signatureParametersOf(nonce_, isNewcomer ? std::string_view() : machine_);
  const std::string base = signatureBaseOf(request, authority_, digest, parameters);
  const auto hash = hash_(base.data(), base.size());
  const auto signature = hash ? key_->sign(*hash) : std::nullopt;
  if (!signature) return std::nullopt;
  HttpRequest copy = copyOf(request);
  add(copy, "Content-Digest", digest);
  add(copy, "Signature-Input", signatureInputOf(parameters));
  add(copy, "Signature", signatureFieldOf(*signature));
  return copy;
}

// It goes into a header of ours, so nothing but the letters of an id may be in it.
void SigningTransport::keepNonce(std::string_view nonce) {
  if (!isId(nonce, "", kLongestNonce)) return;
  nonce_ = nonce;
  nonceMs_ = clock_.nowMs();
}

std::uint32_t SigningTransport::leftUntil(std::uint64_t deadline) const noexcept {
  const std::uint64_t now = clock_.nowMs();
  return static_cast<std::uint32_t>(deadline > now ? deadline - now : 0);
}

}  // namespace latchkey
