// A client of the worker's pipe, told what to do by lines on its standard input; prints what comes as lines of JSON.
// dial PIPE · spawn EXE · hello SID [LOCALE] · start NAME · tile NAME (as start, of the tile itself) · choose STEP I · answer STEP VALUE… · link STEP resend|other ·
// resume · retry · poll · cancel · leave · forget · raw HEX · hangup · set NAME VALUE · unset NAME · quit
#include <windows.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "flow/utf.h"
#include "provider/handles.h"
#include "worker/test/walker_print.h"

namespace latchkey {
namespace {

constexpr DWORD kDialMs = 15000;
constexpr wchar_t kKey[] = L"SOFTWARE\\Latchkey";

std::u16string utf16(const std::string& text) { return utf16From(text).value_or(u""); }
std::wstring wide(const std::string& text) {
  const std::u16string units = utf16(text);
  return std::wstring(units.begin(), units.end());
}

class Walker {
 public:
  bool obey(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::vector<std::string> rest;
    words >> verb;
    for (std::string word; words >> word;) rest.push_back(word);
    rest.resize(rest.size() < 2 ? 2 : rest.size());
    if (verb == "quit") return false;
    if (verb == "dial") return dial(rest[0]);
    if (verb == "spawn") return spawn(rest[0]);
    if (verb == "set" || verb == "unset") return store(verb == "set", rest[0], rest[1]);
    if (verb == "raw") return raw(rest[0]);
    if (verb == "hangup") return hangUp();
    return say(verb, rest, static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')));
  }

 private:
  bool dial(const std::string& name) {
    const ULONGLONG began = GetTickCount64();
    while (!pipe_ && GetTickCount64() - began < kDialMs) {
      pipe_ = Handle(CreateFileW(wide(name).c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                                 FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
      if (!pipe_) Sleep(50);
    }
    if (!pipe_) printWord("unreachable", GetLastError());
    if (pipe_) listen();
    return true;
  }

  /// The worker gets its end of a pipe as an inherited handle.
  bool spawn(const std::string& program) {
    const std::wstring name = L"\\\\.\\pipe\\walker-" + std::to_wstring(GetCurrentProcessId());
    pipe_ = Handle(CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE, 1, 65536,
                                    65536, 0, nullptr));
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, nullptr, TRUE};
    const Handle theirs(CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &inherited, OPEN_EXISTING,
                                    FILE_FLAG_OVERLAPPED, nullptr));
    std::wstring line = L"\"" + wide(program) + L"\" /pipe-handles " +
                        std::to_wstring(reinterpret_cast<ULONG_PTR>(theirs.get()));
    STARTUPINFOW start = {};
    start.cb = sizeof start;
    PROCESS_INFORMATION made = {};
    if (!CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start, &made)) return false;
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    listen();
    return true;
  }

  void listen() {
    printWord("connected");
    thread_ = Handle(CreateThread(nullptr, 0, hear, this, 0, nullptr));
  }

  static DWORD WINAPI hear(void* self) noexcept {
    static_cast<Walker*>(self)->hearAll();
    return 0;
  }

  void hearAll() {
    FrameReader reader(Receiver::provider);
    char chunk[4096];
    for (;;) {
      auto next = reader.next();
      if (std::holds_alternative<WireMistake>(next)) return printWord("garbage");
      if (auto* frame = std::get_if<Frame>(&next)) {
        auto message = decodeToProvider(*frame);
        if (auto* good = std::get_if<ToProvider>(&message)) printMessage(frame->seq, *good);
        continue;
      }
      OVERLAPPED io = {};
      const Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
      io.hEvent = event.get();
      DWORD read = 0;
      const bool began = ReadFile(pipe_.get(), chunk, sizeof chunk, nullptr, &io) != FALSE;
      const bool isPending = began || GetLastError() == ERROR_IO_PENDING;
      if (!isPending || !GetOverlappedResult(pipe_.get(), &io, &read, TRUE) || read == 0) return printWord("closed");
      reader.feed(chunk, read);
    }
  }

  bool write(std::string_view bytes) {
    OVERLAPPED io = {};
    const Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    io.hEvent = event.get();
    DWORD written = 0;
    const bool began = WriteFile(pipe_.get(), bytes.data(), static_cast<DWORD>(bytes.size()), nullptr, &io) != FALSE;
    if (!began && GetLastError() != ERROR_IO_PENDING) return true;
    GetOverlappedResult(pipe_.get(), &io, &written, TRUE);
    return true;
  }

  bool say(const std::string& verb, const std::vector<std::string>& rest, std::size_t count) {
    ToWorker message = messageOf(verb, rest, count);
    const auto frame = encode(++seq_, message);
    return frame && write(frame->view());
  }

  static ToWorker messageOf(const std::string& verb, const std::vector<std::string>& rest, std::size_t count) {
    if (verb == "hello")
      return Hello{utf16(rest[1].empty() ? "en-US" : rest[1]), u"10.0.19045", u"WALKER-PC", 1, utf16(rest[0])};
    if (verb == "start" || verb == "tile") return Start{Purpose::reset, utf16(rest[0]), verb == "tile"};
    if (verb == "cancel") return Cancel{};
    if (verb == "leave") return Leave{};
    if (verb == "forget") return Forget{};
    if (verb == "resume") return Resume{utf16(rest[0])};
    if (verb == "retry") return Retry{};
    if (verb == "poll") return Poll{};
    return answerOf(verb, rest, count);
  }

  static ToWorker answerOf(const std::string& verb, const std::vector<std::string>& rest, std::size_t count) {
    Answer answer;
    answer.step = static_cast<std::uint32_t>(std::stoul(rest[0]));
    if (verb == "choose") answer.option = static_cast<std::uint8_t>(std::stoul(rest[1]));
    if (verb == "link") answer.action = rest[1] == "resend" ? ActionKind::resend : ActionKind::otherAuthenticator;
    for (std::size_t i = 1; verb == "answer" && i < count; ++i) answer.values.emplace_back(utf16(rest[i]));
    return answer;
  }

  bool raw(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
      bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return write(bytes);
  }

  bool hangUp() {
    CancelIoEx(pipe_.get(), nullptr);
    WaitForSingleObject(thread_.get(), 2000);
    pipe_ = Handle();
    return true;
  }

  static bool store(bool isSet, const std::string& name, const std::string& value) {
    HKEY key = nullptr;
    RegCreateKeyExW(HKEY_LOCAL_MACHINE, kKey, 0, nullptr, 0, KEY_ALL_ACCESS, nullptr, &key, nullptr);
    const std::wstring text = wide(value);
    const auto size = static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t));
    const auto* const bytes = reinterpret_cast<const BYTE*>(text.c_str());
    if (isSet)
      RegSetValueExW(key, wide(name).c_str(), 0, REG_SZ, bytes, size);
    else
      RegDeleteValueW(key, wide(name).c_str());
    RegCloseKey(key);
    printWord("stored");
    return true;
  }

  Handle pipe_;
  Handle thread_;
  std::uint32_t seq_ = 0;
};

}  // namespace
}  // namespace latchkey

int wmain() {
  latchkey::Walker walker;
  for (std::string line; std::getline(std::cin, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    if (!walker.obey(line)) break;
  }
  ExitProcess(0);
}
