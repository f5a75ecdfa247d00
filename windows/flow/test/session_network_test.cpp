#include <doctest/doctest.h>

#include "flow/exchange.h"
#include "session_fixture.h"

using namespace latchkey;

TEST_CASE("repeats a submission by itself under the same key") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willFail(Failure::connectionReset);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "new-password", kPasswordFields));
  CHECK(kindIn(desk.answer(first.number, {u"417417"})) == StepKind::newPassword);
  REQUIRE(desk.transport.sent.size() == 3);
  CHECK(desk.transport.sent[1].key == desk.transport.sent[2].key);
  CHECK(desk.transport.sent[1].body == desk.transport.sent[2].body);
  CHECK(desk.clock.pauses == std::vector<std::uint32_t>{500});
}

TEST_CASE("never starts a second flow after a start that may have arrived") {
  Desk desk;
  desk.transport.willFail(Failure::connectionReset);
  const Reply reply = desk.start();
  CHECK(failureIn(reply) == Failure::connectionReset);
  CHECK(std::get<Problem>(reply).mayRetry);
  CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("repeats a start that surely never left this PC") {
  Desk desk;
  desk.transport.willFail(Failure::connectionReset, true);
  desk.transport.willAnswer(201, startedAnswer("choose-authenticator", kChoiceField));
  CHECK(kindIn(desk.start()) == StepKind::chooseAuthenticator);
}

TEST_CASE("retry sends the failed request again, key and all") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  for (int i = 0; i < 3; ++i) desk.transport.willFail(Failure::cannotConnect);
  const Reply failed = desk.answer(first.number, {u"417417"});
  CHECK(failureIn(failed) == Failure::cannotConnect);
  CHECK(std::get<Problem>(failed).detail == 12);
  CHECK(std::get<Problem>(failed).mayRetry);
  CHECK(std::get<Problem>(failed).correlation.size() == 16);
  const Sent before = desk.last();
  desk.transport.willAnswer(200, stepAnswer("stp_2", "new-password", kPasswordFields));
  CHECK(kindIn(desk.session.retry()) == StepKind::newPassword);
  CHECK(desk.last().key == before.key);
  CHECK(desk.last().body == before.body);
}

TEST_CASE("a password that waits for a retry is wiped when the view closes, and after a minute") {
  Desk left;
  const StepShown first = left.at("new-password", kPasswordFields);
  left.transport.willFail(Failure::timedOut);
  left.transport.willFail(Failure::timedOut);
  CHECK(failureIn(left.answer(first.number, {u"x", u"x"})) == Failure::timedOut);
  left.session.leave();
  left.transport.willAnswer(200, stepAnswer("stp_1", "new-password", kPasswordFields));
  CHECK(kindIn(left.session.retry()) == StepKind::newPassword);
  CHECK(left.last().method == "GET");

  Desk waited;
  const StepShown second = waited.at("new-password", kPasswordFields);
  waited.transport.willFail(Failure::timedOut);
  waited.transport.willFail(Failure::timedOut);
  static_cast<void>(waited.answer(second.number, {u"x", u"x"}));
  waited.clock.now += bound::kRetryMs;
  waited.session.tick();
  waited.transport.willAnswer(200, stepAnswer("stp_1", "new-password", kPasswordFields));
  CHECK(kindIn(waited.session.retry()) == StepKind::newPassword);
  CHECK(waited.last().method == "GET");
}

TEST_CASE("after a lost answer the next one first asks where the flow is") {
  Desk desk;
  const StepShown first = desk.at("new-password", kPasswordFields);
  desk.transport.willFail(Failure::timedOut);
  desk.transport.willFail(Failure::timedOut);
  static_cast<void>(desk.answer(first.number, {u"first", u"first"}));
  desk.transport.willAnswer(200, stepAnswer("stp_2", "done"));
  const Reply reply = desk.answer(first.number, {u"second", u"second"});
  CHECK(kindIn(reply) == StepKind::done);
  CHECK_FALSE(std::get<StepShown>(reply).isTypedPasswordInForce);
  CHECK(desk.last().method == "GET");
}

TEST_CASE("a resumed view after a lost answer asks the server first") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willFail(Failure::timedOut);
  desk.transport.willFail(Failure::timedOut);
  static_cast<void>(desk.answer(first.number, {u"417417"}));
  desk.session.leave();
  desk.transport.willAnswer(200, stepAnswer("stp_2", "new-password", kPasswordFields));
  CHECK(kindIn(desk.session.resume({})) == StepKind::newPassword);
}

TEST_CASE("a stale answer shows where the flow goes on") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willAnswer(
      409, problemAnswer("stale-step", stepJson("stp_2", "new-password", kPasswordFields)), kProblemType);
  CHECK(kindIn(desk.answer(first.number, {u"1"})) == StepKind::newPassword);
}

TEST_CASE("a directory that is away is told at once, on the step where the flow goes on") {
  Desk desk;
  const StepShown first = desk.at("new-password", kPasswordFields);
  desk.transport.willAnswer(
      503, problemAnswer("directory-unavailable", stepJson("stp_2", "new-password", kPasswordFields)),
      kProblemType, "5");
  CHECK(kindIn(desk.answer(first.number, {u"x", u"x"})) == StepKind::newPassword);
  CHECK(desk.clock.pauses.empty());
  desk.transport.willAnswer(503, problemAnswer("directory-unavailable"), kProblemType);
  CHECK(failureIn(desk.answer(2, {u"x", u"x"})) == Failure::directoryUnavailable);
}

TEST_CASE("an expired flow is over, and the problem names the server's request") {
  for (const int status : {401, 404, 410}) {
    Desk desk;
    const StepShown first = desk.at("answer-challenge", kFirstGate);
    desk.transport.willAnswer(status, problemAnswer("flow-expired"), kProblemType);
    const Reply reply = desk.answer(first.number, {u"1"});
    CHECK(failureIn(reply) == Failure::flowExpired);
    CHECK(std::get<Problem>(reply).correlation == u"req_9");
    CHECK_FALSE(std::get<Problem>(reply).mayRetry);
    CHECK_FALSE(desk.session.hasFlow());
  }
}

TEST_CASE("too many attempts says when to come back, and is not repeated") {
  Desk desk;
  desk.transport.willAnswer(429, problemAnswer("too-many-attempts"), kProblemType, "90");
  const Reply reply = desk.start();
  CHECK(failureIn(reply) == Failure::throttled);
  CHECK(std::get<Problem>(reply).retryAfterSeconds == 90);
  CHECK_FALSE(std::get<Problem>(reply).mayRetry);
  CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("a busy server is asked again after its own delay") {
  Desk desk;
  desk.transport.willAnswer(503, problemAnswer("service-unavailable"), kProblemType, "2");
  desk.transport.willAnswer(201, startedAnswer("choose-authenticator", kChoiceField));
  CHECK(kindIn(desk.start()) == StepKind::chooseAuthenticator);
  CHECK(desk.clock.pauses == std::vector<std::uint32_t>{2000});
}

TEST_CASE("whatever isn't our server's answer gets its own failure") {
  struct Case {
    int status;
    const char* type;
    std::string body;
    Failure failure;
  };
  const Case cases[] = {
      {302, "text/html", "", Failure::captivePortal},
      {200, "text/html; charset=utf-8", "<html>", Failure::captivePortal},
      {407, "text/html", "", Failure::proxyLogin},
      {404, "text/html", "", Failure::unexpectedAnswer},
      {500, "application/problem+json", problemAnswer("internal"), Failure::unexpectedAnswer},
      {201, "text/plain", "{}", Failure::unexpectedAnswer},
      {201, "application/json", "{", Failure::answerMalformed},
      {201, "application/json", "", Failure::answerMalformed},
      {201, "application/jsonp", "{}", Failure::unexpectedAnswer},
      {201, "application/json", std::string(kMostAnswerBytes + 1, ' '), Failure::answerTooLarge},
      {204, "", "", Failure::unexpectedAnswer},
  };
  for (const Case& one : cases) {
    CAPTURE(one.status);
    CAPTURE(one.type);
    Desk desk;
    desk.transport.willAnswer(one.status, one.body, one.type);
    CHECK(failureIn(desk.start()) == one.failure);
    CHECK_FALSE(desk.session.hasFlow());
  }
}

TEST_CASE("a question of trust is never repeated") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willFail(Failure::tlsPin, true);
  const Reply reply = desk.answer(first.number, {u"1"});
  CHECK(failureIn(reply) == Failure::tlsPin);
  CHECK_FALSE(std::get<Problem>(reply).mayRetry);
  CHECK(desk.transport.sent.size() == 2);
}

TEST_CASE("a cancel while waiting ends the request") {
  Desk desk;
  desk.clock.isCancelled = true;
  desk.transport.willFail(Failure::cannotConnect);
  CHECK(failureIn(desk.start()) == Failure::cancelled);
  CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("all attempts together stay within one budget") {
  class SlowTransport : public ScriptedTransport {
   public:
    explicit SlowTransport(TestClock& clock) noexcept : clock_(clock) {}
    std::variant<HttpResponse, NetworkFault> send(const HttpRequest& request,
                                                  std::uint32_t budgetMs) noexcept override {
      clock_.now += budgetMs > 40000 ? 40000 : budgetMs;
      return ScriptedTransport::send(request, budgetMs);
    }

   private:
    TestClock& clock_;
  };
  TestClock clock;
  SlowTransport transport(clock);
  for (int i = 0; i < 3; ++i) transport.willFail(Failure::cannotConnect);
  const std::uint64_t before = clock.now;
  static_cast<void>(exchange(transport, clock, HttpRequest{}, Repeatable::always));
  CHECK(clock.now - before <= kRequestBudgetMs);
  CHECK(transport.sent.size() == 2);
}

TEST_CASE("a malformed answer to a submission leaves the flow to be asked again") {
  Desk desk;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  desk.transport.willAnswer(200, "{\"step\":1}");
  CHECK(failureIn(desk.answer(first.number, {u"1"})) == Failure::answerMalformed);
  desk.transport.willAnswer(200, stepAnswer("stp_2", "new-password", kPasswordFields));
  CHECK(kindIn(desk.session.resume({})) == StepKind::newPassword);
}

TEST_CASE("a step of 1 000 options or of a megabyte is a problem, and leaves the flow where it was") {
  Desk desk;
  bool isNew = false;
  const StepShown first = desk.at("answer-challenge", kFirstGate);
  std::string options;
  for (int i = 0; i < 1000; ++i) options += R"({"value":"email","label":"E"},)";
  options.pop_back();
  const std::string choice = R"(,"fields":[{"name":"authenticator","kind":"choice","label":"A","options":[)";
  desk.transport.willAnswer(200, stepAnswer("stp_2", "choose-authenticator", choice + options + "]}]"));
  CHECK(failureIn(desk.answer(first.number, {u"417417"})) == Failure::answerMalformed);
  desk.transport.willAnswer(
      200, stepAnswer("stp_2", "choose-authenticator", ",\"x\":\"" + std::string(1 << 20, 'x') + '"'));
  CHECK(failureIn(desk.session.poll(isNew)) == Failure::answerTooLarge);
  CHECK(desk.session.hasFlow());
  desk.transport.willAnswer(200, stepAnswer("stp_1", "answer-challenge", kFirstGate));
  CHECK(kindIn(desk.session.poll(isNew)) == StepKind::answerChallenge);
}
