#include <doctest/doctest.h>

#include "flow/test/signing_fixture.h"

using namespace latchkey;

namespace {

/// A session in front of a transport that signs.
struct SignedSession {
  SigningDesk desk;
  CountingRandomness randomness;
  SessionWorld world{desk.transport, desk.clock, randomness, "1.2.3"};
  Session session{world, Hello{u"en-US", u"10.0.19045", u"PC-7", 1, u"S-1-5-21-7"}};

  Reply start() { return session.start(Start{Purpose::reset, u"alice", true}); }
  bool wasLastSigned() const { return !desk.server.sent.back().input.empty(); }
  Reply poll() {
    bool isNew = false;
    return session.poll(isNew);
  }
};

const std::string kStarted = startedAnswer("answer-challenge", kFirstGate);
const std::string kCurrent = stepAnswer("stp_1", "answer-challenge", kFirstGate);

}  // namespace

TEST_CASE("every request of a flow is signed from its start on, its end included") {
  SignedSession signedOne;
  signedOne.desk.willGiveNonce("n-1");
  signedOne.desk.willAnswer(201, kStarted, "n-2");
  CHECK(kindIn(signedOne.start()) == StepKind::answerChallenge);
  CHECK(signedOne.wasLastSigned());
  signedOne.desk.willAnswer(200, kCurrent, "n-3");
  CHECK(kindIn(signedOne.poll()) == StepKind::answerChallenge);
  CHECK(signedOne.wasLastSigned());
  signedOne.desk.willAnswer(204, "", "n-4");
  CHECK(isIdle(signedOne.session.forget()));
  CHECK(signedOne.desk.server.sent.back().method == "DELETE");
  CHECK(signedOne.wasLastSigned());
  CHECK(signedOne.desk.server.sent.size() == 4);
}

TEST_CASE("a flow that began plain stays so, though this PC is a machine meanwhile") {
  SignedSession plain;
  plain.desk.transport.use(&plain.desk.key, "", "reset.example.org");
  plain.desk.willAnswer(201, kStarted);
  CHECK(kindIn(plain.start()) == StepKind::answerChallenge);
  plain.desk.transport.use(&plain.desk.key, "mch_7", "reset.example.org");
  plain.desk.willAnswer(200, kCurrent);
  CHECK(kindIn(plain.poll()) == StepKind::answerChallenge);
  CHECK_FALSE(plain.wasLastSigned());
}

TEST_CASE("a machine that is revoked in the middle loses the flow, and begins another one") {
  SignedSession revoked;
  revoked.desk.willGiveNonce("n-1");
  revoked.desk.willAnswer(201, kStarted, "n-2");
  CHECK(kindIn(revoked.start()) == StepKind::answerChallenge);
  revoked.desk.willRefuse("n-3");
  revoked.desk.willRefuse("n-4");
  CHECK(failureIn(revoked.poll()) == Failure::flowExpired);
  CHECK_FALSE(revoked.session.hasFlow());
  revoked.desk.willAnswer(201, kStarted, "n-5");
  CHECK(kindIn(revoked.start()) == StepKind::answerChallenge);
}

TEST_CASE("the tile's own name is told as such, a typed one isn't") {
  SignedSession tile;
  tile.desk.transport.use(nullptr, "", "reset.example.org");
  tile.desk.willAnswer(201, kStarted);
  static_cast<void>(tile.start());
  CHECK(tile.desk.server.sent.back().body.find(R"("tile":true)") != std::string::npos);
  tile.desk.willAnswer(204, "");
  tile.desk.willAnswer(201, kStarted);
  static_cast<void>(tile.session.start(Start{Purpose::reset, u"bob", false}));
  CHECK(tile.desk.server.sent.back().body.find("tile") == std::string::npos);
}

TEST_CASE("where the server serves approved PCs only, the person is told so") {
  SignedSession pending;
  pending.desk.willGiveNonce("n-1");
  pending.desk.willAnswer(403, problemAnswer("machine-not-trusted"), "n-2");
  CHECK(failureIn(pending.start()) == Failure::machineNotTrusted);
}

TEST_CASE("a PC's name that the wire would refuse is told in letters that it takes") {
  ScriptedTransport server;
  TestClock clock;
  CountingRandomness randomness;
  SessionWorld world{server, clock, randomness, "1.2.3"};
  Session session{world, Hello{u"en-US", u"10.0.19045", u"B\u00DCRO.7", 1, u""}};
  server.willAnswer(201, kStarted);
  static_cast<void>(session.start(Start{Purpose::reset, u"alice", false}));
  CHECK(server.sent.back().body.find(R"("machine":"B-RO-7")") != std::string::npos);
}
