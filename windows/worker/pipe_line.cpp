#include "worker/pipe_line.h"

#include <utility>
#include <variant>

#include "worker/pipe_wait.h"

namespace latchkey {
namespace {

constexpr DWORD kChunk = 4096;
// A client that doesn't read for so long isn't LogonUI, which reads on a thread of its own.
constexpr DWORD kWriteMs = 5000;

struct WipedChunk {
  char bytes[kChunk] = {};
  ~WipedChunk() { wipeMemory(bytes, sizeof bytes); }
};

}  // namespace

PipeLine::PipeLine(Handle pipe, bool isConnected, FlowDesk& desk, std::function<void(const std::string&)> note)
    : pipe_(std::move(pipe)),
      isConnected_(isConnected),
      desk_(desk),
      note_(std::move(note)),
      quit_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
      heard_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
      written_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
      thread_(CreateThread(nullptr, 0, start, this, 0, nullptr)) {}

PipeLine::~PipeLine() {
  SetEvent(quit_.get());
  if (thread_) WaitForSingleObject(thread_.get(), INFINITE);
}

DWORD WINAPI PipeLine::start(void* self) noexcept {
  try {
    static_cast<PipeLine*>(self)->run();
  } catch (...) {
    // Out of memory: this instance takes no more clients, the others do.
  }
  return 0;
}

bool PipeLine::isQuitting() const noexcept { return WaitForSingleObject(quit_.get(), 0) == WAIT_OBJECT_0; }

void PipeLine::run() {
  while (awaitClient()) {
    const auto visitor = std::make_shared<Visitor>(*this);
    serve(visitor);
    desk_.gone(visitor);
    if (isConnected_) return desk_.stop();
    DisconnectNamedPipe(pipe_.get());
  }
}

bool PipeLine::awaitClient() {
  if (isConnected_) return true;
  OVERLAPPED pending = {};
  pending.hEvent = heard_.get();
  ResetEvent(heard_.get());
  const bool isThere = ConnectNamedPipe(pipe_.get(), &pending) != FALSE;
  // A client that came before the call.
  if (!isThere && GetLastError() == ERROR_PIPE_CONNECTED) return !isQuitting();
  if (finishOverlapped(pipe_.get(), pending, isThere, quit_.get(), INFINITE)) return true;
  return !isQuitting();
}

void PipeLine::serve(const std::shared_ptr<Visitor>& visitor) {
  FrameReader reader(Receiver::worker);
  WipedChunk chunk;
  for (;;) {
    auto next = reader.next();
    if (const auto* mistake = std::get_if<WireMistake>(&next))
      return note_("hung up: no frame, mistake " + std::to_string(static_cast<int>(*mistake)));
    if (auto* frame = std::get_if<Frame>(&next)) {
      auto message = decodeToWorker(*frame);
      auto* const good = std::get_if<ToWorker>(&message);
      if (good == nullptr) return note_("hung up: bad payload");
      if (!desk_.post(visitor, frame->seq, std::move(*good))) return note_("hung up: out of turn");
      continue;
    }
    OVERLAPPED pending = {};
    pending.hEvent = heard_.get();
    const bool began = ReadFile(pipe_.get(), chunk.bytes, kChunk, nullptr, &pending) != FALSE;
    const auto count = finishOverlapped(pipe_.get(), pending, began, quit_.get(), INFINITE);
    if (!count || *count == 0) return note_("hung up by the client");
    reader.feed(chunk.bytes, *count);
  }
}

bool PipeLine::write(const SecretBuffer& frame) noexcept {
  OVERLAPPED pending = {};
  pending.hEvent = written_.get();
  const auto size = static_cast<DWORD>(frame.size());
  const bool began = WriteFile(pipe_.get(), frame.data(), size, nullptr, &pending) != FALSE;
  const auto count = finishOverlapped(pipe_.get(), pending, began, quit_.get(), kWriteMs);
  return count && *count == size;
}

}  // namespace latchkey
