#include <doctest/doctest.h>

#include "provider/test/flow_fixture.h"

using namespace latchkey;
using namespace latchkey::test;

TEST_CASE("a worker that can't be started is a sentence and an event") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onLost(Failure::workerNotStarted, 1058);
  CHECK(scene.says(u"1058"));
  CHECK(scene.flow.picture().submitLabel == u"Start again");
  CHECK(scene.journal.count(event::kWorker) == 1);
}

TEST_CASE("a foreign process on the pipe's name is said and logged") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onLost(Failure::workerNotOurs, 0);
  CHECK(scene.says(u"PC-PIPE"));
  CHECK(scene.journal.count(event::kWorkerNotOurs) == 1);
}

TEST_CASE("a worker that died is started again by Enter") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.onLost(Failure::workerGone, 0);
  CHECK(scene.says(u"PC-STOPPED"));
  scene.flow.submit();
  CHECK(scene.worker.dialled.back());
  scene.flow.onConnected();
  CHECK(scene.worker.last<Start>() != nullptr);
}

TEST_CASE("the third death in a flow stops it with an event") {
  Scene scene;
  scene.reach(codeStep());
  for (int i = 0; i < 2; ++i) {
    scene.flow.onLost(Failure::workerGone, 0);
    CHECK(scene.journal.count(event::kWorker) == 0);
    scene.flow.submit();
    scene.flow.onConnected();
    scene.reply(codeStep());
  }
  scene.flow.onLost(Failure::workerGone, 0);
  CHECK(scene.journal.count(event::kWorker) == 1);
  CHECK(scene.says(u"use another device"));
  const std::size_t dials = scene.worker.dialled.size();
  scene.flow.submit();
  CHECK(scene.worker.dialled.size() == dials);
}

TEST_CASE("losing a worker that nobody waits for says nothing") {
  Scene scene;
  scene.openAt();
  scene.flow.onConnected();
  scene.replyIdle();
  scene.flow.onLost(Failure::workerGone, 0);
  CHECK(scene.says(u"Choose a new password here"));
}

TEST_CASE("a send that fails is a worker that died") {
  Scene scene;
  scene.reach(chooseStep());
  scene.worker.isThere = false;
  scene.flow.submit();
  CHECK(scene.says(u"PC-STOPPED"));
}

TEST_CASE("a problem worth it is retried without typing again") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  scene.replyProblem(Failure::cannotConnect, true);
  CHECK(scene.says(u"NET-CONNECT"));
  CHECK(scene.journal.count(2002) == 1);
  scene.flow.submit();
  CHECK(scene.worker.last<Retry>() != nullptr);
}

TEST_CASE("the new password survives a retry, so that the sign-in still works") {
  Scene scene;
  scene.reach(passwordStep());
  scene.typePassword(u"Canary-1", u"Canary-1");
  scene.replyProblem(Failure::timedOut, true);
  scene.flow.submit();
  scene.reply(endStep(StepKind::done));
  CHECK(scene.flow.maySignIn());
}

TEST_CASE("a problem that can't be retried starts a new flow") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  scene.replyProblem(Failure::flowExpired, false);
  scene.flow.submit();
  CHECK(scene.worker.last<Start>() != nullptr);
}

TEST_CASE("every sentence of a failure ends with whom to call") {
  FlowPolicy policy;
  policy.supportText = u"Call 4242.";
  Scene scene(alice(), policy);
  scene.reach(codeStep());
  scene.flow.onLost(Failure::workerGone, 0);
  const std::u16string text = scene.text();
  CHECK(text.substr(text.size() - 10) == u"Call 4242.");
}

TEST_CASE("a worker that hangs for 75 seconds is left") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  scene.pc.now += patience::kRequestMs + 1;
  scene.flow.tick();
  CHECK(scene.says(u"NET-TIMEOUT"));
  CHECK(scene.worker.hungUp == 1);
  CHECK(scene.journal.count(2002) == 1);
}

TEST_CASE("a step out of its bounds is refused even from our own worker") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  Step huge = codeStep();
  huge.title = std::u16string(cap::kTitle + 1, u'x');
  scene.reply(huge);
  CHECK(scene.says(u"PC-WIRE"));
}

TEST_CASE("says before the first step that no domain controller answers, and goes on at the next Enter") {
  Scene scene;
  scene.flow.open(&scene.view);
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  CHECK(scene.worker.count<Start>() == 0);
  scene.flow.onDomain(DomainReach::unreachable);
  CHECK(scene.says(u"cannot reach your organisation's network"));
  CHECK(scene.worker.count<Start>() == 0);
  scene.flow.submit();
  CHECK(scene.worker.count<Start>() == 1);
}

TEST_CASE("takes five seconds without an answer for an unreachable domain") {
  Scene scene;
  scene.flow.open(&scene.view);
  scene.pc.now += patience::kDomainMs + 1;
  scene.flow.tick();
  CHECK(scene.says(u"cannot reach your organisation's network"));
}

TEST_CASE("goes no further without a domain controller where policy blocks") {
  FlowPolicy policy;
  policy.whenNoController = NoDomainController::block;
  Scene scene(alice(), policy);
  scene.openAt(DomainReach::unreachable);
  scene.findNobody();
  scene.flow.submit();
  CHECK(scene.worker.dialled.size() == 1);
  CHECK(scene.says(u"Connect it first"));
  CHECK(scene.flow.picture().submitLabel.empty());
}

TEST_CASE("does not ask for a domain controller where policy doesn't care") {
  FlowPolicy policy;
  policy.whenNoController = NoDomainController::ignore;
  Scene scene(alice(), policy);
  scene.flow.open(&scene.view);
  CHECK(scene.pc.probes == 0);
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  CHECK(scene.worker.count<Start>() == 1);
}

TEST_CASE("a service manager that never answers is a sentence after half a minute") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  REQUIRE(scene.worker.dialled.back());
  scene.pc.now += patience::kDialMs;
  scene.flow.tick();
  CHECK(scene.flow.picture().isWaiting);
  scene.pc.now += 1;
  scene.flow.tick();
  CHECK(scene.worker.hungUp == 1);
  CHECK(scene.says(u"1053"));
  CHECK(scene.journal.count(event::kWorker) == 1);
}

TEST_CASE("a look for a worker that hangs does not keep Enter from starting one") {
  Scene scene;
  scene.openAt();
  scene.flow.submit();
  CHECK_FALSE(scene.worker.dialled.back());
  scene.pc.now += patience::kDialMs + 1;
  scene.flow.tick();
  CHECK(scene.worker.dialled.back());
}
