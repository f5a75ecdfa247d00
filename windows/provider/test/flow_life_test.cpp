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

TEST_CASE("finding nothing to go on with is no other question: Enter that is on its way answers it") {
  Scene scene;
  scene.openAt();
  const std::uint32_t asked = scene.flow.picture().question;
  scene.flow.onConnected();
  CHECK(scene.flow.picture().heedsEarly);
  scene.replyIdle();
  CHECK(scene.flow.picture().question == asked);
}

TEST_CASE("an early Enter takes along the name that was typed") {
  Scene scene(Person{});
  scene.openAt();
  scene.flow.onConnected();
  scene.flow.submit();
  CHECK_FALSE(scene.flow.picture().heedsEarly);
  scene.flow.type(Box::edit, u"alice");
  scene.flow.submit();
  scene.replyIdle();
  REQUIRE(scene.worker.last<Start>() != nullptr);
  CHECK(scene.worker.last<Start>()->username == u"alice");
}

TEST_CASE("an early Enter does not pass over the word that no domain controller is reached") {
  FlowPolicy policy;
  policy.whenNoController = NoDomainController::block;
  Scene scene(alice(), policy);
  scene.openAt(DomainReach::unreachable);
  scene.flow.onConnected();
  CHECK_FALSE(scene.flow.picture().heedsEarly);
  scene.flow.submit();
  scene.replyIdle();
  CHECK(scene.worker.last<Start>() == nullptr);
}

TEST_CASE("a second early Enter does nothing more") {
  Scene scene;
  scene.openAt();
  scene.flow.onConnected();
  scene.flow.submit();
  CHECK_FALSE(scene.flow.picture().heedsEarly);
  scene.flow.submit();
  scene.replyIdle();
  CHECK(scene.worker.count<Start>() == 1);
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
