#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>

#include "flow/message.h"
#include "provider/handles.h"
#include "provider/mailbox.h"

namespace latchkey {

/// One connection to the worker. Dialling and reading happen on a thread of its own, writing on the STA. What comes
/// is delivered to the mailbox under this line's number: Connected once, then Arrived, and Lost last.
class WorkerLine {
 public:
  /// STA. Returns at once.
  WorkerLine(std::uint32_t number, bool mayStart, std::shared_ptr<Mailbox> mailbox);
  /// STA. Hangs up; nothing is delivered any more. Waits a few hundredths of a second for the thread at most.
  ~WorkerLine();
  WorkerLine(const WorkerLine&) = delete;
  WorkerLine& operator=(const WorkerLine&) = delete;

  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
  /// STA, after Connected. One frame of at most 4 KB goes into a 64 KB buffer, so this doesn't wait; a worker that
  /// doesn't read at all counts as gone.
  [[nodiscard]] bool send(std::uint32_t seq, const ToWorker& message) noexcept;

  /// STA, after Connected. LEAVE is said in so many milliseconds by a thread of its own, at once where there is none to
  /// be had.
  void leaveIn(std::uint32_t seq, DWORD ms) noexcept;
  /// STA. Takes that back; false where it was said.
  [[nodiscard]] bool stay() noexcept;

 private:
  struct Shared;
  class Leaving;
  static void run(Shared& shared) noexcept;
  static void read(Shared& shared) noexcept;

  std::uint32_t number_;
  std::shared_ptr<Shared> shared_;
  Handle thread_;
  std::shared_ptr<Leaving> leaving_;
  Handle leavingThread_;
};

}  // namespace latchkey
