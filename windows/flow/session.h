#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "flow/clock.h"
#include "flow/message.h"
#include "flow/requests.h"
#include "flow/secret_buffer.h"
#include "flow/step_json.h"
#include "flow/transport.h"

namespace latchkey {

/// How long a flow may be resumed by whoever stands at the keyboard (design section 9, "Time").
namespace bound {
/// Nothing proven yet, counted from the start: as long as the server keeps a flow.
constexpr std::uint64_t kUnprovenMs = 15 * 60 * 1000;
/// A gate was passed, counted from the moment that the view closed.
constexpr std::uint64_t kBetweenGatesMs = 2 * 60 * 1000;
constexpr std::uint64_t kNewPasswordMs = 30 * 1000;
/// `done` and `stopped` hold nothing to inherit; they are shown again to a person who looked away.
constexpr std::uint64_t kEndedMs = 2 * 60 * 1000;
/// A request that failed may hold a password: how long it waits for RETRY.
constexpr std::uint64_t kRetryMs = 60 * 1000;
}  // namespace bound

/// What a session needs of the world; all of it outlives the session.
struct SessionWorld {
  Transport& transport;
  Clock& clock;
  Randomness& randomness;
  /// Of the add-in, told to the server as the client's version.
  std::string version;
};

/// What a person gets for a request.
using Reply = std::variant<StepShown, Problem, Idle>;

/// One flow of one person on this PC, at the worker's side. Flow id, token, step id and option values are
/// known here and nowhere else in the add-in. One thread at a time; calls block on the transport.
class Session {
 public:
  Session(SessionWorld& world, Hello hello) noexcept;
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// The current step where a flow for the same name and purpose may be resumed, else a new flow. A flow for
  /// another name is deleted: the next person at "Other user" must not get the first one's.
  [[nodiscard]] Reply start(const Start& start) noexcept;
  [[nodiscard]] Reply answer(const Answer& answer) noexcept;
  /// The current step as the server has it. `isNew` tells whether it is another step than before, so that
  /// polling sends nothing where nothing changed.
  [[nodiscard]] Reply poll(bool& isNew) noexcept;
  /// The view opened again: the step to go on with, without asking the server; idle past the bounds and where the
  /// flow is for another name. Where Windows says whose tile it is, no name is as good as the right one.
  [[nodiscard]] Reply resume(const Resume& resume) noexcept;
  /// Repeats the failed request under its idempotency key; where it was wiped meanwhile, the current step.
  [[nodiscard]] Reply retry() noexcept;
  /// DELETE, then nothing is known any more, whatever the server said.
  [[nodiscard]] Reply forget() noexcept;

  /// The view closed: wipes typed secrets, starts the bounds. Twice is once.
  void leave() noexcept;
  /// A new LogonUI of the same session and user says hello; language and version may have changed.
  void greet(Hello hello) noexcept;
  /// Called every second: deletes the flow once its bound has passed, wipes a request that nobody retried.
  void tick() noexcept;

  [[nodiscard]] bool hasFlow() const noexcept;
  /// Whether something is proven in its flow, so that its bound may pass within minutes or less.
  [[nodiscard]] bool isBoundShort() const noexcept;
  /// When polling is due, by the clock; nothing while nobody looks or the step waits for the person.
  [[nodiscard]] std::optional<std::uint64_t> pollDueMs() const noexcept;

 private:
  struct Flow;
  struct Pending;
  enum class Matter : std::uint8_t { start, submission, current };

  [[nodiscard]] Reply begin(const Start& start);
  [[nodiscard]] Reply submit(const Answer& answer);
  [[nodiscard]] Reply sendPending();
  [[nodiscard]] Reply fetchCurrent(bool& isNew);
  [[nodiscard]] Reply takeStarted(HttpResponse& response, Start start);
  [[nodiscard]] Reply takeStep(HttpResponse& response, Matter matter, bool& isNew);
  [[nodiscard]] Reply takeRefusal(const HttpResponse& response, Failure failure, Matter matter);
  [[nodiscard]] Reply takeFault(const NetworkFault& fault, Matter matter);
  [[nodiscard]] Reply show(ServerStep step);
  [[nodiscard]] Reply goOn();
  [[nodiscard]] Reply current() const;
  [[nodiscard]] Problem problem(Failure failure, std::uint32_t detail) const;
  [[nodiscard]] RequestFrame frame() const noexcept;
  [[nodiscard]] bool isPastBound() const noexcept;
  [[nodiscard]] bool drawCorrelation();
  /// Past its bound a flow is gone; within it, whoever calls is looking at it.
  [[nodiscard]] bool reopen() noexcept;
  void deleteFlow() noexcept;
  void drop() noexcept;

  SessionWorld& world_;
  Hello hello_;
  std::string correlation_;
  /// Never starts anew, so that an answer to a step of an earlier flow fits none of the next one.
  std::uint32_t lastNumber_ = 0;
  std::unique_ptr<Flow> flow_;
  std::unique_ptr<Pending> pending_;
};

}  // namespace latchkey
