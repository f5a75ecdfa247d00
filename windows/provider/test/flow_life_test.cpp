#include <doctest/doctest.h>

#include "provider/test/flow_fixture.h"

using namespace latchkey;
using namespace latchkey::test;

TEST_CASE("leaving the tile forgets what was typed and tells the worker") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"1234");
  scene.flow.close(&scene.view);
  CHECK(scene.flow.isBoxEmpty(Box::secret));
  CHECK(scene.worker.last<Leave>() != nullptr);
  CHECK(scene.worker.hungUp == 1);
}

TEST_CASE("coming back asks the worker for the step to go on with") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.close(&scene.view);
  scene.openAt();
  CHECK_FALSE(scene.says(u"Enter the code"));
  scene.flow.onConnected();
  CHECK(scene.worker.last<Resume>() != nullptr);
  scene.reply(codeStep());
  CHECK(scene.says(u"Enter the code"));
}

TEST_CASE("coming back too late begins at the beginning") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.close(&scene.view);
  scene.openAt();
  scene.flow.onConnected();
  scene.replyIdle();
  CHECK(scene.says(u"Choose a new password here"));
}

TEST_CASE("Enter while the worker looks for something to go on with begins where it finds nothing") {
  Scene scene;
  scene.openAt();
  scene.flow.onConnected();
  REQUIRE(scene.worker.last<Resume>() != nullptr);
  scene.flow.submit();
  CHECK(scene.worker.last<Start>() == nullptr);
  scene.replyIdle();
  CHECK(scene.worker.last<Start>() != nullptr);
}

TEST_CASE("Enter while the worker looks for something to go on with does not answer the step that it finds") {
  Scene scene;
  scene.openAt();
  scene.flow.onConnected();
  scene.flow.submit();
  scene.reply(codeStep());
  CHECK(scene.worker.last<Start>() == nullptr);
  CHECK(scene.worker.last<Answer>() == nullptr);
  CHECK(scene.says(u"Enter the code"));
}

TEST_CASE("leaving under a request lets it end before the line is closed") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  const std::uint32_t asked = scene.worker.sent.back().seq;
  scene.flow.close(&scene.view);
  CHECK(scene.worker.hungUp == 0);
  scene.flow.onMessage(asked, shown(9, passwordStep()));
  CHECK(scene.worker.hungUp == 1);
}

TEST_CASE("coming back under a request resumes once it has ended") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  const std::uint32_t asked = scene.worker.sent.back().seq;
  scene.flow.close(&scene.view);
  scene.openAt();
  CHECK(scene.flow.picture().isWaiting);
  scene.flow.onMessage(asked, shown(9, passwordStep()));
  CHECK(scene.worker.last<Resume>() != nullptr);
}

TEST_CASE("a re-enumeration that was asked for is no leaving") {
  Scene scene;
  scene.reach(codeStep());
  const std::size_t before = scene.worker.sent.size();
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.flow.open(&scene.view);
  CHECK(scene.worker.sent.size() == before);
  CHECK(scene.says(u"Enter the code"));
}

TEST_CASE("a re-enumeration still forgets what was typed") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  CHECK(scene.flow.isBoxEmpty(Box::secret));
}

TEST_CASE("leaving long after such a re-enumeration is leaving") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.expectRefresh();
  scene.pc.now += patience::kRefreshMs + 1;
  scene.flow.close(&scene.view);
  CHECK(scene.worker.last<Leave>() != nullptr);
}

TEST_CASE("cancelling deletes the flow and says so in the log") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.abandon();
  CHECK(scene.worker.last<Forget>() != nullptr);
  CHECK(scene.journal.count(event::kCancelled) == 1);
  scene.replyIdle();
  CHECK(scene.worker.hungUp == 1);
}

TEST_CASE("cancelling under a request stops it before the flow is deleted") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  const std::uint32_t asked = scene.worker.sent.back().seq;
  scene.flow.abandon();
  CHECK(scene.worker.last<Cancel>() != nullptr);
  Problem cancelled;
  cancelled.failure = Failure::cancelled;
  scene.flow.onMessage(asked, cancelled);
  CHECK(scene.worker.last<Forget>() != nullptr);
}

TEST_CASE("cancelling before anything began is silent") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.abandon();
  CHECK(scene.worker.sent.empty());
  CHECK(scene.journal.events.empty());
}

TEST_CASE("a refresh that brings another name back is another person") {
  Scene scene(Person{});
  scene.flow.open(&scene.view, u"alice");
  scene.flow.onDomain(DomainReach::reachable);
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  scene.reply(passwordStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.flow.open(&scene.view, u"bob");
  CHECK(scene.worker.last<Leave>() != nullptr);
  CHECK(scene.flow.picture().inputs.empty());
}

TEST_CASE("the next one at a tile for nobody in particular says who they are") {
  Scene scene(Person{});
  scene.openAt();
  scene.findNobody();
  scene.flow.type(Box::edit, u"alice");
  scene.flow.submit();
  scene.flow.onConnected();
  scene.reply(codeStep());
  scene.flow.close(&scene.view);
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  CHECK(scene.worker.count<Start>() == 1);
  CHECK(scene.says(u"Please fill in"));
}

TEST_CASE("a tile that is left in the moments of a re-enumeration is left, once they have passed") {
  Scene scene;
  scene.reach(passwordStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  CHECK(scene.worker.count<Leave>() == 0);
  scene.pc.now += patience::kRefreshMs + 1;
  scene.flow.tick();
  CHECK(scene.worker.count<Leave>() == 1);
  CHECK_FALSE(scene.flow.isOpen());
}

TEST_CASE("whoever comes back after those moments begins at the beginning, even where no tick came") {
  Scene scene;
  scene.reach(passwordStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.pc.now += patience::kRefreshMs + 1;
  scene.openAt();
  CHECK(scene.worker.last<Leave>() != nullptr);
  CHECK(scene.flow.picture().inputs.empty());
}

TEST_CASE("a flow whose leaving nobody told for longer than its bound is deleted") {
  Scene scene;
  scene.reach(passwordStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.pc.now += patience::kUntoldMs + 1;
  scene.openAt();
  CHECK(scene.worker.last<Forget>() != nullptr);
  scene.replyIdle();
  CHECK(scene.worker.last<Resume>() != nullptr);
}

TEST_CASE("locking the session is leaving: the worker is told, and the step is gone from the screen") {
  Scene scene;
  scene.reach(passwordStep());
  const int before = scene.view.changes;
  scene.flow.onSessionLeft();
  CHECK(scene.worker.count<Leave>() == 1);
  CHECK_FALSE(scene.flow.isOpen());
  CHECK(scene.view.changes > before);
  CHECK(scene.flow.picture().inputs.empty());
  scene.flow.close(&scene.view);
  CHECK(scene.worker.count<Leave>() == 1);
}

TEST_CASE("Enter on a tile that outlived its session looks for the flow again") {
  Scene scene;
  scene.reach(passwordStep());
  scene.flow.onSessionLeft();
  scene.flow.submit();
  CHECK(scene.flow.isOpen());
  scene.flow.onDomain(DomainReach::reachable);
  scene.flow.onConnected();
  CHECK(scene.worker.last<Start>() != nullptr);
}
