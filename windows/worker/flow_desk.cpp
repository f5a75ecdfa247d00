#include "worker/flow_desk.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace latchkey {
namespace {

constexpr DWORD kTickMs = 1000;
// While a PC starts, its network isn't there yet.
constexpr std::uint64_t kBetweenChoresMs = 20000;

bool wantsReply(const ToWorker& message) noexcept {
  return !std::holds_alternative<Cancel>(message) && !std::holds_alternative<Leave>(message) &&
         !std::holds_alternative<Hello>(message);
}

const char* wordOf(const ToWorker& message) noexcept {
  constexpr const char* kWords[] = {"hello", "start", "answer", "cancel", "leave", "forget", "resume", "retry", "poll"};
  return kWords[message.index()];
}

ToProvider asMessage(Reply reply) {
  return std::visit([](auto&& one) { return ToProvider(std::forward<decltype(one)>(one)); }, std::move(reply));
}

std::string describe(const ToProvider& message) {
  if (const auto* shown = std::get_if<StepShown>(&message))
    return "step " + std::to_string(shown->number) + " kind " + std::to_string(static_cast<int>(shown->step.kind));
  const auto* problem = std::get_if<Problem>(&message);
  if (problem == nullptr) return std::holds_alternative<Idle>(message) ? "idle" : "ready";
  std::string text = "problem ";
  text += rowOf(problem->failure).code;
  text += " detail " + std::to_string(problem->detail) + " correlation ";
  for (const char16_t unit : problem->correlation) text.push_back(static_cast<char>(unit));
  return text;
}

Problem problemOf(Failure failure) {
  Problem told;
  told.failure = failure;
  return told;
}

}  // namespace

FlowDesk::FlowDesk(DeskWorld world) noexcept
    : world_(std::move(world)), mail_(CreateEventW(nullptr, FALSE, FALSE, nullptr)) {}

// ---- the connections' side

bool FlowDesk::post(const std::shared_ptr<Visitor>& visitor, std::uint32_t seq, ToWorker message) {
  const Locked locked(lock_);
  // HELLO first, and once.
  if (std::holds_alternative<Hello>(message) == visitor->isGreeted) return false;
  visitor->isGreeted = true;
  if (std::holds_alternative<Cancel>(message)) {
    ++visitor->epoch;
    if (running_ == Running::request && served_ == visitor) world_.cancel.cancel();
    return true;
  }
  if (wantsReply(message)) {
    if (visitor->isServed) return false;
    visitor->isServed = true;
  }
  visitor->hasLeft = std::holds_alternative<Leave>(message);
  // Polling and chores repeat themselves, and a request of somebody who left can wait; a person in front of the screen can't.
  const bool isRepeated = running_ == Running::poll || running_ == Running::chore;
  const bool isForNobody = running_ == Running::request && served_ != visitor && served_->hasLeft;
  const bool isInTheWay = isRepeated || (isForNobody && wantsReply(message));
  if (isInTheWay) world_.cancel.cancel();
  jobs_.push_back({visitor, seq, visitor->epoch, std::move(message)});
  SetEvent(mail_.get());
  return true;
}

void FlowDesk::gone(const std::shared_ptr<Visitor>& visitor) {
  visitor->hangUp();
  const Locked locked(lock_);
  visitor->hasLeft = true;
  ++visitor->epoch;
  if (running_ != Running::nothing && served_ == visitor) world_.cancel.cancel();
  if (visitor->isGreeted) jobs_.push_back({visitor, 0, visitor->epoch, Leave{}});
  SetEvent(mail_.get());
}

void FlowDesk::sessionEnded(std::uint32_t sessionId) {
  const Locked locked(lock_);
  endedSessions_.push_back(sessionId);
  SetEvent(mail_.get());
}

void FlowDesk::stop() {
  const Locked locked(lock_);
  isStopping_ = true;
  world_.cancel.cancel();
  SetEvent(mail_.get());
}

// ---- the worker's thread

bool FlowDesk::isStopping() const noexcept {
  const Locked locked(lock_);
  return isStopping_;
}

void FlowDesk::run() {
  lastBusyMs_ = world_.clock.nowMs();
  while (!isStopping()) {
    Job job;
    if (take(job)) {
      work(job);
      continue;
    }
    tidy();
    pollDue();
    choreDue();
    const std::uint64_t now = world_.clock.nowMs();
    if (!visitors_.empty() || !world_.shelf.isEmpty()) lastBusyMs_ = now;
    if (now - lastBusyMs_ >= world_.idleMs) return;
    WaitForSingleObject(mail_.get(), patience());
  }
}

/// Deletes what is past its bounds. Nothing cancels that but a stop: a flow of somebody who left must end.
void FlowDesk::tidy() {
  {
    const Locked locked(lock_);
    if (!isStopping_) world_.cancel.arm();
  }
  endSessions();
  world_.shelf.sweep();
  const auto isOver = [](const std::weak_ptr<Visitor>& one) { return one.expired(); };
  visitors_.erase(std::remove_if(visitors_.begin(), visitors_.end(), isOver), visitors_.end());
}

DWORD FlowDesk::patience() const {
  std::uint64_t wait = kTickMs;
  const std::uint64_t now = world_.clock.nowMs();
  for (const auto& weak : visitors_) {
    const auto visitor = weak.lock();
    const auto due = visitor && visitor->session ? visitor->session->pollDueMs() : std::nullopt;
    if (due) wait = std::min(wait, *due > now ? *due - now : 0);
  }
  return static_cast<DWORD>(wait);
}

bool FlowDesk::take(Job& job) {
  const Locked locked(lock_);
  if (jobs_.empty()) return false;
  job = std::move(jobs_.front());
  jobs_.pop_front();
  return true;
}

bool FlowDesk::begin(Running what, const std::shared_ptr<Visitor>& visitor, std::uint32_t epoch) {
  const Locked locked(lock_);
  if (isStopping_ || visitor->epoch != epoch) return false;
  world_.cancel.arm();
  running_ = what;
  served_ = visitor;
  return true;
}

void FlowDesk::finish() {
  const Locked locked(lock_);
  running_ = Running::nothing;
  served_.reset();
}

void FlowDesk::work(Job& job) {
  world_.note(wordOf(job.message));
  if (const auto* hello = std::get_if<Hello>(&job.message)) return greet(job, *hello);
  Visitor& visitor = *job.visitor;
  const bool isLeave = std::holds_alternative<Leave>(job.message);
  if (!visitor.session) return isLeave ? void() : reply(job, problemOf(Failure::workerNotStarted));
  if (isLeave) return leave(visitor);
  const bool isWanted = begin(Running::request, job.visitor, job.epoch);
  ToProvider message = isWanted ? asMessage(replyTo(job)) : ToProvider(problemOf(Failure::cancelled));
  finish();
  reply(job, message);
}

void FlowDesk::greet(Job& job, const Hello& hello) {
  // Never under a living flow: its token belongs to the server that gave it.
  if (world_.shelf.isEmpty()) isConfigured_ = world_.refresh();
  job.visitor->session = world_.shelf.take(hello);
  visitors_.push_back(job.visitor);
  if (!job.visitor->session) return;
  static_cast<void>(job.visitor->send(job.seq, Ready{world_.version}));
}

void FlowDesk::leave(const Visitor& leaving) {
  if (!isLookedAtAfter(leaving)) leaving.session->leave();
}

/// Whether somebody who came later looks at the same flow: a new LogonUI may be there before the old one's pipe is
/// known to be lost. Never the other way round, or a connection that is left open would keep a flow from its bounds.
bool FlowDesk::isLookedAtAfter(const Visitor& leaving) const {
  bool isLater = false;
  for (const auto& weak : visitors_) {
    const auto one = weak.lock();
    if (!one) continue;
    if (one.get() == &leaving) {
      isLater = true;
      continue;
    }
    const Locked locked(lock_);
    if (isLater && one->session == leaving.session && !one->hasLeft) return true;
  }
  return false;
}

Reply FlowDesk::replyTo(Job& job) {
  Session& session = *job.visitor->session;
  return std::visit(
      [&](auto& message) -> Reply {
        using Message = std::decay_t<decltype(message)>;
        if constexpr (std::is_same_v<Message, Start>) {
          return isConfigured_ ? session.start(message) : Reply(problemOf(Failure::notConfigured));
        } else if constexpr (std::is_same_v<Message, Answer>) {
          return session.answer(message);
        } else if constexpr (std::is_same_v<Message, Forget>) {
          return session.forget();
        } else if constexpr (std::is_same_v<Message, Resume>) {
          return session.resume(message);
        } else if constexpr (std::is_same_v<Message, Retry>) {
          return session.retry();
        } else if constexpr (std::is_same_v<Message, Poll>) {
          bool isNew = false;
          return session.poll(isNew);
        } else {
          return Idle{};
        }
      },
      job.message);
}

void FlowDesk::reply(const Job& job, const ToProvider& message) {
  world_.note(describe(message));
  {
    const Locked locked(lock_);
    job.visitor->isServed = false;
  }
  static_cast<void>(job.visitor->send(job.seq, message));
}

void FlowDesk::pollDue() {
  for (const auto& weak : visitors_) {
    const auto visitor = weak.lock();
    if (!visitor || !visitor->session) continue;
    const auto due = visitor->session->pollDueMs();
    if (!due || *due > world_.clock.nowMs()) continue;
    std::uint32_t epoch = 0;
    {
      const Locked locked(lock_);
      // A request that came meanwhile brings the current step by itself.
      if (!jobs_.empty() || visitor->hasLeft) return;
      epoch = visitor->epoch;
    }
    if (!begin(Running::poll, visitor, epoch)) continue;
    bool isNew = false;
    ToProvider message = asMessage(visitor->session->poll(isNew));
    finish();
    const auto* problem = std::get_if<Problem>(&message);
    // Anything but the end of the flow passes, and the next poll asks again.
    const bool isEnd = problem != nullptr && problem->failure == Failure::flowExpired;
    if (!isNew && !isEnd) continue;
    world_.note("by itself: " + describe(message));
    static_cast<void>(visitor->send(0, message));
  }
}

void FlowDesk::choreDue() {
  const std::uint64_t now = world_.clock.nowMs();
  // A flow that somebody left before anything was proven waits for a quarter of an hour: the chores can't.
  if (!visitors_.empty() || world_.shelf.hasShortBound() || now < choreDueMs_) return;
  {
    const Locked locked(lock_);
    if (!jobs_.empty() || isStopping_) return;
    world_.cancel.arm();
    running_ = Running::chore;
  }
  choreDueMs_ = now + kBetweenChoresMs;
  world_.settle();
  finish();
}

void FlowDesk::endSessions() {
  std::vector<std::uint32_t> ended;
  {
    const Locked locked(lock_);
    ended.swap(endedSessions_);
  }
  for (const std::uint32_t session : ended) world_.shelf.endSession(session);
}

}  // namespace latchkey
