#include <utility>

#include "flow/exchange.h"
#include "flow/instant.h"
#include "flow/requests.h"
#include "flow/session.h"
#include "flow/session_state.h"

namespace latchkey {
namespace {

// Answers can hold the token or what the person may not leave behind.
struct WipedBody {
  std::string& body;
  ~WipedBody() { wipeMemory(body.data(), body.size()); }
};

std::optional<std::string> randomHex(Randomness& randomness, std::size_t bytes) {
  std::string raw(bytes, '\0');
  if (!randomness.fill(reinterpret_cast<std::uint8_t*>(raw.data()), bytes)) return std::nullopt;
  constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (const char c : raw) {
    hex.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kHex[static_cast<unsigned char>(c) & 0xF]);
  }
  return hex;
}

}  // namespace

RequestFrame Session::frame() const noexcept {
  RequestFrame frame{languageOf(hello_.locale), correlation_, {}, {}, false};
  if (!flow_) return frame;
  frame.isSigned = flow_->isSigned;
  frame.flow = flow_->id;
  frame.token = flow_->token.view();
  return frame;
}

bool Session::drawCorrelation() {
  auto drawn = randomHex(world_.randomness, 8);
  if (drawn) correlation_ = std::move(*drawn);
  return drawn.has_value();
}

Reply Session::begin(const Start& start) {
  if (!drawCorrelation()) return problem(Failure::workerGone, 0);
  auto request = startRequest(frame(), start, hello_, world_.version);
  if (!request) return problem(Failure::workerGarbage, 0);
  pending_.reset(new Pending{std::move(*request), Matter::start, Repeatable::ifNeverSent, start, false,
                             world_.clock.nowMs()});
  return sendPending();
}

Reply Session::submit(const Answer& answer) {
  auto key = randomHex(world_.randomness, 16);
  if (!key || !drawCorrelation()) return problem(Failure::workerGone, 0);
  auto request = submissionRequest(frame(), flow_->step, answer, *key);
  if (!request) return current();
  flow_->isPasswordTaken = false;
  const bool isNewPassword =
      flow_->step.shown.kind == StepKind::newPassword && answer.action == ActionKind::submit;
  pending_.reset(new Pending{
      std::move(*request), Matter::submission, Repeatable::always, {}, isNewPassword, world_.clock.nowMs()});
  return sendPending();
}

Reply Session::sendPending() {
  const Matter matter = pending_->matter;
  auto outcome = exchange(world_.transport, world_.clock, pending_->request, pending_->repeatable);
  if (const auto* fault = std::get_if<NetworkFault>(&outcome)) return takeFault(*fault, matter);
  HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  const WipedBody wiped{response.body};
  const Failure failure = failureOfAnswer(response);
  if (failure != Failure::none) return takeRefusal(response, failure, matter);
  const std::unique_ptr<Pending> answered = std::move(pending_);
  if (matter == Matter::start) return takeStarted(response, answered->start);
  flow_->isPasswordTaken = answered->isNewPassword;
  bool isNew = false;
  return takeStep(response, matter, isNew);
}

Reply Session::fetchCurrent(bool& isNew) {
  flow_->askedMs = world_.clock.nowMs();
  if (!drawCorrelation()) return problem(Failure::workerGone, 0);
  auto outcome = exchange(world_.transport, world_.clock, currentStepRequest(frame()), Repeatable::always);
  if (const auto* fault = std::get_if<NetworkFault>(&outcome)) return takeFault(*fault, Matter::current);
  HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  const WipedBody wiped{response.body};
  const Failure failure = failureOfAnswer(response);
  if (failure != Failure::none) return takeRefusal(response, failure, Matter::current);
  return takeStep(response, Matter::current, isNew);
}

Reply Session::takeStarted(HttpResponse& response, Start start) {
  auto parsed = parseStarted(response.body, response.date);
  if (const auto* mistake = std::get_if<StepMistake>(&parsed))
    return problem(Failure::answerMalformed, static_cast<std::uint32_t>(*mistake));
  Started& started = *std::get_if<Started>(&parsed);
  flow_ = std::make_unique<Flow>();
  flow_->id = std::move(started.flow);
  flow_->token = std::move(started.token);
  flow_->isSigned = response.wasSigned;
  flow_->username = std::move(start.username);
  flow_->purpose = start.purpose;
  flow_->startedMs = world_.clock.nowMs();
  return show(std::move(started.step));
}

Reply Session::takeStep(HttpResponse& response, Matter matter, bool& isNew) {
  auto parsed = parseCurrentStep(response.body, response.date);
  if (const auto* mistake = std::get_if<StepMistake>(&parsed)) {
    flow_->isUncertain = true;
    return problem(Failure::answerMalformed, static_cast<std::uint32_t>(*mistake));
  }
  ServerStep& step = *std::get_if<ServerStep>(&parsed);
  flow_->isUncertain = false;
  // A read of the step that is on the screen already brings nothing; the answer to a submission may bring a
  // refusal under the same id.
  isNew = matter == Matter::submission || step.id != flow_->step.id;
  if (!isNew) return current();
  pending_.reset();
  return show(std::move(step));
}

Reply Session::takeRefusal(const HttpResponse& response, Failure failure, Matter matter) {
  ProblemDocument document;
  if (isProblemDocument(response)) {
    auto parsed = parseProblem(response.body, response.date);
    if (auto* good = std::get_if<ProblemDocument>(&parsed)) document = std::move(*good);
  }
  if (flow_ && document.nextStep) {
    pending_.reset();
    flow_->isUncertain = flow_->isPasswordTaken = false;
    return show(std::move(*document.nextStep));
  }
  if (document.kind == "directory-unavailable") failure = Failure::directoryUnavailable;
  if (document.kind == "machine-not-trusted") failure = Failure::machineNotTrusted;
  // No flow, so none expired: whoever answers 404 to a start isn't our server.
  if (failure == Failure::flowExpired && !flow_) failure = Failure::unexpectedAnswer;
  if (failure == Failure::flowExpired) drop();
  if (!rowOf(failure).mayRetry && matter != Matter::current) pending_.reset();
  if (flow_ && matter == Matter::submission) flow_->isUncertain = true;
  Problem told = problem(failure, static_cast<std::uint32_t>(response.status));
  told.retryAfterSeconds = secondsOfRetryAfter(response.retryAfter);
  if (!document.request.empty()) told.correlation.assign(document.request.begin(), document.request.end());
  return told;
}

Reply Session::takeFault(const NetworkFault& fault, Matter matter) {
  if (flow_ && matter == Matter::submission && !fault.neverSent) flow_->isUncertain = true;
  if (!rowOf(fault.failure).mayRetry && matter != Matter::current) pending_.reset();
  return problem(fault.failure, fault.detail);
}

Reply Session::show(ServerStep step) {
  flow_->step = std::move(step);
  flow_->number = ++lastNumber_;
  flow_->askedMs = world_.clock.nowMs();
  return current();
}

Reply Session::current() const {
  const bool isInForce = flow_->step.shown.kind == StepKind::done && flow_->isPasswordTaken;
  return StepShown{flow_->number, isInForce, flow_->step.shown};
}

Problem Session::problem(Failure failure, std::uint32_t detail) const {
  Problem told;
  told.failure = failure;
  told.detail = detail;
  told.correlation.assign(correlation_.begin(), correlation_.end());
  told.mayRetry = rowOf(failure).mayRetry && (pending_ || flow_);
  return told;
}

}  // namespace latchkey
