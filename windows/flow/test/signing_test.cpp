#include <doctest/doctest.h>

#include "flow/signature.h"
#include "flow/test/signing_fixture.h"

using namespace latchkey;

TEST_CASE("what is signed has method, server, path and digest in this order, then the parameters") {
  HttpRequest request;
  request.method = "POST";
  request.path = "/api/v1/flows";
  const std::string parameters = signatureParametersOf("n-1", "mch_7");
  CHECK(parameters ==
        R"(("@method" "@authority" "@path" "content-digest");nonce="n-1";keyid="mch_7";alg="ecdsa-p256-sha256")");
  CHECK(signatureBaseOf(request, "reset.example.org:8443", contentDigestOf(Sha256{}), parameters) ==
        "\"@method\": POST\n"
        "\"@authority\": reset.example.org:8443\n"
        "\"@path\": /api/v1/flows\n"
        "\"content-digest\": sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\n"
        "\"@signature-params\": " + parameters);
}

TEST_CASE("a newcomer's signature names no machine") {
  CHECK(signatureParametersOf("n-1", "") ==
        R"(("@method" "@authority" "@path" "content-digest");nonce="n-1";alg="ecdsa-p256-sha256")");
}

TEST_CASE("the first signature asks for a nonce, the next ones have theirs from the answers") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(201, "{}", "n-2");
  desk.willAnswer(200, "{}", "n-3");
  CHECK(desk.statusOf(Signing::ifPossible) == 201);
  CHECK(desk.statusOf(Signing::always) == 200);
  REQUIRE(desk.server.sent.size() == 3);
  CHECK(desk.server.sent[0].path == "/api/v1/machines/nonce");
  CHECK(desk.server.sent[0].input.empty());
  CHECK(desk.server.sent[1].input.find(R"(nonce="n-1";keyid="mch_7")") != std::string::npos);
  CHECK(desk.server.sent[2].input.find(R"(nonce="n-2")") != std::string::npos);
}

TEST_CASE("the digest is of the body, and the signature of the base, under one label") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(201, "{}");
  const auto response = std::get<HttpResponse>(desk.send(Signing::ifPossible));
  CHECK(response.wasSigned);
  REQUIRE(hashed().size() == 2);
  CHECK(hashed()[0] == "{}");
  const Sent& sent = desk.server.sent.back();
  CHECK(sent.body == "{}");
  CHECK(sent.digest.substr(0, 12) == "sha-256=:AQA");
  CHECK(hashed()[1].find("\"content-digest\": " + sent.digest) != std::string::npos);
  CHECK(sent.input.substr(0, 9) == "machine=(");
  CHECK(sent.signature.substr(0, 12) == "machine=:AgA");
}

TEST_CASE("without a key, without an id, or where it isn't wanted, nothing is signed and no nonce asked for") {
  SigningDesk desk;
  const auto isPlain = [&desk](Signing signing) {
    desk.willAnswer(201, "{}");
    CHECK_FALSE(std::get<HttpResponse>(desk.send(signing)).wasSigned);
    CHECK(desk.server.sent.back().input.empty());
  };
  isPlain(Signing::never);
  desk.transport.use(&desk.key, "", "reset.example.org");
  isPlain(Signing::ifPossible);
  isPlain(Signing::always);
  desk.transport.use(nullptr, "mch_7", "reset.example.org");
  isPlain(Signing::ifPossible);
  isPlain(Signing::asNewcomer);
  CHECK(desk.server.sent.size() == 5);
}

TEST_CASE("a nonce that is used or over is replaced once by the one in the refusal") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willRefuse("n-2");
  desk.willAnswer(200, "{}", "n-3");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().input.find(R"(nonce="n-2")") != std::string::npos);
  CHECK(desk.strangers == 0);
}

TEST_CASE("a refusal without a nonce is followed by asking for one") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willRefuse();
  desk.willGiveNonce("n-2");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.size() == 4);
}

TEST_CASE("a flow that was begun signed ends where the server takes no signature any more") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willRefuse("n-2");
  desk.willRefuse("n-3");
  CHECK(desk.statusOf(Signing::always) == 401);
  CHECK(desk.server.sent.size() == 3);
  CHECK(desk.strangers == 0);
}

TEST_CASE("a start that the server takes no signature for goes out plain, and later ones too") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willRefuse("n-2");
  desk.willRefuse("n-3");
  desk.willAnswer(201, "{}");
  const auto response = std::get<HttpResponse>(desk.send(Signing::ifPossible));
  CHECK(response.status == 201);
  CHECK_FALSE(response.wasSigned);
  CHECK(desk.strangers == 1);
  CHECK(desk.server.sent.back().input.empty());
  desk.willAnswer(201, "{}");
  CHECK(desk.statusOf(Signing::ifPossible) == 201);
  CHECK(desk.server.sent.back().input.empty());
}

TEST_CASE("another refusal than the signature's is told, and nothing is sent twice") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(401, problemAnswer("not-signed-in"), "n-2");
  CHECK(desk.statusOf(Signing::always) == 401);
  CHECK(desk.server.sent.size() == 2);
}

TEST_CASE("where the server gives no more nonces, a start goes out plain and a signed flow is told to wait") {
  SigningDesk desk;
  desk.willAnswer(429, problemAnswer("too-many-attempts"));
  desk.willAnswer(201, "{}");
  CHECK(desk.statusOf(Signing::ifPossible) == 201);
  desk.willAnswer(429, problemAnswer("too-many-attempts"));
  CHECK(desk.statusOf(Signing::always) == 429);
  CHECK(desk.server.sent.size() == 3);
}

TEST_CASE("a lost connection while asking for a nonce means that the request itself never left") {
  SigningDesk desk;
  desk.server.willFail(Failure::connectionReset);
  const auto fault = std::get<NetworkFault>(desk.send(Signing::ifPossible));
  CHECK(fault.failure == Failure::connectionReset);
  CHECK(fault.neverSent);
}

TEST_CASE("a nonce is for one signature, also where no answer came") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.server.willFail(Failure::connectionReset);
  static_cast<void>(desk.send(Signing::always));
  desk.willGiveNonce("n-2");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().input.find(R"(nonce="n-2")") != std::string::npos);
}

TEST_CASE("a nonce that is about to end is not used") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(200, "{}", "n-2");
  CHECK(desk.statusOf(Signing::always) == 200);
  desk.clock.now += 14 * 60 * 1000;
  desk.willGiveNonce("n-3");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().input.find(R"(nonce="n-3")") != std::string::npos);
}

TEST_CASE("a nonce that could write into the header is none") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(200, "{}", "n\";keyid=\"mch_8");
  CHECK(desk.statusOf(Signing::always) == 200);
  desk.willGiveNonce("n-2");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().input.find(R"(nonce="n-2")") != std::string::npos);
}

TEST_CASE("a key that doesn't sign is no reason to keep somebody out") {
  SigningDesk desk;
  desk.key.isBroken = true;
  desk.willGiveNonce("n-1");
  desk.willAnswer(201, "{}");
  CHECK_FALSE(std::get<HttpResponse>(desk.send(Signing::ifPossible)).wasSigned);
}

TEST_CASE("an answer to another server's nonce is never used") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(200, "{}", "n-2");
  CHECK(desk.statusOf(Signing::always) == 200);
  desk.transport.use(&desk.key, "mch_8", "reset.example.org");
  desk.willGiveNonce("n-3");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().input.find(R"(nonce="n-3";keyid="mch_8")") != std::string::npos);
}

TEST_CASE("what is signed for one server names no other") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(hashed().back().find("\n\"@authority\": reset.example.org\n") != std::string::npos);
  desk.transport.use(&desk.key, "mch_7", "elsewhere.test:8443");
  desk.willGiveNonce("n-2");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(hashed().back().find("\n\"@authority\": elsewhere.test:8443\n") != std::string::npos);
}

TEST_CASE("a signed request is still known as a start or as none by whoever sends it") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(201, "{}", "n-2");
  desk.willAnswer(200, "{}");
  CHECK(desk.statusOf(Signing::ifPossible) == 201);
  CHECK(desk.server.sent.back().signing == Signing::ifPossible);
  CHECK(desk.statusOf(Signing::always) == 200);
  CHECK(desk.server.sent.back().signing == Signing::always);
}
