#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "provider/flow_controller.h"

namespace latchkey::test {

/// A worker that only remembers what it was told; the test says what it answers.
class ScriptedWorker final : public WorkerPort {
 public:
  struct Sent {
    std::uint32_t seq;
    ToWorker message;
  };
  void connect(bool mayStart) override { dialled.push_back(mayStart); }
  bool send(std::uint32_t seq, const ToWorker& message) override {
    if (!isThere) return false;
    sent.push_back({seq, copyOf(message)});
    return true;
  }
  void disconnect() noexcept override { ++hungUp; }
  void leaveIn(std::uint32_t, std::uint64_t ms) override { leavesIn = ms; }
  bool stay() noexcept override {
    leavesIn.reset();
    return !isLeaveSaid;
  }

  template <typename Message>
  [[nodiscard]] const Message* last() const {
    return sent.empty() ? nullptr : std::get_if<Message>(&sent.back().message);
  }
  template <typename Message>
  [[nodiscard]] int count() const {
    int found = 0;
    for (const Sent& one : sent) found += std::holds_alternative<Message>(one.message) ? 1 : 0;
    return found;
  }

  std::vector<bool> dialled;
  std::vector<Sent> sent;
  int hungUp = 0;
  /// A LEAVE that waits for its time, and whether that has come.
  std::optional<std::uint64_t> leavesIn;
  bool isLeaveSaid = false;
  bool isThere = true;

 private:
  static ToWorker copyOf(const ToWorker& message) {
    if (const auto* answer = std::get_if<Answer>(&message)) {
      Answer copy;
      copy.step = answer->step;
      copy.action = answer->action;
      copy.option = answer->option;
      for (const SecretText& value : answer->values) copy.values.push_back(value.clone());
      return copy;
    }
    return std::visit(
        [](const auto& one) -> ToWorker {
          using One = std::decay_t<decltype(one)>;
          if constexpr (std::is_same_v<One, Answer>) {
            return Poll{};
          } else {
            return one;
          }
        },
        message);
  }
};

class ScriptedPc final : public Surroundings {
 public:
  std::uint64_t nowMs() noexcept override { return now; }
  std::u16string timeText(std::uint32_t) override { return u"12:34"; }
  void probeDomain() override { ++probes; }
  std::uint64_t now = 1'000'000;
  int probes = 0;
};

class RememberedJournal final : public Journal {
 public:
  void note(const Note& note) noexcept override { events.push_back(note.event); }
  [[nodiscard]] int count(std::uint16_t event) const {
    int found = 0;
    for (const std::uint16_t one : events) found += one == event ? 1 : 0;
    return found;
  }
  std::vector<std::uint16_t> events;
};

class CountingView final : public StepView {
 public:
  void pictureChanged() noexcept override { ++changes; }
  int changes = 0;
};

inline Person alice() { return {u"S-1-5-21-1-2-3-1105", u"CORP", u"alice", Account::domain}; }

inline Step chooseStep() {
  Step step;
  step.kind = StepKind::chooseAuthenticator;
  step.title = u"How do you want to prove who you are?";
  step.choice = Choice{u"Method", {u"E-mail", u"Authenticator app"}};
  step.submitLabel = u"Continue";
  return step;
}

inline Step codeStep() {
  Step step;
  step.kind = StepKind::answerChallenge;
  step.title = u"Enter the code";
  step.inputs = {{InputKind::code, 6, u"Code", u""}};
  step.submitLabel = u"Continue";
  step.links = {{ActionKind::resend, 30'000, u"Send a new code"}, {ActionKind::otherAuthenticator, 0, u"Other"}};
  return step;
}

inline Step passwordStep() {
  Step step;
  step.kind = StepKind::newPassword;
  step.title = u"Choose a new password";
  step.inputs = {{InputKind::newPassword, 256, u"New", u""}, {InputKind::newPassword, 256, u"Again", u""}};
  step.submitLabel = u"Save";
  return step;
}

inline Step endStep(StepKind kind) {
  Step step;
  step.kind = kind;
  step.title = kind == StepKind::done ? u"Your password was changed" : u"Stopped";
  return step;
}

inline StepShown shown(std::uint32_t number, Step step, bool isTypedPasswordInForce = false) {
  StepShown one;
  one.number = number;
  one.isTypedPasswordInForce = isTypedPasswordInForce;
  one.step = std::move(step);
  return one;
}

/// A controller with everything around it, already looked at.
struct Scene {
  explicit Scene(Person person = alice(), FlowPolicy policy = {})
      : flow(worker, pc, journal, std::move(person), std::move(policy)) {}

  void openAt(DomainReach reach = DomainReach::reachable) {
    flow.open(&view);
    flow.onDomain(reach);
  }
  /// No worker runs yet.
  void findNobody() { flow.onLost(Failure::workerNotStarted, 0); }
  void reply(Step step) {
    const std::uint32_t seq = worker.sent.empty() ? 0 : worker.sent.back().seq;
    const bool isDone = step.kind == StepKind::done;
    flow.onMessage(seq, shown(++number, std::move(step), isDone));
  }
  void replyIdle() { flow.onMessage(worker.sent.back().seq, Idle{}); }
  void replyProblem(Failure failure, bool mayRetry) {
    Problem problem;
    problem.failure = failure;
    problem.mayRetry = mayRetry;
    flow.onMessage(worker.sent.back().seq, problem);
  }
  /// From the first look to a step on the screen.
  void reach(Step step) {
    openAt();
    findNobody();
    flow.submit();
    flow.onConnected();
    reply(std::move(step));
  }
  void typePassword(std::u16string_view first, std::u16string_view second) {
    flow.type(Box::secret, first);
    flow.type(Box::again, second);
    flow.submit();
  }
  void reachDone() {
    reach(passwordStep());
    typePassword(u"Canary-Passw0rd-77", u"Canary-Passw0rd-77");
    reply(endStep(StepKind::done));
  }
  [[nodiscard]] std::u16string text() const { return joined(flow.picture().lines); }
  [[nodiscard]] bool says(const char16_t* words) const { return text().find(words) != std::u16string::npos; }

  ScriptedWorker worker;
  ScriptedPc pc;
  RememberedJournal journal;
  CountingView view;
  FlowController flow;
  std::uint32_t number = 0;
};

}  // namespace latchkey::test
