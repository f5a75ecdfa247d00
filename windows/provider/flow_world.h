#pragma once

#include <cstdint>
#include <string>

#include "flow/failure.h"
#include "flow/message.h"

namespace latchkey {

/// The way to the worker, as the controller sees it. Everything returns at once; what comes of it arrives as a call
/// of the controller on the same thread. Implemented by PersonFlow over the pipe, by a list in tests.
class WorkerPort {
 public:
  virtual ~WorkerPort() = default;
  /// Ends in onConnected or onLost. With `mayStart` false only a worker that runs already is dialled: looking at
  /// a tile must not start a service.
  virtual void connect(bool mayStart) = 0;
  /// False where the connection is gone; onLost is not called then.
  [[nodiscard]] virtual bool send(std::uint32_t seq, const ToWorker& message) = 0;
  /// Closes; nothing of the old connection arrives any more.
  virtual void disconnect() noexcept = 0;
  /// Has LEAVE said in so many milliseconds without another call: a LogonUI that dispatches nothing of ours brings no
  /// tick, and may never call again. Only where the connection is up.
  virtual void leaveIn(std::uint32_t seq, std::uint64_t ms) = 0;
  /// Takes that back. False where it was said.
  [[nodiscard]] virtual bool stay() noexcept = 0;
};

enum class DomainReach : std::uint8_t { unknown, notNeeded, reachable, unreachable };

/// What the controller asks of this PC.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Never goes back and counts sleep.
  [[nodiscard]] virtual std::uint64_t nowMs() noexcept = 0;
  /// The PC's own time in so many seconds, as its locale writes it.
  [[nodiscard]] virtual std::u16string timeText(std::uint32_t secondsFromNow) = 0;
  /// Asks whether a domain controller answers; ends in onDomain.
  virtual void probeDomain() = 0;
};

/// The event log, by id.
namespace event {
constexpr std::uint16_t kStarted = 1000;
constexpr std::uint16_t kOpened = 1001;
constexpr std::uint16_t kCompleted = 1002;
constexpr std::uint16_t kCancelled = 1003;
constexpr std::uint16_t kClosed = 1004;
constexpr std::uint16_t kUnlocked = 1005;
constexpr std::uint16_t kVerboseOn = 1006;
constexpr std::uint16_t kWorker = 3010;
constexpr std::uint16_t kWorkerNotOurs = 3011;
constexpr std::uint16_t kConfiguration = 4001;
constexpr std::uint16_t kForeign = 4002;
constexpr std::uint16_t kCrashLoop = 4003;
constexpr std::uint16_t kNotWrapped = 4004;
constexpr std::uint16_t kProhibitFallbacks = 4005;
constexpr std::uint16_t kSwitchedOff = 4006;
}  // namespace event

struct Note {
  std::uint16_t event = 0;
  std::uint32_t detail = 0;
  std::u16string correlation;
};

class Journal {
 public:
  virtual ~Journal() = default;
  virtual void note(const Note& note) noexcept = 0;
};

/// Draws the picture: the tile's fields or the dialog. Called on the thread that made the controller's call.
class StepView {
 public:
  virtual ~StepView() = default;
  virtual void pictureChanged() noexcept = 0;
};

}  // namespace latchkey
