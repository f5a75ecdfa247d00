#include "provider/worker_line.h"

#include <optional>
#include <utility>
#include <variant>

#include "provider/background.h"
#include "provider/worker_dial.h"

namespace latchkey {
namespace {

// Together with the wait for the reading thread this stays below the 100 ms that LogonUI may be kept.
constexpr DWORD kWriteMs = 30;
constexpr DWORD kChunk = 4096;

/// Waits for an overlapped call; cancels it where `quit` comes first or time runs out. The number of bytes, or
/// nothing.
std::optional<DWORD> finish(HANDLE pipe, OVERLAPPED& pending, bool began, HANDLE quit, DWORD patienceMs) noexcept {
  if (!began && GetLastError() != ERROR_IO_PENDING) return {};
  const HANDLE either[] = {pending.hEvent, quit};
  const DWORD count = quit == nullptr ? 1 : 2;
  const bool isDone = WaitForMultipleObjects(count, either, FALSE, patienceMs) == WAIT_OBJECT_0;
  if (!isDone) CancelIoEx(pipe, &pending);
  DWORD bytes = 0;
  // Waits for the cancelled call too: its OVERLAPPED is on this stack.
  const bool isWhole = GetOverlappedResult(pipe, &pending, &bytes, TRUE) != FALSE;
  if (!isDone || !isWhole) return {};
  return bytes;
}

}  // namespace

struct WorkerLine::Shared {
  std::uint32_t number = 0;
  bool mayStart = false;
  std::shared_ptr<Mailbox> mailbox;
  Handle quit;
  /// Set by the thread before it says Connected, read by the STA after it heard so.
  Handle pipe;

  [[nodiscard]] bool write(std::uint32_t seq, const ToWorker& message) noexcept;
  void say(Letter letter) noexcept { mailbox->deliver({number, std::move(letter)}, quit.get()); }
  [[nodiscard]] bool isOver() const noexcept { return WaitForSingleObject(quit.get(), 0) == WAIT_OBJECT_0; }
};

WorkerLine::WorkerLine(std::uint32_t number, bool mayStart, std::shared_ptr<Mailbox> mailbox)
    : number_(number), shared_(std::make_shared<Shared>()) {
  shared_->number = number;
  shared_->mayStart = mayStart;
  shared_->mailbox = std::move(mailbox);
  shared_->quit = Handle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  thread_ = startThread([shared = shared_] { run(*shared); });
}

WorkerLine::~WorkerLine() {
  SetEvent(shared_->quit.get());
  waitShortly(thread_, leavingThread_);
}

void WorkerLine::run(Shared& shared) noexcept {
  Dialled dialled = dialWorker(shared.mayStart, shared.quit.get());
  if (shared.isOver()) return;
  if (!dialled.pipe) return shared.say(Lost{dialled.failure, dialled.detail});
  shared.pipe = std::move(dialled.pipe);
  shared.say(Connected{});
  read(shared);
}

void WorkerLine::read(Shared& shared) noexcept {
  const Handle happened(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  FrameReader reader(Receiver::provider);
  char chunk[kChunk];
  while (!shared.isOver()) {
    auto next = reader.next();
    if (std::holds_alternative<WireMistake>(next)) return shared.say(Lost{Failure::workerGarbage, 0});
    if (auto* frame = std::get_if<Frame>(&next)) {
      auto message = decodeToProvider(*frame);
      if (std::holds_alternative<WireMistake>(message)) return shared.say(Lost{Failure::workerGarbage, 0});
      shared.say(Arrived{frame->seq, std::get<ToProvider>(std::move(message))});
      continue;
    }
    OVERLAPPED pending = {};
    pending.hEvent = happened.get();
    const bool began = ReadFile(shared.pipe.get(), chunk, kChunk, nullptr, &pending) != FALSE;
    const auto bytes = finish(shared.pipe.get(), pending, began, shared.quit.get(), INFINITE);
    if (!bytes || *bytes == 0) return shared.isOver() ? void() : shared.say(Lost{Failure::workerGone, 0});
    reader.feed(chunk, *bytes);
  }
}

bool WorkerLine::send(std::uint32_t seq, const ToWorker& message) noexcept { return shared_->write(seq, message); }

bool WorkerLine::Shared::write(std::uint32_t seq, const ToWorker& message) noexcept {
  const auto frame = encode(seq, message);
  if (!frame || !pipe) return false;
  const Handle happened(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  OVERLAPPED pending = {};
  pending.hEvent = happened.get();
  const auto size = static_cast<DWORD>(frame->size());
  const bool began = WriteFile(pipe.get(), frame->data(), size, nullptr, &pending) != FALSE;
  const auto bytes = finish(pipe.get(), pending, began, nullptr, kWriteMs);
  return bytes && *bytes == size;
}

/// One LEAVE that is to be said later: either it is said or it is taken back, never both.
class WorkerLine::Leaving {
 public:
  void sayAfter(Shared& shared, std::uint32_t seq, DWORD ms) noexcept {
    const HANDLE either[] = {back_.get(), shared.quit.get()};
    if (WaitForMultipleObjects(2, either, FALSE, ms) != WAIT_TIMEOUT) return;
    const Locked locked(lock_);
    if (std::exchange(isOver_, true)) return;
    isSaid_ = true;
    // Where it can't be written the worker hears the pipe close, which counts as much.
    static_cast<void>(shared.write(seq, Leave{}));
  }

  /// False where it was said. Waits for a write that is under way, `kWriteMs` at most.
  [[nodiscard]] bool takeBack() noexcept {
    const Locked locked(lock_);
    isOver_ = true;
    SetEvent(back_.get());
    return !isSaid_;
  }

 private:
  SRWLOCK lock_ = SRWLOCK_INIT;
  Handle back_{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  bool isOver_ = false;
  bool isSaid_ = false;
};

void WorkerLine::leaveIn(std::uint32_t seq, DWORD ms) noexcept try {
  if (leaving_) static_cast<void>(leaving_->takeBack());
  leaving_ = std::make_shared<Leaving>();
  leavingThread_ = startThread([leaving = leaving_, shared = shared_, seq, ms] { leaving->sayAfter(*shared, seq, ms); });
  if (!leavingThread_) leaving_->sayAfter(*shared_, seq, 0);
} catch (...) {
  static_cast<void>(send(seq, Leave{}));
}

bool WorkerLine::stay() noexcept { return !leaving_ || leaving_->takeBack(); }

}  // namespace latchkey
