#pragma once

#include <windows.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "flow/message.h"
#include "flow/session.h"
#include "flow/session_shelf.h"
#include "worker/cancel_signal.h"
#include "worker/visitor.h"

namespace latchkey {

/// What the desk needs of the worker.
struct DeskWorld {
  SessionShelf& shelf;
  CancelSignal& cancel;
  Clock& clock;
  std::u16string version;
  /// Reads the configuration again; called while no flow is there that another address could harm. False where
  /// there is none that can be used.
  std::function<bool()> refresh;
  /// What takes the network while nobody is there, though flows may wait; called now and then, and cancelled by whoever
  /// comes.
  std::function<void()> settle;
  std::function<void(const std::string&)> note;
  DWORD idleMs = 0;
};

/// Where the requests of all connections are worked off, one at a time, on the thread that calls `run`. Posting never
/// waits for the network.
class FlowDesk {
 public:
  explicit FlowDesk(DeskWorld world) noexcept;

  /// The connection's thread. False where the message may not come now: the connection is to be closed.
  [[nodiscard]] bool post(const std::shared_ptr<Visitor>& visitor, std::uint32_t seq, ToWorker message);
  /// The connection's thread: nobody is there any more. Ends its request at once; counts as LEAVE.
  void gone(const std::shared_ptr<Visitor>& visitor);
  /// Any thread: Windows ended that session.
  void sessionEnded(std::uint32_t sessionId);

  /// Any thread: ends the request under way and `run`.
  void stop();

  /// Until `stop`, or nobody has been there and no flow either for `idleMs`.
  void run();

 private:
  struct Job {
    std::shared_ptr<Visitor> visitor;
    std::uint32_t seq = 0;
    std::uint32_t epoch = 0;
    ToWorker message;
  };
  enum class Running : std::uint8_t { nothing, request, poll, chore };

  [[nodiscard]] bool take(Job& job);
  [[nodiscard]] bool isStopping() const noexcept;
  void tidy();
  void work(Job& job);
  void greet(Job& job, const Hello& hello);
  void leave(const Visitor& leaving);
  [[nodiscard]] bool isLookedAtAfter(const Visitor& leaving) const;
  [[nodiscard]] Reply replyTo(Job& job);
  void reply(const Job& job, const ToProvider& message);
  void pollDue();
  void endSessions();
  void choreDue();
  [[nodiscard]] bool begin(Running what, const std::shared_ptr<Visitor>& visitor, std::uint32_t epoch);
  void finish();
  [[nodiscard]] DWORD patience() const;

  DeskWorld world_;
  Handle mail_;
  bool isConfigured_ = false;
  std::uint64_t lastBusyMs_ = 0;
  std::uint64_t choreDueMs_ = 0;
  std::vector<std::weak_ptr<Visitor>> visitors_;

  mutable SRWLOCK lock_ = SRWLOCK_INIT;
  std::deque<Job> jobs_;
  std::vector<std::uint32_t> endedSessions_;
  bool isStopping_ = false;
  Running running_ = Running::nothing;
  std::shared_ptr<Visitor> served_;
};

}  // namespace latchkey
