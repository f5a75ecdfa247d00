#include <doctest/doctest.h>

#include "provider/test/flow_fixture.h"

using namespace latchkey;
using namespace latchkey::test;

TEST_CASE("offers to sign in when the password was changed here and now") {
  Scene scene;
  scene.reachDone();
  CHECK(scene.flow.maySignIn());
  CHECK(scene.flow.picture().signsIn);
  CHECK(scene.flow.picture().submitLabel == u"Sign in");
  CHECK(scene.journal.count(event::kCompleted) == 1);
}

TEST_CASE("does not offer a password that somebody else's answer overtook") {
  Scene scene;
  scene.reach(passwordStep());
  scene.typePassword(u"Canary-1", u"Canary-1");
  scene.flow.onMessage(scene.worker.sent.back().seq, shown(9, endStep(StepKind::done), false));
  CHECK_FALSE(scene.flow.maySignIn());
}

TEST_CASE("hands the password over once") {
  Scene scene;
  scene.reachDone();
  CHECK(scene.flow.takeFresh().view() == u"Canary-Passw0rd-77");
  CHECK(scene.flow.takeFresh().empty());
  CHECK_FALSE(scene.flow.maySignIn());
}

TEST_CASE("lets the flow go with the password: nobody is told later of a reset that is over") {
  Scene scene;
  scene.reachDone();
  CHECK(scene.worker.last<Forget>() == nullptr);
  const SecretText taken = scene.flow.takeFresh();
  CHECK(scene.worker.last<Forget>() != nullptr);
  scene.replyIdle();
  CHECK_FALSE(scene.flow.isDone());
}

TEST_CASE("forgets the password sixty seconds after it was typed") {
  Scene scene;
  scene.reachDone();
  scene.pc.now += patience::kFreshMs + 1;
  scene.flow.tick();
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK(scene.says(u"normal password box"));
}

TEST_CASE("does not hand out a password sixty seconds old where no tick came to forget it") {
  Scene scene;
  scene.reachDone();
  scene.pc.now += patience::kFreshMs + 1;
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK_FALSE(scene.flow.picture().signsIn);
  CHECK(scene.flow.takeFresh().empty());
}

TEST_CASE("has the password wiped after sixty seconds by somebody who needs no call") {
  Scene scene;
  scene.reachDone();
  CHECK(scene.pc.wipesIn == patience::kFreshMs);
  const auto fading = scene.pc.fading.lock();
  REQUIRE((fading != nullptr));
  fading->wipe();
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK(scene.flow.takeFresh().empty());
}

TEST_CASE("keeps nothing that could be wiped later once the password is handed over") {
  Scene scene;
  scene.reachDone();
  CHECK_FALSE(scene.flow.takeFresh().empty());
  CHECK(scene.pc.fading.expired());
}

TEST_CASE("forgets the password when the tile is left") {
  Scene scene;
  scene.reachDone();
  scene.flow.close(&scene.view);
  CHECK(scene.flow.takeFresh().empty());
}

TEST_CASE("forgets the password when the session is locked or disconnected") {
  Scene scene;
  scene.reachDone();
  scene.flow.onSessionLeft();
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK(scene.flow.takeFresh().empty());
}

TEST_CASE("forgets a password that the server refused") {
  Scene scene;
  scene.reach(passwordStep());
  scene.typePassword(u"short", u"short");
  scene.reply(passwordStep());
  CHECK(scene.flow.takeFresh().empty());
}

TEST_CASE("offers no sign-in by policy, to a local account, a connected one, or where Windows has no use for it") {
  FlowPolicy off;
  off.signInAfterReset = false;
  Scene byPolicy(alice(), off);
  byPolicy.reachDone();
  CHECK_FALSE(byPolicy.flow.maySignIn());

  Scene unfit;
  unfit.flow.setCanSignIn(false);
  unfit.reachDone();
  CHECK_FALSE(unfit.flow.maySignIn());

  for (const Account account : {Account::local, Account::connected}) {
    Scene scene(Person{u"S-1", u"PC1", u"alice", account});
    scene.openAt();
    scene.findNobody();
    scene.flow.type(Box::edit, u"alice");
    scene.flow.submit();
    scene.flow.onConnected();
    scene.reply(passwordStep());
    scene.typePassword(u"Canary-1", u"Canary-1");
    scene.reply(endStep(StepKind::done));
    CHECK_FALSE(scene.flow.maySignIn());
  }
}

TEST_CASE("an unlock without a new password is told apart in the log and signs nobody in") {
  Scene scene;
  Step step = passwordStep();
  step.links = {{ActionKind::keepPassword, 0, u"Keep my password"}};
  scene.reach(step);
  scene.flow.follow(0);
  scene.reply(endStep(StepKind::done));
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK(scene.journal.count(event::kUnlocked) == 1);
  CHECK(scene.journal.count(event::kCompleted) == 0);
}

TEST_CASE("a refused sign-in is one sentence, no second attempt, and the flow ends") {
  Scene scene;
  scene.reachDone();
  const SecretText taken = scene.flow.takeFresh();
  scene.flow.onSignInRefused();
  CHECK(scene.says(u"does not accept it yet"));
  CHECK_FALSE(scene.flow.maySignIn());
  CHECK(scene.worker.last<Forget>() != nullptr);
  scene.replyIdle();
  CHECK(scene.says(u"does not accept it yet"));
}

TEST_CASE("signs in whom the tile or the typed name says") {
  CHECK(Scene().flow.signInPerson().name == u"alice");
  Scene scene(Person{});
  scene.flow.open(&scene.view, u"CORP\\bob");
  scene.flow.onConnected();
  CHECK(scene.flow.signInPerson().domain == u"CORP");
  CHECK(scene.flow.signInPerson().name == u"bob");
  Scene upn(Person{});
  upn.flow.open(&upn.view, u"bob@corp.test");
  upn.flow.onConnected();
  CHECK(upn.flow.signInPerson().domain.empty());
  CHECK(upn.flow.signInPerson().name == u"bob@corp.test");
}

TEST_CASE("signs in whom the flow was begun for, whatever name stands there by then") {
  Scene scene(Person{});
  scene.flow.open(&scene.view, u"alice");
  scene.flow.onDomain(DomainReach::reachable);
  scene.findNobody();
  scene.flow.submit();
  scene.flow.onConnected();
  scene.reply(passwordStep());
  scene.flow.close(&scene.view);
  scene.flow.open(&scene.view, u"bob");
  scene.flow.onDomain(DomainReach::reachable);
  scene.flow.onConnected();
  const auto* asked = scene.worker.last<Resume>();
  REQUIRE(asked != nullptr);
  CHECK(asked->username == u"bob");
  CHECK(scene.flow.signInPerson().name == u"bob");
}
