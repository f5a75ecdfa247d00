#include "host/double/scripted_session.h"

#include <algorithm>
#include <utility>

#include "flow/session_state.h"
#include "host/test_clock.h"

namespace latchkey::worker_double {

void ScriptedSession::enter(const std::string& name, const std::u16string& refusal) {
  current_ = &flow_.named(name);
  refusal_ = refusal;
  enteredAt_ = GetTickCount();
  ++number_;
}

Outcome ScriptedSession::show() {
  StepShown shown;
  shown.number = number_;
  shown.isTypedPasswordInForce = current_->step.kind == StepKind::done && wasTyped_;
  shown.step = current_->step;
  shown.step.refusal = refusal_;
  return {Manner::show, ToProvider(std::move(shown)), current_->delayMs};
}

Outcome ScriptedSession::answer(const ToWorker& message, const void* visitor) {
  if (const auto* const hello = std::get_if<Hello>(&message)) hasSid_ = !hello->userSid.empty();
  if (std::holds_alternative<Hello>(message)) return {Manner::show, ToProvider(Ready{u"0.0.0-double"}), 0};
  if (std::holds_alternative<Leave>(message)) leave(visitor);
  if (std::holds_alternative<Leave>(message) || std::holds_alternative<Cancel>(message)) return {Manner::silent, {}, 0};
  const auto* const resume = std::get_if<Resume>(&message);
  const bool isNameless = resume != nullptr && resume->username.empty() && hasSid_;
  if (resume != nullptr && current_ != nullptr && !isNameless && resume->username != username_)
    return {Manner::show, ToProvider(Idle{}), 0};
  visitor_ = visitor;
  forgetPastBound();
  if (std::holds_alternative<Forget>(message)) {
    current_ = nullptr;
    return {Manner::show, ToProvider(Idle{}), 0};
  }
  const auto* const start = std::get_if<Start>(&message);
  if (start != nullptr && (current_ == nullptr || start->username != username_)) {
    username_ = start->username;
    startedMs_ = host::testTimeMs();
    enter(flow_.first().name, {});
  }
  if (current_ == nullptr) return {Manner::show, ToProvider(Idle{}), resume != nullptr ? flow_.lookMs() : 0};
  if (const auto* const answered = std::get_if<Answer>(&message)) return answerStep(*answered);
  return show();
}

void ScriptedSession::leave(const void* visitor) noexcept {
  if (visitor == visitor_ && !closedMs_) closedMs_ = host::testTimeMs();
}

void ScriptedSession::forgetPastBound() noexcept {
  const auto closed = std::exchange(closedMs_, std::nullopt);
  if (!closed || current_ == nullptr) return;
  const ResumeBound bound = boundOf(current_->step);
  if (host::testTimeMs() - (bound.isFromStart ? startedMs_ : *closed) >= bound.ms) current_ = nullptr;
}

Outcome ScriptedSession::answerStep(const Answer& answered) {
  // A stale number gets the current step once more, as from the real worker.
  if (answered.step != number_) return show();
  const Turn* const turn = ScriptedFlow::turnFor(*current_, answered);
  if (turn == nullptr) return {Manner::show, ToProvider(Problem{}), 0};
  if (turn->manner == Manner::problem) return {Manner::show, ToProvider(turn->problem), current_->delayMs};
  if (turn->manner != Manner::show) return {turn->manner, {}, 0};
  wasTyped_ = answered.action == ActionKind::submit && !answered.values.empty();
  enter(turn->target, turn->refusal);
  return show();
}

std::optional<DWORD> ScriptedSession::dueInMs() const noexcept {
  if (current_ == nullptr || current_->afterMs == 0) return std::nullopt;
  const DWORD passed = GetTickCount() - enteredAt_;
  return current_->afterMs > passed ? current_->afterMs - passed : 0;
}

ToProvider ScriptedSession::advance() {
  enter(std::string(current_->afterTarget), {});
  return *show().message;
}

}  // namespace latchkey::worker_double
