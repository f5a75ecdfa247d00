// A double of LatchkeyWorker.exe: speaks its frames on a named pipe, with steps out of a script instead of a server.
// scripted_worker --pipe NAME [--script FILE]; without one, LATCHKEY_WORKER_SCRIPT names it. Ends by itself once
// nobody has been connected for a while.
#include <windows.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "host/double/scripted_session.h"
#include "provider/handles.h"

namespace latchkey::worker_double {
namespace {

constexpr DWORD kAloneMs = 20000;
constexpr DWORD kBuffer = 65536;
constexpr DWORD kClients = 4;
constexpr int kBadScript = 2;
constexpr int kPipeTaken = 3;

struct Office {
  SRWLOCK lock = SRWLOCK_INIT;
  std::atomic<int> clients{0};
  ScriptedFlow flow;
  std::map<std::u16string, std::unique_ptr<ScriptedSession>> sessions;

  ScriptedSession& sessionOf(const std::u16string& sid) {
    auto& session = sessions[sid];
    if (!session) session = std::make_unique<ScriptedSession>(flow);
    return *session;
  }
};
Office office;

/// One connection, on a thread of its own.
class Client {
 public:
  explicit Client(Handle pipe) : pipe_(std::move(pipe)), event_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

  static DWORD WINAPI run(void* client) {
    {
      const std::unique_ptr<Client> self(static_cast<Client*>(client));
      self->serve();
    }
    --office.clients;
    return 0;
  }

 private:
  void serve() {
    converse();
    const Locked hold(office.lock);
    // A closed pipe means that the view closed.
    if (session_ != nullptr) session_->leave(this);
  }

  void converse() {
    FrameReader reader(Receiver::worker);
    char chunk[4096];
    while (const DWORD read = readSome(chunk, sizeof chunk)) {
      reader.feed(chunk, read);
      for (auto next = reader.next(); !std::holds_alternative<FrameReader::NeedMore>(next); next = reader.next()) {
        const auto* const frame = std::get_if<Frame>(&next);
        if (frame == nullptr || !take(*frame)) return;
      }
    }
  }

  /// Reads what there is; meanwhile sends steps that come by themselves. 0 once the pipe is closed.
  DWORD readSome(char* into, DWORD size) {
    OVERLAPPED io = {};
    io.hEvent = event_.get();
    DWORD read = 0;
    if (ReadFile(pipe_.get(), into, size, &read, &io) == FALSE && GetLastError() != ERROR_IO_PENDING) return 0;
    while (WaitForSingleObject(event_.get(), 50) == WAIT_TIMEOUT) sendDue();
    return GetOverlappedResult(pipe_.get(), &io, &read, TRUE) != FALSE ? read : 0;
  }

  void sendDue() {
    const Locked hold(office.lock);
    if (session_ == nullptr || session_->dueInMs().value_or(1) > 0) return;
    // 0: nobody asked.
    send(0, session_->advance());
  }

  bool take(const Frame& frame) {
    auto decoded = decodeToWorker(frame);
    const auto* const message = std::get_if<ToWorker>(&decoded);
    if (message == nullptr) return false;
    Outcome outcome;
    {
      const Locked hold(office.lock);
      if (const auto* const hello = std::get_if<Hello>(message)) session_ = &office.sessionOf(hello->userSid);
      if (session_ == nullptr) return false;
      outcome = session_->answer(*message, this);
    }
    Sleep(outcome.delayMs);
    if (outcome.manner == Manner::die) TerminateProcess(GetCurrentProcess(), 9);
    if (outcome.manner == Manner::garbage) write("this is no frame", 16);
    return outcome.manner != Manner::hangUp && (!outcome.message || send(frame.seq, *outcome.message));
  }

  bool send(std::uint32_t seq, const ToProvider& message) {
    const auto bytes = encode(seq, message);
    return bytes && write(bytes->data(), static_cast<DWORD>(bytes->size()));
  }

  bool write(const char* bytes, DWORD size) {
    const Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    OVERLAPPED io = {};
    io.hEvent = event.get();
    DWORD written = 0;
    if (WriteFile(pipe_.get(), bytes, size, &written, &io) == FALSE && GetLastError() != ERROR_IO_PENDING) return false;
    return GetOverlappedResult(pipe_.get(), &io, &written, TRUE) != FALSE && written == size;
  }

  Handle pipe_;
  Handle event_;
  ScriptedSession* session_ = nullptr;
};

bool readScript(const std::wstring& path, std::string& text) {
  const Handle file(CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  if (!file) return false;
  text.assign(GetFileSize(file.get(), nullptr), '\0');
  DWORD read = 0;
  return ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &read, nullptr) != FALSE;
}

Handle openPipe(const std::wstring& name, bool isFirst) {
  const DWORD mode = PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (isFirst ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0);
  return Handle(
      CreateNamedPipeW(name.c_str(), mode, PIPE_TYPE_BYTE | PIPE_WAIT, kClients, kBuffer, kBuffer, 0, nullptr));
}

/// Whether somebody connected before the double had been alone for too long.
bool awaitClient(HANDLE pipe, const Handle& event) {
  OVERLAPPED io = {};
  io.hEvent = event.get();
  ResetEvent(event.get());
  if (ConnectNamedPipe(pipe, &io) != FALSE || GetLastError() == ERROR_PIPE_CONNECTED) return true;
  do {
    if (WaitForSingleObject(event.get(), kAloneMs) == WAIT_OBJECT_0) return true;
  } while (office.clients > 0);
  CancelIo(pipe);
  return false;
}

int serve(const std::wstring& name) {
  const Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  for (bool isFirst = true;; isFirst = false) {
    Handle pipe = openPipe(name, isFirst);
    if (!pipe) return kPipeTaken;
    if (!awaitClient(pipe.get(), event)) return 0;
    ++office.clients;
    auto* const client = new Client(std::move(pipe));
    const Handle thread(CreateThread(nullptr, 0, Client::run, client, 0, nullptr));
  }
}

std::wstring scriptFromEnvironment() {
  wchar_t path[MAX_PATH] = {};
  GetEnvironmentVariableW(L"LATCHKEY_WORKER_SCRIPT", path, MAX_PATH);
  return path;
}

}  // namespace
}  // namespace latchkey::worker_double

int wmain(int count, wchar_t** words) {
  using namespace latchkey::worker_double;
  std::wstring pipe;
  std::wstring script = scriptFromEnvironment();
  for (int i = 1; i + 1 < count; i += 2) {
    if (std::wstring_view(words[i]) == L"--pipe") pipe = words[i + 1];
    if (std::wstring_view(words[i]) == L"--script") script = words[i + 1];
  }
  std::string text;
  if (pipe.empty() || !readScript(script, text)) return kBadScript;
  if (const auto mistake = office.flow.parse(text)) {
    std::fprintf(stderr, "%s\n", mistake->c_str());
    return kBadScript;
  }
  return office.flow.isEmpty() ? kBadScript : serve(pipe);
}
