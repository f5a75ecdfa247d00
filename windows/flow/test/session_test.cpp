#include "flow/session.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "flow/session_shelf.h"
#include "session_fixture.h"

using namespace latchkey;
using nlohmann::json;

TEST_CASE("starts a flow and says what the client is") {
  Desk desk;
  const StepShown first = desk.at("choose-authenticator", kChoiceField);
  CHECK(first.number == 1);
  CHECK(first.step.choice->options.size() == 2);
  CHECK(desk.last().method == "POST");
  CHECK(desk.last().path == "/api/v1/flows");
  CHECK(desk.last().token.empty());
  const json body = json::parse(desk.last().body);
  CHECK(body == json::parse(R"({"purpose":"reset","username":"alice","locale":"en","client":
      {"kind":"windows-logon","os":"10.0.19045","version":"1.2.3","machine":"PC-7"}})"));
}

TEST_CASE("leaves out a version of Windows that the server would refuse") {
  Desk desk;
  desk.session.greet(Hello{u"fr-FR", u"10.0", u"", 1, u""});
  desk.at("identify");
  const json body = json::parse(desk.last().body);
  CHECK(body["locale"] == "fr");
  CHECK_FALSE(body["client"].contains("os"));
  CHECK_FALSE(body["client"].contains("machine"));
}

TEST_CASE("answers with the option's value, which only the worker knows") {
  Desk desk;
  const StepShown first = desk.at("choose-authenticator", kChoiceField);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "answer-challenge", kFirstGate));
  const Reply next = desk.answer(first.number, {}, 1);
  CHECK(kindIn(next) == StepKind::answerChallenge);
  CHECK(std::get<StepShown>(next).number == 2);
  CHECK(desk.last().path == "/api/v1/flows/flw_1/submissions");
  CHECK(desk.last().token == "Bearer tok-1");
  CHECK(desk.last().key.size() == 32);
  CHECK(json::parse(desk.last().body) ==
        json::parse(R"({"step":"stp_1","action":"submit","values":{"authenticator":"totp"}})"));
}

TEST_CASE("sends typed values under the names of the step's fields") {
  Desk desk;
  const StepShown first = desk.at("new-password", kPasswordFields);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "done"));
  const Reply next = desk.answer(first.number, {u"Quiet-\u00E9", u"Quiet-\u00E9"});
  CHECK(kindIn(next) == StepKind::done);
  CHECK(std::get<StepShown>(next).isTypedPasswordInForce);
  CHECK(json::parse(desk.last().body)["values"] ==
        json::parse("{\"password\":\"Quiet-\xC3\xA9\",\"password-again\":\"Quiet-\xC3\xA9\"}"));
}

TEST_CASE("shows the refusal of an answer, even under the same step id") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willAnswer(
      200, stepAnswer("stp_1", "answer-challenge",
                      kFirstGate + R"(,"refusal":{"code":"code-not-accepted","text":"Wrong."})"));
  const Reply next = desk.answer(first.number, {u"000000"});
  CHECK(std::get<StepShown>(next).step.refusal == u"Wrong.");
  CHECK(std::get<StepShown>(next).number == first.number + 1);
}

TEST_CASE("gives the current step again to an answer that doesn't fit it") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  const auto isSame = [&](const Reply& reply) { return std::get<StepShown>(reply).number == first.number; };
  CHECK(isSame(desk.answer(first.number + 1, {u"1"})));
  CHECK(isSame(desk.answer(first.number, {})));
  CHECK(isSame(desk.answer(first.number, {u"1", u"2"})));
  CHECK(isSame(desk.answer(first.number, {u"1"}, 0)));
  CHECK(isSame(desk.answer(first.number, {}, kNoOption, ActionKind::keepPassword)));
  CHECK(isSame(desk.answer(first.number, {u"1"}, kNoOption, ActionKind::resend)));
  CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("sends a link without values") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "answer-challenge", kFirstGate));
  CHECK(kindIn(desk.answer(first.number, {}, kNoOption, ActionKind::resend)) == StepKind::answerChallenge);
  CHECK(json::parse(desk.last().body) == json::parse(R"({"step":"stp_1","action":"resend","values":{}})"));
}

TEST_CASE("has nothing to answer, poll, resume or retry before a start") {
  Desk desk;
  bool isNew = true;
  CHECK(isIdle(desk.answer(0, {})));
  CHECK(isIdle(desk.session.poll(isNew)));
  CHECK_FALSE(isNew);
  CHECK(isIdle(desk.session.resume({})));
  CHECK(isIdle(desk.session.retry()));
  CHECK(desk.transport.sent.empty());
}

TEST_CASE("polls while a step asks for it and somebody looks, and tells only of a new step") {
  Desk desk;
  desk.at("new-password", R"(,"pollAfterMs":2000)");
  CHECK(desk.session.pollDueMs() == desk.clock.now + 2000);
  desk.clock.now += 2000;
  bool isNew = true;
  desk.transport.willAnswer(200, stepAnswer("stp_1", "new-password", R"(,"pollAfterMs":2000)"));
  CHECK(kindIn(desk.session.poll(isNew)) == StepKind::newPassword);
  CHECK_FALSE(isNew);
  CHECK(desk.session.pollDueMs() == desk.clock.now + 2000);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "done"));
  CHECK(kindIn(desk.session.poll(isNew)) == StepKind::done);
  CHECK(isNew);
  CHECK_FALSE(desk.session.pollDueMs());
}

TEST_CASE("says that the typed password is in force when saving it ends in done") {
  Desk desk;
  const StepShown first = desk.at("new-password", kPasswordFields);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "new-password", R"(,"pollAfterMs":1000)"));
  CHECK_FALSE(std::get<StepShown>(desk.answer(first.number, {u"x", u"x"})).isTypedPasswordInForce);
  bool isNew = false;
  desk.transport.willAnswer(200, stepAnswer("stp_3", "done"));
  CHECK(std::get<StepShown>(desk.session.poll(isNew)).isTypedPasswordInForce);
}

TEST_CASE("does not say so of an unlock, or of a flow that ended without this answer") {
  Desk unlock;
  const StepShown first = unlock.at("new-password", kPasswordFields);
  unlock.transport.willAnswer(200, stepAnswer("stp_2", "done"));
  const Reply unlocked = unlock.answer(first.number, {}, kNoOption, ActionKind::resend);
  CHECK(kindIn(unlocked) == StepKind::done);
  CHECK_FALSE(std::get<StepShown>(unlocked).isTypedPasswordInForce);

  Desk stale;
  const StepShown second = stale.at("new-password", kPasswordFields);
  stale.transport.willAnswer(409, problemAnswer("stale-step", stepJson("stp_2", "done")), kProblemType);
  const Reply overtaken = stale.answer(second.number, {u"x", u"x"});
  CHECK(kindIn(overtaken) == StepKind::done);
  CHECK_FALSE(std::get<StepShown>(overtaken).isTypedPasswordInForce);
}

TEST_CASE("a start for the same name shows the flow that is there") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  CHECK(std::get<StepShown>(desk.start()).number == first.number);
  CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("a start for another name deletes the first person's flow") {
  Desk desk;
  desk.at("answer-challenge", kSecondGate);
  desk.transport.willAnswer(204, "");
  desk.transport.willAnswer(201, startedAnswer("choose-authenticator", kChoiceField, "stp_9"));
  CHECK(kindIn(desk.start(u"bob")) == StepKind::chooseAuthenticator);
  REQUIRE(desk.transport.sent.size() == 3);
  CHECK(desk.transport.sent[1].method == "DELETE");
  CHECK(desk.transport.sent[1].token == "Bearer tok-1");
}

TEST_CASE("a start after the end begins anew, and old step numbers fit nothing") {
  Desk desk;
  const StepShown ended = desk.at("stopped");
  desk.transport.willAnswer(201, startedAnswer("answer-challenge", kFirstGate, "stp_9"));
  const Reply fresh = desk.start();
  CHECK(std::get<StepShown>(fresh).number > ended.number);
  CHECK(desk.transport.sent.size() == 2);
}

TEST_CASE("forgets with a DELETE, and forgets even if nobody hears it") {
  Desk desk;
  desk.at("answer-challenge", kFirstGate);
  desk.transport.willFail(Failure::cannotConnect);
  CHECK(isIdle(desk.session.forget()));
  CHECK(desk.last().method == "DELETE");
  CHECK(desk.last().path == "/api/v1/flows/flw_1");
  CHECK(desk.last().budgetMs == kForgetBudgetMs);
  CHECK_FALSE(desk.session.hasFlow());
  CHECK(desk.transport.sent.size() == 2);
}

TEST_CASE("sends nothing where there is no randomness for its keys") {
  Desk desk;
  desk.randomness.isBroken = true;
  CHECK(failureIn(desk.start()) == Failure::workerGone);
  CHECK(desk.transport.sent.empty());
}

TEST_CASE("the shelf gives each session and user a flow of their own") {
  Desk desk;
  SessionShelf shelf(desk.world);
  const auto one = shelf.take(Hello{u"en", u"", u"", 1, u"S-1-5-21-7"});
  CHECK(shelf.take(Hello{u"fr", u"", u"", 1, u"S-1-5-21-7"}) == one);
  CHECK(shelf.take(Hello{u"en", u"", u"", 2, u"S-1-5-21-7"}) != one);
  CHECK(shelf.take(Hello{u"en", u"", u"", 1, u"S-1-5-21-8"}) != one);
}

TEST_CASE("the shelf lets go of what holds no flow and takes no seventeenth living one") {
  Desk desk;
  SessionShelf shelf(desk.world);
  std::vector<std::shared_ptr<Session>> held;
  for (std::uint32_t id = 0; id < SessionShelf::kMost; ++id)
    held.push_back(shelf.take(Hello{u"", u"", u"", id, u""}));
  CHECK(shelf.take(Hello{u"", u"", u"", 99, u""}) == nullptr);
  held.clear();
  CHECK(shelf.take(Hello{u"", u"", u"", 99, u""}) != nullptr);
  shelf.sweep();
  CHECK(shelf.isEmpty());
}

TEST_CASE("the shelf deletes the flows of a session that Windows ended") {
  Desk desk;
  SessionShelf shelf(desk.world);
  desk.transport.willAnswer(201, startedAnswer("answer-challenge", kFirstGate));
  static_cast<void>(shelf.take(Hello{u"en", u"", u"", 3, u"S"})->start(Start{Purpose::reset, u"alice"}));
  shelf.endSession(4);
  CHECK_FALSE(shelf.isEmpty());
  shelf.endSession(3);
  CHECK(desk.last().method == "DELETE");
  CHECK(shelf.isEmpty());
}
