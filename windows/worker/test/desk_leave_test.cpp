#include <doctest/doctest.h>

#include <windows.h>

#include <atomic>
#include <memory>
#include <utility>

#include "flow/test/session_fixture.h"
#include "worker/flow_desk.h"

using namespace latchkey;

namespace {

class HandClock final : public Clock {
 public:
  std::atomic<std::uint64_t> now{1000};
  std::uint64_t nowMs() noexcept override { return now; }
  bool pause(std::uint32_t) noexcept override { return true; }
};

/// Somebody at the other end of a pipe.
class Person final : public Line {
 public:
  explicit Person(FlowDesk& desk) : desk_(desk), visitor_(std::make_shared<Visitor>(*this)) {}

  void tell(ToWorker message) { REQUIRE(desk_.post(visitor_, ++seq_, std::move(message))); }
  ToProvider ask(ToWorker message) {
    tell(std::move(message));
    return next();
  }
  /// Lets go of the visitor too, as a connection does that ends.
  void hangUp() { desk_.gone(std::exchange(visitor_, nullptr)); }

  bool write(const SecretBuffer& frame) noexcept override {
    const Locked locked(lock_);
    reader_.feed(frame.data(), frame.size());
    SetEvent(heard_.get());
    return true;
  }

 private:
  ToProvider next() {
    for (int i = 0; i < 100; ++i) {
      {
        const Locked locked(lock_);
        auto found = reader_.next();
        if (auto* frame = std::get_if<Frame>(&found)) return std::get<ToProvider>(decodeToProvider(*frame));
      }
      WaitForSingleObject(heard_.get(), 100);
    }
    return Progress{};
  }

  FlowDesk& desk_;
  std::shared_ptr<Visitor> visitor_;
  std::uint32_t seq_ = 0;
  SRWLOCK lock_ = SRWLOCK_INIT;
  FrameReader reader_{Receiver::provider};
  Handle heard_{CreateEventW(nullptr, FALSE, FALSE, nullptr)};
};

Hello helloOf(const char16_t* sid) { return Hello{u"en-US", u"10.0.19045", u"PC", 1, sid}; }
const Start kStart{Purpose::reset, u"alice"};

/// A desk in front of a server that has one flow to give: past its first gate, unless another step is named.
struct Scene {
  CancelSignal cancel;
  HandClock clock;
  CountingRandomness randomness;
  ScriptedTransport server;
  SessionWorld world{server, clock, randomness, "1.0.0"};
  SessionShelf shelf{world};
  std::atomic<int> chores{0};
  /// How many requests the server had got at the latest chore.
  std::atomic<std::size_t> sentAtChore{0};
  FlowDesk desk{{shelf, cancel, clock, u"1.0.0", [] { return true; }, [this] { doChore(); }, [](const std::string&) {},
                 600000}};
  Person alice{desk};
  Handle thread;

  explicit Scene(const std::string& step = kSecondGate) {
    server.willAnswer(201, startedAnswer("answer-challenge", step));
    thread = Handle(CreateThread(nullptr, 0, run, this, 0, nullptr));
    greet(alice);
    REQUIRE(isStep(alice.ask(kStart)));
  }
  ~Scene() {
    desk.stop();
    WaitForSingleObject(thread.get(), INFINITE);
  }
  static DWORD WINAPI run(void* scene) noexcept {
    static_cast<Scene*>(scene)->desk.run();
    return 0;
  }
  static bool isStep(const ToProvider& message) { return std::holds_alternative<StepShown>(message); }
  static void greet(Person& person, const char16_t* sid = u"S-1-5-21-1") {
    REQUIRE(std::holds_alternative<Ready>(person.ask(helloOf(sid))));
  }
  void doChore() {
    sentAtChore = server.sent.size();
    ++chores;
  }
  [[nodiscard]] bool hasChoreAfter(int before) {
    for (int i = 0; i < 100 && chores == before; ++i) Sleep(50);
    return chores != before;
  }
  /// Everything that was posted before has been worked off once somebody else was greeted.
  void settle() {
    Person other(desk);
    greet(other, u"S-1-5-21-9");
    other.hangUp();
  }
  /// Whether the flow can be gone on with when its bound after a leaving is over.
  bool isThereAfterBound(Person& person) {
    settle();
    clock.now += bound::kBetweenGatesMs + 1;
    return isStep(person.ask(Resume{}));
  }
};

}  // namespace

TEST_CASE("a flow that is looked at has no bound of leaving") {
  Scene scene;
  CHECK(scene.isThereAfterBound(scene.alice));
}

TEST_CASE("a leaving starts the bounds, without anything that follows it") {
  Scene scene;
  scene.alice.tell(Leave{});
  CHECK_FALSE(scene.isThereAfterBound(scene.alice));
}

TEST_CASE("a pipe that is lost starts the bounds") {
  Scene scene;
  scene.alice.hangUp();
  Person again(scene.desk);
  scene.settle();
  scene.clock.now += bound::kBetweenGatesMs + 1;
  Scene::greet(again);
  CHECK_FALSE(Scene::isStep(again.ask(Resume{})));
}

TEST_CASE("an older connection that ends closes nothing for who looks by a newer one") {
  Scene scene;
  Person newer(scene.desk);
  Scene::greet(newer);
  REQUIRE(Scene::isStep(newer.ask(Resume{})));
  scene.alice.hangUp();
  CHECK(scene.isThereAfterBound(newer));
}

TEST_CASE("an older connection that stays open keeps no flow from the bounds of who left by a newer one") {
  Scene scene;
  Person newer(scene.desk);
  Scene::greet(newer);
  REQUIRE(Scene::isStep(newer.ask(Resume{})));
  newer.tell(Leave{});
  CHECK_FALSE(scene.isThereAfterBound(newer));
}

TEST_CASE("a newer connection that has left itself keeps nothing open") {
  Scene scene;
  Person newer(scene.desk);
  Scene::greet(newer);
  newer.tell(Leave{});
  scene.alice.tell(Leave{});
  CHECK_FALSE(scene.isThereAfterBound(newer));
}

TEST_CASE("a flow that was left before anything was proven keeps no chore waiting") {
  Scene scene(kFirstGate);
  const int before = scene.chores;
  scene.alice.hangUp();
  scene.settle();
  scene.clock.now += 30000;
  CHECK(scene.hasChoreAfter(before));
  CHECK_FALSE(scene.shelf.isEmpty());
}

TEST_CASE("a flow of which something is proven ends before any chore may be in its way") {
  Scene scene;
  const int before = scene.chores;
  scene.alice.hangUp();
  for (int i = 0; i < 3; ++i) {
    scene.clock.now += 30000;
    scene.settle();
  }
  scene.clock.now += bound::kBetweenGatesMs;
  CHECK(scene.hasChoreAfter(before));
  // The start and the DELETE.
  CHECK(scene.sentAtChore == 2);
}
