#include <doctest/doctest.h>

#include "provider/test/flow_fixture.h"

using namespace latchkey;
using namespace latchkey::test;

TEST_CASE("looking at a tile starts no service and asks nothing of the person") {
  Scene scene;
  scene.openAt();
  CHECK(scene.worker.dialled == std::vector<bool>{false});
  CHECK(scene.says(u"Choose a new password here"));
  CHECK(scene.flow.picture().inputs.empty());
}

TEST_CASE("Enter starts the worker and the flow under the tile's own name") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  CHECK(scene.worker.dialled.back());
  scene.flow.onConnected();
  const Start* start = scene.worker.last<Start>();
  REQUIRE(start != nullptr);
  CHECK(start->isOwnTile);
  CHECK(start->username == u"CORP\\alice");
  CHECK(scene.worker.count<Hello>() == 1);
  CHECK(std::get<Hello>(scene.worker.sent[0].message).userSid == u"S-1-5-21-1-2-3-1105");
  CHECK(scene.journal.count(event::kOpened) == 1);
}

TEST_CASE("Enter pressed before the first look has ended still starts the flow") {
  Scene scene;
  scene.openAt();
  scene.flow.submit();
  scene.findNobody();
  CHECK(scene.worker.dialled.back());
  scene.flow.onConnected();
  CHECK(scene.worker.last<Start>() != nullptr);
}

TEST_CASE("a second Enter while waiting does nothing") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  scene.flow.submit();
  CHECK(scene.worker.count<Start>() == 1);
  CHECK(scene.flow.picture().isWaiting);
}

TEST_CASE("asks for a user name where nobody is known, and refuses none") {
  Scene scene(Person{});
  scene.openAt(DomainReach::notNeeded);
  scene.findNobody();
  REQUIRE(scene.flow.picture().inputs.size() == 1);
  scene.flow.submit();
  CHECK(scene.worker.dialled.size() == 1);
  scene.flow.type(Box::edit, u"alice");
  scene.flow.submit();
  scene.flow.onConnected();
  CHECK(scene.worker.last<Start>()->username == u"alice");
}

TEST_CASE("takes the name that was typed elsewhere on the tile") {
  Scene scene(Person{});
  scene.flow.open(&scene.view, u"bob");
  scene.flow.onDomain(DomainReach::reachable);
  scene.findNobody();
  CHECK(scene.flow.picture().inputs.empty());
  scene.flow.submit();
  scene.flow.onConnected();
  CHECK(scene.worker.last<Start>()->username == u"bob");
  CHECK_FALSE(scene.worker.last<Start>()->isOwnTile);
}

TEST_CASE("tells the owner of a local account that its own password stays, and asks the organisation's name") {
  Scene scene(Person{u"S-1-5-21-9-9-9-1001", u"PC1", u"alice", Account::local});
  scene.openAt();
  CHECK(scene.says(u"PC's own account does not change"));
  CHECK(scene.flow.picture().inputs.size() == 1);
  CHECK(scene.pc.probes == 0);
}

TEST_CASE("answers a choice by its index") {
  Scene scene;
  scene.reach(chooseStep());
  scene.flow.choose(1);
  scene.flow.choose(9);
  scene.flow.submit();
  const Answer* answer = scene.worker.last<Answer>();
  REQUIRE(answer != nullptr);
  CHECK(answer->option == 1);
  CHECK(answer->step == scene.number);
  CHECK(answer->values.empty());
}

TEST_CASE("answers a code and keeps nothing of it") {
  Scene scene;
  scene.reach(codeStep());
  const std::uint32_t before = scene.flow.picture().wiped;
  scene.flow.type(Box::secret, u"123456");
  scene.flow.submit();
  const Answer* answer = scene.worker.last<Answer>();
  REQUIRE(answer->values.size() == 1);
  CHECK(answer->values[0].view() == u"123456");
  CHECK(answer->option == kNoOption);
  CHECK(scene.flow.isBoxEmpty(Box::secret));
  CHECK(scene.flow.picture().wiped != before);
}

TEST_CASE("an empty answer costs the person no try") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.submit();
  CHECK(scene.worker.count<Answer>() == 0);
  CHECK(scene.says(u"fill in"));
}

TEST_CASE("two different passwords are caught here and both are forgotten") {
  Scene scene;
  scene.reach(passwordStep());
  scene.typePassword(u"one", u"two");
  CHECK(scene.worker.count<Answer>() == 0);
  CHECK(scene.says(u"not the same"));
  CHECK(scene.flow.isBoxEmpty(Box::secret));
}

TEST_CASE("a password of more than 256 characters is refused, never shortened") {
  Scene scene;
  scene.reach(passwordStep());
  const std::u16string longer(257, u'x');
  scene.flow.type(Box::secret, std::u16string_view(longer).substr(0, 256));
  scene.typePassword(longer, longer);
  CHECK(scene.worker.count<Answer>() == 0);
  CHECK(scene.says(u"256"));
}

TEST_CASE("a link follows only when its time has come, and sends nothing that was typed") {
  Scene scene;
  scene.reach(codeStep());
  CHECK(scene.flow.picture().links.size() == 1);
  scene.flow.follow(0);
  CHECK(scene.worker.count<Answer>() == 0);
  scene.pc.now += 30'000;
  scene.flow.type(Box::secret, u"12");
  const int changesBefore = scene.view.changes;
  scene.flow.tick();
  CHECK(scene.view.changes == changesBefore + 1);
  CHECK(scene.flow.picture().links.size() == 2);
  scene.flow.follow(0);
  const Answer* answer = scene.worker.last<Answer>();
  REQUIRE(answer != nullptr);
  CHECK(answer->action == ActionKind::resend);
  CHECK(answer->values.empty());
}

TEST_CASE("a step that polling brought is drawn, one under a request is left to the reply") {
  Scene scene;
  scene.reach(codeStep());
  scene.flow.onMessage(0, shown(++scene.number, passwordStep()));
  CHECK(scene.says(u"Choose a new password"));
  scene.typePassword(u"Canary-1", u"Canary-1");
  scene.flow.onMessage(0, shown(++scene.number, codeStep()));
  CHECK(scene.flow.picture().isWaiting);
}

TEST_CASE("a reply to something else is dropped") {
  Scene scene;
  scene.openAt();
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  scene.flow.onMessage(scene.worker.sent.back().seq + 7, shown(1, codeStep()));
  CHECK(scene.flow.picture().isWaiting);
}

TEST_CASE("start again after `stopped` lets the flow go first") {
  Scene scene;
  scene.reach(endStep(StepKind::stopped));
  scene.flow.submit();
  CHECK(scene.worker.last<Forget>() != nullptr);
  scene.replyIdle();
  CHECK(scene.says(u"Choose a new password here"));
}

TEST_CASE("speaks French to a French host") {
  FlowPolicy policy;
  policy.language = Language::french;
  Scene scene(alice(), policy);
  scene.openAt();
  CHECK(scene.says(u"Choisissez ici"));
}
