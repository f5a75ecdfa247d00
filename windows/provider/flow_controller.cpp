#include "provider/flow_controller.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace latchkey {

FlowController::FlowController(WorkerPort& worker, Surroundings& pc, Journal& journal, Person person,
                               FlowPolicy policy)
    : worker_(worker), pc_(pc), journal_(journal), person_(std::move(person)), policy_(std::move(policy)) {}

// ---- the view's life

void FlowController::open(StepView* view, std::u16string_view knownName) {
  const std::uint64_t away = isLeaving_ ? pc_.nowMs() - leftAt_ : 0;
  const bool isTold = isLeaving_ && !worker_.stay();
  view_ = view;
  refreshUntil_ = 0;
  // A refresh brings the same person back at once. Whoever comes later, or under another name, is somebody else.
  if (isOpen_ && !isTold && away <= patience::kRefreshMs && knownName_ == knownName) {
    isLeaving_ = false;
    return changed();
  }
  if (isOpen_) leave(isTold ? 0 : away);
  knownName_ = knownName;
  openAgain();
}

void FlowController::openAgain() {
  isOpen_ = true;
  domain_ = isDomainAsked() ? DomainReach::unknown : DomainReach::notNeeded;
  domainAskedAt_ = pc_.nowMs();
  if (isDomainAsked()) pc_.probeDomain();
  if (wire_ == Wire::none) {
    dial(false);
  } else if (wire_ == Wire::up && outstanding_ == 0) {
    request(Resume{username()});
  } else if (wire_ == Wire::up) {
    wantsResume_ = true;
    phase_ = Phase::waiting;
  }
  changed();
}

void FlowController::close(const StepView* view) {
  if (view_ != nullptr && view_ != view) return;
  wipeTyped();
  view_ = nullptr;
  // A re-enumeration that we asked for isn't a person leaving; telling the worker so would bring a reply, another
  // re-enumeration, and so on for ever.
  if (!isOpen_) return;
  if (pc_.nowMs() > refreshUntil_) return leave(0);
  if (std::exchange(isLeaving_, true)) return;
  leftAt_ = pc_.nowMs();
  leaveSoon();
}

void FlowController::leaveSoon() {
  if (isLeaving_ && wire_ == Wire::up) worker_.leaveIn(++seq_, patience::kRefreshMs);
}

void FlowController::leave(std::uint64_t untoldMs) {
  if (isLeaving_) static_cast<void>(worker_.stay());
  fresh_.wipe();
  isOpen_ = isLeaving_ = wantsStart_ = wantsResume_ = false;
  deaths_ = 0;
  toIntro();
  own_.clear();
  // The next one at a tile without an account has to say who they are.
  name_.clear();
  // Nobody could tell the worker, and its bounds would start only now.
  if (untoldMs > patience::kUntoldMs) return forget();
  if (wire_ == Wire::up && !worker_.send(++seq_, Leave{})) outstanding_ = 0;
  if (outstanding_ == 0) dropConnection();
}

void FlowController::abandon() {
  const bool hasFlow = hasStep_ || wantsStart_ || outstanding_ != 0;
  wipeTyped();
  fresh_.wipe();
  view_ = nullptr;
  if (isLeaving_) static_cast<void>(worker_.stay());
  isOpen_ = isLeaving_ = wantsStart_ = wantsResume_ = false;
  toIntro();
  own_.clear();
  name_.clear();
  if (!hasFlow) return dropConnection();
  journal_.note({event::kCancelled, 0, {}});
  forget();
}

void FlowController::forget() {
  if (wire_ != Wire::up) return dropConnection();
  if (outstanding_ == 0) return letGo();
  // One request at a time: the reply of the abandoned one comes first.
  wantsForget_ = worker_.send(++seq_, Cancel{});
  if (!wantsForget_) dropConnection();
}

void FlowController::expectRefresh() noexcept { refreshUntil_ = pc_.nowMs() + patience::kRefreshMs; }

// ---- what the person does

void FlowController::type(Box box, std::u16string_view text) {
  const auto at = static_cast<std::size_t>(box);
  isTooLong_[at] = text.size() > cap::kValue;
  // Never the first 256 of them: a password that is set differently from what was typed locks its owner out.
  if (isTooLong_[at]) return typed_[at].wipe();
  typed_[at].assign(text);
}

void FlowController::choose(std::size_t option) noexcept {
  const auto& choice = shown_.step.choice;
  if (choice && option < choice->options.size()) selected_ = option;
}

void FlowController::submit() {
  // The session was left and the same tile is still there: its next key press is a new look at the flow.
  if (!isOpen_ && view_ != nullptr) open(view_, std::u16string(knownName_));
  switch (phase_) {
    case Phase::waiting: return submitEarly();
    case Phase::intro: return begin();
    case Phase::failed:
      if (deaths_ >= patience::kMostDeaths) return;
      if (mayRetry_ && wire_ == Wire::up) return request(Retry{});
      return begin();
    case Phase::asking: return submitStep();
  }
}

bool FlowController::heedsEarly() const noexcept {
  // Not before a person could read that this PC reaches no domain controller.
  return phase_ == Phase::waiting && isResuming_ && !hasStep_ && !wantsStart_ &&
         domain_ != DomainReach::unreachable;
}

/// Enter at the beginning, while the worker is still looking for something to go on with: heeded where it finds
/// nothing. A person who is quick must not wonder why nothing happened.
void FlowController::submitEarly() {
  if (!heedsEarly()) return;
  if (asksName() && !typedIn(Box::edit).empty()) name_ = std::u16string(typedIn(Box::edit).view());
  if (asksName() && name_.empty()) return;
  wantsStart_ = true;
  changed();
}

void FlowController::follow(std::size_t link) {
  if (phase_ != Phase::asking || link >= shown_.step.links.size()) return;
  const Link& chosen = shown_.step.links[link];
  if (pc_.nowMs() - shownAt_ < chosen.availableAfterMs) return;
  lastAction_ = chosen.action;
  Answer answer = answerOf(chosen.action);
  wipeTyped();
  request(std::move(answer));
}

void FlowController::wipeTyped() noexcept {
  for (SecretText& one : typed_) one.wipe();
  isTooLong_.fill(false);
  ++wiped_;
}

void FlowController::onSessionLeft() noexcept {
  wipeTyped();
  fresh_.wipe();
  if (isOpen_) leave(0);
  changed();
}

void FlowController::begin() {
  own_.clear();
  mayRetry_ = false;
  if (asksName() && !typedIn(Box::edit).empty()) name_ = std::u16string(typedIn(Box::edit).view());
  if (asksName() && name_.empty()) return refuse(words().fillIn);
  if (domain_ == DomainReach::unreachable && policy_.whenNoController == NoDomainController::block)
    return changed();
  shown_ = {};
  hasStep_ = false;
  wantsStart_ = true;
  phase_ = Phase::waiting;
  if (wire_ == Wire::none) dial(true);
  goOn();
  changed();
}

void FlowController::submitStep() {
  const Step& step = shown_.step;
  // Signing in was the view's to try; what is left is to let go.
  if (step.kind == StepKind::done || step.kind == StepKind::stopped) return request(Forget{});
  if (step.submitLabel.empty()) return;
  if (const char16_t* sentence = whatIsWrongWithTyped()) return refuse(sentence);
  if (step.kind == StepKind::newPassword) {
    fresh_ = typedIn(Box::secret).clone();
    freshAt_ = pc_.nowMs();
  }
  lastAction_ = ActionKind::submit;
  Answer answer = answerOf(ActionKind::submit);
  wipeTyped();
  request(std::move(answer));
}

void FlowController::refuse(const char16_t* sentence) {
  own_ = sentence;
  if (phase_ == Phase::asking && shown_.step.kind == StepKind::newPassword) wipeTyped();
  newQuestion();
  changed();
}

const char16_t* FlowController::whatIsWrongWithTyped() const {
  const std::vector<Box> boxes = boxesOf(shown_.step.inputs);
  for (const Box box : boxes) {
    if (isTooLong_[static_cast<std::size_t>(box)]) return words().tooLong;
  }
  // An empty answer would cost the person one of their tries.
  for (const Box box : boxes) {
    if (typedIn(box).empty()) return words().fillIn;
  }
  const bool isPair = shown_.step.kind == StepKind::newPassword && boxes.size() == 2;
  if (isPair && !typedIn(boxes[0]).equals(typedIn(boxes[1]).view())) return words().mismatch;
  return nullptr;
}

Answer FlowController::answerOf(ActionKind action) const {
  Answer answer;
  answer.step = shown_.number;
  answer.action = action;
  if (action != ActionKind::submit) return answer;
  const auto& choice = shown_.step.choice;
  if (choice && !choice->options.empty()) answer.option = static_cast<std::uint8_t>(selected_);
  for (const Box box : boxesOf(shown_.step.inputs)) answer.values.push_back(typedIn(box).clone());
  return answer;
}

std::u16string FlowController::username() const {
  if (!mustAskName(person_)) return qualifiedName(person_);
  return knownName_.empty() ? name_ : knownName_;
}

// ---- signing in

bool FlowController::maySignIn() const noexcept {
  const bool isKind = person_.account == Account::domain || person_.account == Account::other;
  // Another answer, another flow or an unlock may have ended this one: then what was typed here is not the password.
  const bool isOurs = shown_.step.kind == StepKind::done && shown_.isTypedPasswordInForce && !fresh_.empty();
  const bool isNamed = !mustAskName(person_) || !flowName_.empty();
  return phase_ == Phase::asking && isOurs && isNamed && !isStale() && canSignIn_ && isKind &&
         policy_.signInAfterReset && !signInTried_;
}

bool FlowController::isStale() const noexcept { return pc_.nowMs() - freshAt_ > patience::kFreshMs; }

SecretText FlowController::takeFresh() noexcept {
  // The tick that forgets it comes through a window that not every LogonUI dispatches.
  if (isStale()) fresh_.wipe();
  // Once it is used there is nothing to come back to: the next one to click must not be told of this reset.
  if (isDone() && !fresh_.empty()) letGo();
  signInTried_ = true;
  return std::move(fresh_);
}

void FlowController::letGo() noexcept try {
  if (wire_ != Wire::up || outstanding_ != 0) return;
  outstanding_ = ++seq_;
  askedAt_ = pc_.nowMs();
  if (!worker_.send(outstanding_, Forget{})) dropConnection();
} catch (...) {
  dropConnection();
}

Person FlowController::signInPerson() const {
  return mustAskName(person_) ? personOfTyped(flowName_) : person_;
}

void FlowController::onSignInRefused() {
  fresh_.wipe();
  toIntro();
  own_ = words().notSignedIn;
  letGo();
  newQuestion();
  changed();
}

}  // namespace latchkey
