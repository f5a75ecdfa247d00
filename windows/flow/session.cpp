#include "flow/session.h"

#include <utility>

#include "flow/session_state.h"

namespace latchkey {

Session::Session(SessionWorld& world, Hello hello) noexcept : world_(world), hello_(std::move(hello)) {}

Session::~Session() = default;

Reply Session::start(const Start& start) noexcept try {
  const bool isResumable = reopen() && flow_->step.shown.kind < StepKind::done;
  if (isResumable && flow_->username == start.username && flow_->purpose == start.purpose) return goOn();
  if (flow_) deleteFlow();
  return begin(start);
} catch (...) {
  return Problem{};
}

Reply Session::answer(const Answer& answer) noexcept try {
  if (!reopen()) return Idle{};
  if (answer.step != flow_->number || !offers(flow_->step.shown, answer.action)) return current();
  if (flow_->isUncertain) {
    // Submitting again for a step that the server has already left would be refused as stale, and after a
    // lost `done` the person would take the second password typed for the one in force.
    bool isNew = false;
    Reply asked = fetchCurrent(isNew);
    if (isNew || !std::holds_alternative<StepShown>(asked)) return asked;
  }
  return submit(answer);
} catch (...) {
  return Problem{};
}

Reply Session::poll(bool& isNew) noexcept try {
  isNew = false;
  if (!reopen()) return Idle{};
  return fetchCurrent(isNew);
} catch (...) {
  return Problem{};
}

Reply Session::resume(const Resume& resume) noexcept try {
  const bool isNameless = resume.username.empty() && !hello_.userSid.empty();
  // Asked before the flow is opened again: somebody else's look must not stop the clock that ends it.
  if (flow_ && !isNameless && resume.username != flow_->username) return Idle{};
  return reopen() ? goOn() : Reply(Idle{});
} catch (...) {
  return Problem{};
}

Reply Session::goOn() {
  bool isNew = false;
  return flow_->isUncertain ? fetchCurrent(isNew) : current();
}

Reply Session::retry() noexcept try {
  const bool isOpen = reopen();
  if (pending_) return sendPending();
  bool isNew = false;
  return isOpen ? fetchCurrent(isNew) : Reply(Idle{});
} catch (...) {
  return Problem{};
}

Reply Session::forget() noexcept {
  deleteFlow();
  return Idle{};
}

void Session::leave() noexcept {
  pending_.reset();
  if (!flow_ || flow_->closedMs) return;
  flow_->closedMs = world_.clock.nowMs();
  flow_->isPasswordTaken = false;
}

void Session::greet(Hello hello) noexcept { hello_ = std::move(hello); }

void Session::tick() noexcept {
  if (isPastBound()) deleteFlow();
  if (pending_ && world_.clock.nowMs() - pending_->madeMs >= bound::kRetryMs) pending_.reset();
}

bool Session::hasFlow() const noexcept { return flow_ != nullptr; }

bool Session::isBoundShort() const noexcept {
  return flow_ && boundOf(flow_->step.shown).ms < bound::kUnprovenMs;
}

std::optional<std::uint64_t> Session::pollDueMs() const noexcept {
  if (!flow_ || flow_->closedMs || flow_->step.shown.pollAfterMs == 0) return std::nullopt;
  return flow_->askedMs + flow_->step.shown.pollAfterMs;
}

ResumeBound boundOf(const Step& step) noexcept {
  switch (step.kind) {
    case StepKind::newPassword: return {bound::kNewPasswordMs, false};
    case StepKind::done:
    case StepKind::stopped: return {bound::kEndedMs, false};
    case StepKind::identify: return {bound::kUnprovenMs, true};
    default: break;
  }
  // The server hides how many gates there are until the first one is passed (design section 4).
  const bool isUnproven = step.gate == 1 && step.of == 0;
  return isUnproven ? ResumeBound{bound::kUnprovenMs, true} : ResumeBound{bound::kBetweenGatesMs, false};
}

bool Session::isPastBound() const noexcept {
  if (!flow_ || !flow_->closedMs) return false;
  const ResumeBound limit = boundOf(flow_->step.shown);
  const std::uint64_t from = limit.isFromStart ? flow_->startedMs : *flow_->closedMs;
  return world_.clock.nowMs() - from >= limit.ms;
}

bool Session::reopen() noexcept {
  if (isPastBound()) deleteFlow();
  if (!flow_) return false;
  flow_->closedMs.reset();
  return true;
}

void Session::deleteFlow() noexcept {
  if (flow_ && flow_->step.shown.kind < StepKind::done) {
    try {
      // Its answer changes nothing: without the token nobody here can go on, and the server's own clock ends
      // it.
      static_cast<void>(world_.transport.send(deleteRequest(frame()), kForgetBudgetMs));
    } catch (...) {
      // Out of memory; the flow is dropped all the same.
    }
  }
  drop();
}

void Session::drop() noexcept {
  flow_.reset();
  pending_.reset();
}

}  // namespace latchkey
