#include <doctest/doctest.h>

#include "session_fixture.h"

using namespace latchkey;

namespace {

/// What the next click gets, `ms` after the view closed `openMs` after the start.
bool isResumable(const std::string& kind, const std::string& more, std::uint64_t openMs, std::uint64_t ms) {
  Desk desk;
  desk.at(kind, more);
  desk.clock.now += openMs;
  desk.session.leave();
  desk.clock.now += ms;
  const std::size_t before = desk.transport.sent.size();
  const bool isThere = !isIdle(desk.session.resume({}));
  const bool isDeleted = desk.transport.sent.size() > before;
  const bool hasEnded = kind == "done" || kind == "stopped";
  CHECK(isDeleted == (!isThere && !hasEnded));
  if (isDeleted) CHECK(desk.last().method == "DELETE");
  return isThere;
}

constexpr std::uint64_t kMinute = 60 * 1000;

}  // namespace

TEST_CASE("with nothing proven a flow is resumed for 15 minutes from its start") {
  CHECK(isResumable("answer-challenge", kFirstGate, 5 * kMinute, 10 * kMinute - 1));
  CHECK_FALSE(isResumable("answer-challenge", kFirstGate, 5 * kMinute, 10 * kMinute));
  CHECK(isResumable("identify", "", 0, 15 * kMinute - 1));
}

TEST_CASE("between gates a flow is resumed for two minutes after the view closed") {
  CHECK(isResumable("answer-challenge", kSecondGate, 5 * kMinute, 2 * kMinute - 1));
  CHECK_FALSE(isResumable("answer-challenge", kSecondGate, 5 * kMinute, 2 * kMinute));
}

TEST_CASE("a step that doesn't say how much is proven gets the stricter bound") {
  CHECK_FALSE(isResumable("answer-challenge", kCodeField, 0, 2 * kMinute));
  CHECK_FALSE(
      isResumable("answer-challenge", R"(,"progress":{"gate":1,"of":2})" + kCodeField, 0, 2 * kMinute));
}

TEST_CASE("at the new password a flow is resumed for 30 seconds") {
  CHECK(isResumable("new-password", kPasswordFields, 5 * kMinute, 30000 - 1));
  CHECK_FALSE(isResumable("new-password", kPasswordFields, 5 * kMinute, 30000));
}

TEST_CASE("an end is shown again for two minutes, and needs no DELETE") {
  CHECK(isResumable("done", "", 0, 2 * kMinute - 1));
  CHECK_FALSE(isResumable("done", "", 0, 2 * kMinute));
}

TEST_CASE("the bound passes without anybody clicking") {
  Desk desk;
  desk.at("new-password", kPasswordFields);
  desk.session.leave();
  desk.clock.now += 29999;
  desk.session.tick();
  CHECK(desk.session.hasFlow());
  desk.clock.now += 1;
  desk.session.tick();
  CHECK_FALSE(desk.session.hasFlow());
  CHECK(desk.last().method == "DELETE");
}

TEST_CASE("leaving twice doesn't start the bound again, coming back does") {
  Desk desk;
  desk.at("new-password", kPasswordFields);
  desk.session.leave();
  desk.clock.now += 20000;
  desk.session.leave();
  desk.clock.now += 10000;
  CHECK(isIdle(desk.session.resume({})));

  Desk back;
  back.at("new-password", kPasswordFields);
  back.session.leave();
  back.clock.now += 20000;
  CHECK(kindIn(back.session.resume({})) == StepKind::newPassword);
  back.session.leave();
  back.clock.now += 20000;
  CHECK(kindIn(back.session.resume({})) == StepKind::newPassword);
}

TEST_CASE("while somebody looks, no bound of ours ends the flow") {
  Desk desk;
  desk.at("new-password", kPasswordFields);
  desk.clock.now += 60 * kMinute;
  desk.session.tick();
  CHECK(desk.session.hasFlow());
}

TEST_CASE("an answer, a poll, a retry and a start past the bound get nothing of the old flow") {
  const auto leftAtNewPassword = [](Desk& desk) {
    const StepShown step = desk.at("new-password", kPasswordFields);
    desk.session.leave();
    desk.clock.now += 30000;
    return step.number;
  };
  Desk answering;
  const std::uint32_t number = leftAtNewPassword(answering);
  CHECK(isIdle(answering.answer(number, {u"x", u"x"})));
  Desk polling;
  leftAtNewPassword(polling);
  bool isNew = false;
  CHECK(isIdle(polling.session.poll(isNew)));
  Desk retrying;
  leftAtNewPassword(retrying);
  CHECK(isIdle(retrying.session.retry()));
  Desk starting;
  leftAtNewPassword(starting);
  starting.transport.willAnswer(204, "");
  starting.transport.willAnswer(201, startedAnswer("choose-authenticator", kChoiceField, "stp_9"));
  CHECK(kindIn(starting.start()) == StepKind::chooseAuthenticator);
}

TEST_CASE("after the view closed a done no longer claims the typed password") {
  Desk desk;
  const StepShown first = desk.at("new-password", kPasswordFields);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "done"));
  static_cast<void>(desk.answer(first.number, {u"x", u"x"}));
  desk.session.leave();
  CHECK_FALSE(std::get<StepShown>(desk.session.resume({})).isTypedPasswordInForce);
}

TEST_CASE("nobody polls while nobody looks") {
  Desk desk;
  desk.at("new-password", R"(,"pollAfterMs":2000)");
  desk.session.leave();
  CHECK_FALSE(desk.session.pollDueMs());
}

TEST_CASE("a step is shown again to whoever the flow is for, and to nobody else") {
  Desk desk;
  desk.at("new-password", kPasswordFields);
  desk.session.leave();
  CHECK(isIdle(desk.session.resume({u"bob"})));
  CHECK(kindIn(desk.session.resume({u"alice"})) == StepKind::newPassword);
}

TEST_CASE("somebody else's look doesn't stop the clock that ends a flow") {
  Desk desk;
  desk.at("new-password", kPasswordFields);
  desk.session.leave();
  desk.clock.now += 20000;
  CHECK(isIdle(desk.session.resume({u"bob"})));
  desk.clock.now += 10000;
  CHECK(isIdle(desk.session.resume({u"alice"})));
  CHECK_FALSE(desk.session.hasFlow());
}

TEST_CASE("where Windows doesn't say whose tile it is, a flow isn't resumed without its name") {
  Desk desk;
  desk.session.greet(Hello{u"en-US", u"6.1.7601", u"PC-7", 1, u""});
  desk.at("new-password", kPasswordFields);
  CHECK(isIdle(desk.session.resume({})));
  CHECK(kindIn(desk.session.resume({u"alice"})) == StepKind::newPassword);
}

TEST_CASE("only a flow of which nothing is proven may wait for long") {
  const auto isShort = [](const std::string& kind, const std::string& more) {
    Desk desk;
    desk.at(kind, more);
    return desk.session.isBoundShort();
  };
  CHECK_FALSE(isShort("answer-challenge", kFirstGate));
  CHECK(isShort("answer-challenge", kSecondGate));
  CHECK(isShort("new-password", kPasswordFields));
  CHECK_FALSE(Desk().session.isBoundShort());
}
