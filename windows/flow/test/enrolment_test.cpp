#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "flow/enrolment.h"
#include "flow/json_view.h"
#include "flow/test/signing_fixture.h"

using namespace latchkey;

namespace {

Newcomer newcomer(const std::u16string& code) {
  Newcomer made;
  made.key.x[0] = 0xFB;
  made.name = u"PC-0042";
  made.os = u"10.0.26100";
  made.version = "1.0.0";
  made.code = SecretText(code);
  return made;
}

std::string sample(const char* name) {
  std::ifstream file(std::string(SAMPLES) + "/" + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::variant<HttpResponse, NetworkFault> answer(int status, const std::string& body,
                                                const std::string& type = "application/json") {
  return HttpResponse{status, body, type, "", ""};
}

std::variant<HttpResponse, NetworkFault> enrolledAs(const std::string& state) {
  return answer(201, R"({"machine":"mch_7","state":")" + state + "\"}");
}

}  // namespace

TEST_CASE("an enrolment has the members of the sample, and no others") {
  const auto request = enrolRequest(newcomer(u"00000-00000"));
  REQUIRE(request);
  CHECK(request->signing == Signing::asNewcomer);
  CHECK(request->path == "/api/v1/machines");
  Json ours = Json::parse(request->body.view());
  Json theirs = Json::parse(sample("enrol-machine.json"));
  CHECK(ours["key"]["x"] == "-wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  for (Json* document : {&ours, &theirs}) {
    (*document)["key"]["x"] = (*document)["key"]["y"] = (*document)["code"] = "";
  }
  CHECK(ours == theirs);
}

TEST_CASE("without a code none is told") {
  const auto request = enrolRequest(newcomer(u""));
  REQUIRE(request);
  CHECK(request->body.view().find("code") == std::string_view::npos);
}

TEST_CASE("a PC without a usable name or version enrols all the same") {
  Newcomer odd = newcomer(u"");
  odd.name.clear();
  odd.os = u"eleven";
  const auto request = enrolRequest(odd);
  REQUIRE(request);
  CHECK(request->body.view().find(R"("name":"PC")") != std::string_view::npos);
  CHECK(request->body.view().find("\"os\"") == std::string_view::npos);
}

TEST_CASE("an ill-formed code is sent to nobody") {
  CHECK_FALSE(enrolRequest(newcomer(std::u16string(1, char16_t(0xD800)))));
}

TEST_CASE("the samples of the server's answers are read") {
  const auto enrolled = parseEnrolled(sample("machine-enrolled.json"));
  REQUIRE(enrolled);
  CHECK(enrolled->machine == "mch_sample");
  CHECK(enrolled->state == MachineState::pending);
  CHECK(parseNonce(sample("machine-nonce.json")) == "sample-token-0000000000000000000000000000000");
}

TEST_CASE("an answer of another shape enrols nobody") {
  for (const char* body : {"", "[]", "{}", R"({"machine":"mch_7"})", R"({"machine":"flw_7","state":"trusted"})",
                           R"({"machine":"mch_","state":"trusted"})", R"({"machine":"mch_7","state":"king"})",
                           R"({"machine":"mch_7\";x","state":"trusted"})", R"({"machine":7,"state":"trusted"})"}) {
    CAPTURE(body);
    CHECK_FALSE(parseEnrolled(body));
  }
  CHECK_FALSE(parseNonce("{}"));
  CHECK_FALSE(parseNonce("nonce"));
}

TEST_CASE("a code that let the machine in is spent") {
  const auto result = enrolmentOf(enrolledAs("trusted"));
  CHECK(isCodeSpent(result));
  CHECK_FALSE(isCodeRefused(result));
}

TEST_CASE("a code that left the machine waiting, or didn't bring a revoked one back, was refused") {
  for (const char* state : {"pending", "revoked"}) {
    CAPTURE(state);
    const auto result = enrolmentOf(enrolledAs(state));
    CHECK(isCodeSpent(result));
    CHECK(isCodeRefused(result));
  }
}

TEST_CASE("a code that the server calls malformed is refused for good") {
  const auto result = enrolmentOf(answer(400, problemAnswer("malformed"), kProblemType));
  CHECK(isCodeRefused(result));
  CHECK(std::get<NotEnrolled>(result).detail == 400);
}

TEST_CASE("where the server wasn't reached, or was another one, the code is kept") {
  const std::variant<HttpResponse, NetworkFault> passing[] = {
      NetworkFault{Failure::cannotConnect, 12029, true},
      answer(429, problemAnswer("too-many-attempts"), kProblemType),
      answer(401, problemAnswer("signature-not-accepted"), kProblemType),
      answer(503, "", ""),
      answer(400, "<html>", "text/html"),
      answer(200, "<html>", "text/html"),
      answer(201, "{}"),
  };
  for (const auto& outcome : passing) {
    const auto result = enrolmentOf(outcome);
    CHECK(std::holds_alternative<NotEnrolled>(result));
    CHECK_FALSE(isCodeSpent(result));
  }
}

TEST_CASE("an enrolment is signed over a nonce, without an id, also where there is one already") {
  SigningDesk desk;
  desk.willGiveNonce("n-1");
  desk.willAnswer(201, "{}", "n-2");
  CHECK(desk.statusOf(Signing::asNewcomer) == 201);
  CHECK(desk.server.sent.back().input.find("keyid") == std::string::npos);
  CHECK_FALSE(desk.server.sent.back().signature.empty());
}
