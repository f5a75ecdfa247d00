// The half of the controller that listens: what the worker and the PC say.
#include <algorithm>
#include <utility>
#include <variant>

#include "provider/flow_controller.h"

namespace latchkey {
namespace {

/// ERROR_SERVICE_REQUEST_TIMEOUT.
constexpr std::uint32_t kServiceTimeout = 1053;

}  // namespace

void FlowController::changed() noexcept {
  if (view_ != nullptr) view_->pictureChanged();
}

void FlowController::toIntro() noexcept {
  phase_ = Phase::intro;
  shown_ = {};
  hasStep_ = false;
  selected_ = 0;
  mayRetry_ = false;
  newQuestion();
}

bool FlowController::isDomainAsked() const noexcept {
  const bool matters = person_.account == Account::domain || person_.account == Account::other;
  return matters && policy_.whenNoController != NoDomainController::ignore;
}

void FlowController::dial(bool mayStart) {
  wire_ = mayStart ? Wire::dialing : Wire::dialingQuietly;
  dialledAt_ = pc_.nowMs();
  worker_.connect(mayStart);
}

void FlowController::dropConnection() noexcept {
  if (wire_ != Wire::none) worker_.disconnect();
  wire_ = Wire::none;
  outstanding_ = 0;
  wantsForget_ = wantsResume_ = false;
}

/// Starts once both the worker and the domain's answer are there.
void FlowController::goOn() {
  if (!wantsStart_ || wire_ != Wire::up || outstanding_ != 0 || domain_ == DomainReach::unknown) return;
  wantsStart_ = false;
  signInTried_ = isEndNoted_ = false;
  fresh_.wipe();
  journal_.note({event::kOpened, policy_.sessionId, {}});
  request(Start{Purpose::reset, username(), !mustAskName(person_)});
}

void FlowController::request(ToWorker message) {
  own_.clear();
  phase_ = Phase::waiting;
  isResuming_ = std::holds_alternative<Resume>(message);
  if (isResuming_ || std::holds_alternative<Start>(message)) flowName_ = username();
  outstanding_ = ++seq_;
  askedAt_ = pc_.nowMs();
  if (wire_ != Wire::up || !worker_.send(outstanding_, message)) {
    worker_.disconnect();
    return onLost(Failure::workerGone, 0);
  }
  changed();
}

void FlowController::onConnected() {
  wire_ = Wire::up;
  outstanding_ = 0;
  const Hello hello{policy_.locale, policy_.os, policy_.machine, policy_.sessionId, person_.sid};
  if (!worker_.send(++seq_, hello)) {
    worker_.disconnect();
    return onLost(Failure::workerGone, 0);
  }
  leaveSoon();
  if (wantsStart_) return goOn();
  request(Resume{username()});
}

void FlowController::onLost(Failure failure, std::uint32_t detail) {
  const Wire before = wire_;
  wire_ = Wire::none;
  outstanding_ = 0;
  wantsForget_ = wantsResume_ = false;
  if (before == Wire::dialingQuietly) {
    if (wantsStart_) dial(true);
    return;
  }
  const bool wasNothingUnderWay = phase_ == Phase::intro && !wantsStart_;
  if (!isOpen_ || wasNothingUnderWay) return;
  if (before == Wire::up) ++deaths_;
  fail(failure, detail, false, 0);
}

void FlowController::onMessage(std::uint32_t seq, ToProvider message) {
  if (std::holds_alternative<Ready>(message) || std::holds_alternative<Progress>(message)) return;
  // 0 is what polling brought; while a request is out its own reply has the current step.
  const bool isUnasked = seq == 0 && outstanding_ == 0 && phase_ == Phase::asking && isOpen_;
  if (!isUnasked && (seq == 0 || seq != outstanding_)) return;
  outstanding_ = 0;
  if (!isOpen_ || wantsForget_ || wantsResume_) return afterReply();
  if (auto* shown = std::get_if<StepShown>(&message)) return takeStep(std::move(*shown));
  if (const auto* problem = std::get_if<Problem>(&message)) return takeProblem(*problem);
  // Idle: no flow, unless a start waits for its turn. What was said about the sign-in stays on the screen.
  if (wantsStart_) return goOn();
  // Whoever was at the beginning stays there: it is no other question, and Enter that is on its way answers it.
  if (isResuming_ && !hasStep_) {
    phase_ = Phase::intro;
  } else {
    toIntro();
  }
  changed();
}

void FlowController::afterReply() {
  if (std::exchange(wantsForget_, false)) return letGo();
  if (!isOpen_) return dropConnection();
  wantsResume_ = false;
  request(Resume{username()});
}

void FlowController::takeStep(StepShown shown) {
  if (!isWithinCaps(shown.step)) return fail(Failure::workerGarbage, 0, false, 0);
  shown_ = std::move(shown);
  hasStep_ = true;
  wantsStart_ = false;
  phase_ = Phase::asking;
  shownAt_ = pc_.nowMs();
  selected_ = 0;
  own_.clear();
  wipeTyped();
  newQuestion();
  if (shown_.step.kind != StepKind::done) fresh_.wipe();
  noteEnd();
  linksShown_ = linksNow();
  changed();
}

void FlowController::noteEnd() {
  if (shown_.step.kind != StepKind::done || isEndNoted_) return;
  isEndNoted_ = true;
  deaths_ = 0;
  const bool isUnlock = lastAction_ == ActionKind::keepPassword;
  journal_.note({isUnlock ? event::kUnlocked : event::kCompleted, 0, {}});
}

void FlowController::takeProblem(const Problem& problem) {
  if (problem.correlation.size() <= cap::kCorrelation && rowOf(problem.failure).event != 0)
    journal_.note({rowOf(problem.failure).event, problem.detail, problem.correlation});
  fail(problem.failure, problem.detail, problem.mayRetry, problem.retryAfterSeconds);
}

void FlowController::fail(Failure failure, std::uint32_t detail, bool mayRetry, std::uint32_t retryAfterSeconds) {
  phase_ = Phase::failed;
  wantsStart_ = false;
  mayRetry_ = mayRetry;
  if (!mayRetry) fresh_.wipe();
  wipeTyped();
  const bool isOurs = failure >= Failure::workerNotStarted && failure <= Failure::workerGarbage;
  const bool isLast = deaths_ >= patience::kMostDeaths;
  if (isOurs && rowOf(failure).event != 0 && (isLast || failure != Failure::workerGone))
    journal_.note({rowOf(failure).event, detail, {}});
  const bool isDate = failure == Failure::tlsDate;
  const std::u16string time = isDate || retryAfterSeconds > 0 ? pc_.timeText(isDate ? 0 : retryAfterSeconds) : u"";
  if (isLast) {
    own_ = words().workerStopped;
    if (!policy_.supportText.empty()) own_ += u"\n" + policy_.supportText;
  } else {
    own_ = sentenceOf(failure, policy_.language, {detail, time, policy_.supportText});
  }
  newQuestion();
  changed();
}

void FlowController::onDomain(DomainReach reach) {
  if (domain_ != DomainReach::unknown) return;
  domain_ = reach;
  const bool isFirstWarning = reach == DomainReach::unreachable && !domainWarned_;
  if (isFirstWarning && wantsStart_) {
    // Said before the first step, so a person may still decide to do this elsewhere.
    wantsStart_ = false;
    phase_ = Phase::intro;
    newQuestion();
  }
  if (reach == DomainReach::unreachable) domainWarned_ = true;
  goOn();
  changed();
}

void FlowController::tick() {
  const std::uint64_t now = pc_.nowMs();
  if (!fresh_.empty() && isStale()) {
    fresh_.wipe();
    changed();
  }
  if (isLeaving_ && now - leftAt_ > patience::kRefreshMs) leave(0);
  const bool isDialling = wire_ == Wire::dialing || wire_ == Wire::dialingQuietly;
  if (isDialling && now - dialledAt_ > patience::kDialMs) {
    worker_.disconnect();
    onLost(Failure::workerNotStarted, kServiceTimeout);
  }
  if (isOpen_ && domain_ == DomainReach::unknown && now - domainAskedAt_ > patience::kDomainMs)
    onDomain(DomainReach::unreachable);
  if (outstanding_ != 0 && now - askedAt_ > patience::kRequestMs) {
    dropConnection();
    // The worker, which writes its own events, said nothing: this one is ours to write.
    if (isOpen_) journal_.note({rowOf(Failure::timedOut).event, 0, {}});
    if (isOpen_) fail(Failure::timedOut, 0, false, 0);
  }
  if (phase_ == Phase::asking && linksNow() != linksShown_) {
    linksShown_ = linksNow();
    changed();
  }
}

}  // namespace latchkey
