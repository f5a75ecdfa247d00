#include <doctest/doctest.h>

#include "provider/test/flow_fixture.h"

using namespace latchkey;
using namespace latchkey::test;

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

TEST_CASE("the worker is told without a tick that a tile was left in the moments of a re-enumeration") {
  Scene scene;
  scene.reach(passwordStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  CHECK(scene.worker.leavesIn == patience::kRefreshMs);
  scene.flow.open(&scene.view);
  CHECK_FALSE(scene.worker.leavesIn.has_value());
  CHECK(scene.says(u"Choose a new password"));
}

TEST_CASE("a worker that was told without a tick is asked again, however long ago: its own bounds have counted") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.worker.isLeaveSaid = true;
  scene.pc.now += patience::kUntoldMs + 1;
  scene.openAt();
  CHECK(scene.worker.count<Forget>() == 0);
  scene.flow.onConnected();
  CHECK(scene.worker.last<Resume>() != nullptr);
}

TEST_CASE("who comes back in the moment in which it was told looks anew") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.worker.isLeaveSaid = true;
  scene.openAt();
  CHECK_FALSE(scene.says(u"Enter the code"));
  scene.flow.onConnected();
  CHECK(scene.worker.last<Resume>() != nullptr);
}

TEST_CASE("a worker that is there only after the tile was left is told too") {
  Scene scene;
  scene.openAt();
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  CHECK_FALSE(scene.worker.leavesIn.has_value());
  scene.flow.onConnected();
  CHECK(scene.worker.leavesIn == patience::kRefreshMs);
}

TEST_CASE("cancelling takes a LEAVE back that waits for its time") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.expectRefresh();
  scene.flow.close(&scene.view);
  scene.flow.abandon();
  CHECK_FALSE(scene.worker.leavesIn.has_value());
  CHECK(scene.worker.last<Forget>() != nullptr);
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
