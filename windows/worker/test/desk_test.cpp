#include <doctest/doctest.h>

#include <atomic>

#include <windows.h>

#include <memory>
#include <vector>

#include "worker/flow_desk.h"
#include "worker/machine_world.h"

using namespace latchkey;

namespace {

/// Waits in `send` until it is cancelled, as a server that never answers does.
class SilentServer final : public Transport {
 public:
  explicit SilentServer(CancelSignal& cancel) : cancel_(cancel) {}
  int sent = 0;
  std::variant<HttpResponse, NetworkFault> send(const HttpRequest&, std::uint32_t) noexcept override {
    ++sent;
    SetEvent(begun.get());
    WaitForSingleObject(cancel_.event(), 10000);
    return NetworkFault{Failure::cancelled, 0, false};
  }
  Handle begun{CreateEventW(nullptr, FALSE, FALSE, nullptr)};

 private:
  CancelSignal& cancel_;
};

class HeardLine final : public Line {
 public:
  bool write(const SecretBuffer& frame) noexcept override {
    reader.feed(frame.data(), frame.size());
    SetEvent(heard.get());
    return true;
  }
  ToProvider next() {
    for (int i = 0; i < 100; ++i) {
      auto found = reader.next();
      if (auto* frame = std::get_if<Frame>(&found)) {
        auto message = decodeToProvider(*frame);
        return std::get<ToProvider>(std::move(message));
      }
      WaitForSingleObject(heard.get(), 100);
    }
    return Progress{};
  }
  FrameReader reader{Receiver::provider};
  Handle heard{CreateEventW(nullptr, FALSE, FALSE, nullptr)};
};

struct Room {
  CancelSignal cancel;
  MachineClock clock{cancel};
  MachineRandomness randomness;
  SilentServer server{cancel};
  SessionWorld world{server, clock, randomness, "1.0.0"};
  SessionShelf shelf{world};
  bool isConfigured = true;
  bool hasChore = false;
  Handle choreBegan{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  std::atomic<int> chores{0};
  FlowDesk desk{{shelf, cancel, clock, u"1.0.0", [this] { return isConfigured; }, [this] { settle(); },
                 [](const std::string&) {}, 600000}};
  HeardLine line;
  std::shared_ptr<Visitor> visitor = std::make_shared<Visitor>(line);
  Handle thread;

  /// A chore that only its end by somebody else ends.
  void settle() {
    if (!hasChore) return;
    ++chores;
    SetEvent(choreBegan.get());
    WaitForSingleObject(cancel.event(), 10000);
  }
  void open() { thread = Handle(CreateThread(nullptr, 0, run, this, 0, nullptr)); }
  ~Room() {
    desk.stop();
    if (thread) WaitForSingleObject(thread.get(), INFINITE);
  }
  static DWORD WINAPI run(void* room) noexcept {
    static_cast<Room*>(room)->desk.run();
    return 0;
  }
  [[nodiscard]] bool post(std::uint32_t seq, ToWorker message) { return desk.post(visitor, seq, std::move(message)); }
  [[nodiscard]] Failure failure() {
    const ToProvider heard = line.next();
    const auto* problem = std::get_if<Problem>(&heard);
    return problem == nullptr ? Failure::none : problem->failure;
  }
};

const Hello kHello{u"en-US", u"10.0.19045", u"PC", 1, u"S-1-5-21-1"};
const Start kStart{Purpose::reset, u"alice"};

}  // namespace

TEST_CASE("hello comes first and once") {
  Room room;
  CHECK_FALSE(room.post(1, kStart));
  CHECK(room.post(1, kHello));
  CHECK_FALSE(room.post(2, kHello));
}

TEST_CASE("a second request before the first one's reply is out of turn") {
  Room room;
  CHECK(room.post(1, kHello));
  CHECK(room.post(2, kStart));
  CHECK_FALSE(room.post(3, Resume{}));
  CHECK(room.post(4, Leave{}));
}

TEST_CASE("a cancel ends the request under way at once") {
  Room room;
  room.open();
  CHECK(room.post(1, kHello));
  CHECK(std::holds_alternative<Ready>(room.line.next()));
  CHECK(room.post(2, kStart));
  WaitForSingleObject(room.server.begun.get(), 5000);
  CHECK(room.post(3, Cancel{}));
  CHECK(room.failure() == Failure::cancelled);
}

TEST_CASE("a request that was cancelled before its turn isn't sent") {
  Room room;
  CHECK(room.post(1, kHello));
  CHECK(room.post(2, kStart));
  CHECK(room.post(3, Cancel{}));
  room.open();
  CHECK(std::holds_alternative<Ready>(room.line.next()));
  CHECK(room.failure() == Failure::cancelled);
  CHECK(room.server.sent == 0);
}

TEST_CASE("a person in front of the screen needn't wait for the request of somebody who left") {
  Room room;
  room.open();
  CHECK(room.post(1, kHello));
  CHECK(room.post(2, kStart));
  WaitForSingleObject(room.server.begun.get(), 5000);
  CHECK(room.post(3, Leave{}));
  HeardLine other;
  const auto second = std::make_shared<Visitor>(other);
  CHECK(room.desk.post(second, 1, Hello{u"en-US", u"10.0.19045", u"PC", 1, u"S-1-5-21-2"}));
  CHECK(room.desk.post(second, 2, Resume{}));
  CHECK(std::holds_alternative<Ready>(other.next()));
  CHECK(std::holds_alternative<Idle>(other.next()));
}

TEST_CASE("a client that hangs up ends its request") {
  Room room;
  room.open();
  CHECK(room.post(1, kHello));
  CHECK(room.post(2, kStart));
  WaitForSingleObject(room.server.begun.get(), 5000);
  room.desk.gone(room.visitor);
  HeardLine other;
  const auto second = std::make_shared<Visitor>(other);
  CHECK(room.desk.post(second, 1, kHello));
  CHECK(std::holds_alternative<Ready>(other.next()));
}

TEST_CASE("without a usable configuration nothing is sent and the reply says so") {
  Room room;
  room.isConfigured = false;
  room.open();
  CHECK(room.post(1, kHello));
  CHECK(std::holds_alternative<Ready>(room.line.next()));
  CHECK(room.post(2, kStart));
  CHECK(room.failure() == Failure::notConfigured);
  CHECK(room.server.sent == 0);
}

TEST_CASE("a chore runs while nobody is there, and whoever comes ends it") {
  Room room;
  room.hasChore = true;
  room.open();
  REQUIRE(WaitForSingleObject(room.choreBegan.get(), 5000) == WAIT_OBJECT_0);
  const ULONGLONG began = GetTickCount64();
  CHECK(room.post(1, kHello));
  CHECK(std::holds_alternative<Ready>(room.line.next()));
  CHECK(GetTickCount64() - began < 2000);
  CHECK(room.post(2, Resume{}));
  CHECK(std::holds_alternative<Idle>(room.line.next()));
  CHECK(room.chores == 1);
}

TEST_CASE("a stop ends a chore") {
  Room room;
  room.hasChore = true;
  room.open();
  REQUIRE(WaitForSingleObject(room.choreBegan.get(), 5000) == WAIT_OBJECT_0);
  room.desk.stop();
  CHECK(WaitForSingleObject(room.thread.get(), 2000) == WAIT_OBJECT_0);
}

TEST_CASE("a worker with nobody there and no flow ends by itself") {
  Room room;
  FlowDesk desk({room.shelf, room.cancel, room.clock, u"1.0.0", [] { return true; }, [] {}, [](const std::string&) {}, 0});
  desk.run();
  CHECK(room.shelf.isEmpty());
}
