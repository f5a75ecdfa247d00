#include "flow/step_json.h"

#include <doctest/doctest.h>

#include <string>

#include "flow/transport.h"
#include "flow/utf.h"

using namespace latchkey;

namespace {

constexpr const char* kDate = "Tue, 29 Feb 2000 12:34:56 GMT";

std::string stepWith(const std::string& members) {
  return R"({"id":"stp_1","kind":"answer-challenge","title":"T","text":"X","fields":[],"actions":[],)"
         R"("helpdesk":{"text":"H"})" +
         members + "}";
}

Step shownOf(const std::string& json) {
  auto step = parseStep(json, kDate);
  REQUIRE(std::holds_alternative<ServerStep>(step));
  return std::get<ServerStep>(step).shown;
}

StepMistake mistakeOf(const std::string& json) {
  const auto step = parseStep(json, kDate);
  REQUIRE(std::holds_alternative<StepMistake>(step));
  return std::get<StepMistake>(step);
}

std::string listOf(std::size_t count, const std::string& item) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list += (i ? "," : "") + item;
  return list + "]";
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

const std::string kOption = R"({"value":"email","label":"E"})";
const std::string kInput = R"({"name":"code","kind":"code","label":"C"})";
const std::string kLink = R"({"name":"resend","label":"R"})";
const std::string kRule = R"({"code":"min-length","text":"T","state":"open"})";

std::string fields(const std::string& list) {
  return replaced(stepWith(""), R"("fields":[])", "\"fields\":" + list);
}
std::string actions(const std::string& list) {
  return replaced(stepWith(""), R"("actions":[])", "\"actions\":" + list);
}
std::string choiceOf(const std::string& options) {
  return fields(R"([{"name":"authenticator","kind":"choice","label":"A","options":)" + options + "}]");
}

}  // namespace

TEST_CASE("keeps to itself what the provider must not know") {
  const auto parsed =
      parseStep(choiceOf(R"([{"value":"email","label":"E-mail"},{"value":"totp","label":"App"}])"), kDate);
  REQUIRE(std::holds_alternative<ServerStep>(parsed));
  const ServerStep& step = std::get<ServerStep>(parsed);
  CHECK(step.id == "stp_1");
  CHECK(step.choiceName == "authenticator");
  CHECK(step.optionValues == std::vector<std::string>{"email", "totp"});
  CHECK(step.shown.choice->options == std::vector<std::u16string>{u"E-mail", u"App"});
}

TEST_CASE("tells a wait by the server's own clock") {
  const auto waitOf = [](const std::string& at, const char* date) {
    auto step = parseStep(actions(R"([{"name":"resend","label":"R","availableAt":")" + at + "\"}]"), date);
    return std::get<ServerStep>(step).shown.links[0].availableAfterMs;
  };
  CHECK(waitOf("2000-02-29T12:35:26.000Z", kDate) == 30000);
  CHECK(waitOf("2000-02-29T12:34:00.000Z", kDate) == 0);
  CHECK(waitOf("2031-02-28T12:34:00.000Z", kDate) == cap::kWaitMs);
  CHECK(waitOf("2000-02-29T12:35:26.000Z", "") == 30000);
  CHECK(mistakeOf(actions(R"([{"name":"resend","label":"R","availableAt":"soon"}])")) ==
        StepMistake::wrongShape);
}

TEST_CASE("cuts long texts and drops what must not be drawn") {
  const Step step = shownOf(
      replaced(stepWith(""), R"("title":"T")", "\"title\":\"a\\u202Eb" + std::string(30000, 'x') + "\""));
  CHECK(step.title.size() == cap::kTitle);
  CHECK(step.title.substr(0, 2) == u"ab");
}

TEST_CASE("refuses a string of a megabyte anywhere, without reading it") {
  const std::string megabyte(1 << 20, 'x');
  CHECK(mistakeOf(stepWith(",\"x\":\"" + megabyte + "\"")) == StepMistake::tooLarge);
  CHECK(mistakeOf(replaced(stepWith(""), "\"T\"", '"' + megabyte + '"')) == StepMistake::tooLarge);
  CHECK(mistakeOf(choiceOf(R"([{"value":"email","label":")" + megabyte + "\"}]")) == StepMistake::tooLarge);
}

TEST_CASE("refuses a step with 1 000 options") {
  const std::string hostile = choiceOf(listOf(1000, kOption));
  // Of a size that the server may send, so that it's the number which is refused.
  REQUIRE(hostile.size() < kMostAnswerBytes);
  CHECK(mistakeOf(hostile) == StepMistake::tooMany);
}

TEST_CASE("refuses more of anything than LogonUI can draw") {
  CHECK(mistakeOf(choiceOf(listOf(9, kOption))) == StepMistake::tooMany);
  CHECK(shownOf(choiceOf(listOf(8, kOption))).choice->options.size() == 8);
  CHECK(mistakeOf(fields(listOf(3, kInput))) == StepMistake::tooMany);
  CHECK(mistakeOf(fields(listOf(4, kInput))) == StepMistake::tooMany);
  CHECK(mistakeOf(actions(listOf(3, kLink))) == StepMistake::tooMany);
  CHECK(mistakeOf(stepWith(",\"rules\":" + listOf(13, kRule))) == StepMistake::tooMany);
  CHECK(shownOf(stepWith(",\"rules\":" + listOf(12, kRule))).rules.size() == 12);
}

TEST_CASE("refuses kinds and names that it does not know") {
  CHECK(mistakeOf(replaced(stepWith(""), "answer-challenge", "open-browser")) == StepMistake::unknownKind);
  CHECK(mistakeOf(fields(R"([{"name":"code","kind":"html","label":"C"}])")) == StepMistake::unknownField);
  CHECK(mistakeOf(fields(R"([{"name":"card","kind":"code","label":"C"}])")) == StepMistake::unknownField);
  CHECK(mistakeOf(actions(R"([{"name":"run","label":"R"}])")) == StepMistake::unknownAction);
  CHECK(mistakeOf(stepWith(R"(,"rules":[{"text":"T","state":"maybe"}])")) == StepMistake::unknownState);
}

TEST_CASE("refuses wrong shapes") {
  for (const char* json : {"[]", "1", "\"x\"", "null", "{}"})
    CHECK(mistakeOf(json) == StepMistake::wrongShape);
  for (const char* member :
       {R"(,"refusal":"no")", R"(,"refusal":{"text":1})", R"(,"progress":[])", R"(,"progress":{"gate":-1})",
        R"(,"progress":{"gate":1.5})", R"(,"rules":{})", R"(,"rules":[1])", R"(,"pollAfterMs":"2000")"})
    CHECK(mistakeOf(stepWith(member)) == StepMistake::wrongShape);
  CHECK(mistakeOf(replaced(stepWith(""), "\"T\"", "7")) == StepMistake::wrongShape);
  CHECK(mistakeOf(choiceOf("[]")) == StepMistake::wrongShape);
  CHECK(mistakeOf(choiceOf(R"([{"value":"a\"b","label":"E"}])")) == StepMistake::wrongShape);
}

TEST_CASE("refuses an id that could end a path or a header") {
  for (const char* id : {"", "stp_", "x", "stp_a/../b", "stp_a\\r\\nX: y", "stp_a?b", "stp_ é"})
    CHECK(mistakeOf(replaced(stepWith(""), "stp_1", id)) == StepMistake::wrongShape);
}

TEST_CASE("refuses what is no JSON, and text that is no Unicode") {
  for (const char* json : {"", "{", "{\"a\":}", "\xFF\xFE", "{\"id\":\"stp_1\"}x"})
    CHECK(mistakeOf(json) == StepMistake::notJson);
  CHECK(mistakeOf(replaced(stepWith(""), "\"T\"", "\"\\ud800\"")) == StepMistake::notJson);
  CHECK(mistakeOf(replaced(stepWith(""), "\"T\"", "\"\xC0\xAF\"")) == StepMistake::notJson);
  CHECK(mistakeOf(std::string(60000, '[')) == StepMistake::notJson);
}

TEST_CASE("brings numbers within their bounds") {
  const Step step = shownOf(stepWith(R"(,"progress":{"gate":4000000000,"of":99},"pollAfterMs":1)"));
  CHECK(step.gate == cap::kGates);
  CHECK(step.of == cap::kGates);
  CHECK(step.pollAfterMs == cap::kPollAtLeastMs);
  CHECK(shownOf(stepWith(R"(,"pollAfterMs":99999999)")).pollAfterMs == cap::kPollAtMostMs);
  CHECK(shownOf(fields(R"([{"name":"code","kind":"code","label":"C","maxLength":1024}])"))
            .inputs[0]
            .maxLength == 256);
}

TEST_CASE("shows the help desk's address beside its text where both fit whole") {
  const auto withHelp = [](const std::string& help) {
    return shownOf(replaced(stepWith(""), R"({"text":"H"})", help)).helpdesk;
  };
  CHECK(withHelp(R"({"text":"Call 4417.","url":"https://help.example"})") ==
        u"Call 4417. https://help.example");
  CHECK(withHelp(R"({"text":"Call 4417.","url":"https://)" + std::string(300, 'x') + "\"}") == u"Call 4417.");
}

TEST_CASE("takes a started flow only with an id and a token that are safe to send") {
  const auto started = [](const char* flow, const char* token) {
    return parseStarted(
        "{\"flow\":\"" + std::string(flow) + "\",\"token\":\"" + token + "\",\"step\":" + stepWith("") + "}",
        kDate);
  };
  const auto good = started("flw_1", "abc-_9");
  REQUIRE(std::holds_alternative<Started>(good));
  CHECK(std::get<Started>(good).token.view() == "abc-_9");
  CHECK(std::holds_alternative<StepMistake>(started("flw_1/x", "abc")));
  CHECK(std::holds_alternative<StepMistake>(started("flw_1", "abc\\r\\nX: y")));
  CHECK(std::holds_alternative<StepMistake>(started("flw_1", "")));
}

TEST_CASE("reads a problem by the end of its type, and where the flow goes on") {
  const auto problem =
      parseProblem(R"({"type":"https://x/problems/stale-step","instance":"urn:latchkey:request:req_7",)"
                   "\"nextStep\":" +
                       stepWith("") + "}",
                   kDate);
  REQUIRE(std::holds_alternative<ProblemDocument>(problem));
  CHECK(std::get<ProblemDocument>(problem).kind == "stale-step");
  CHECK(std::get<ProblemDocument>(problem).request == "req_7");
  CHECK(std::get<ProblemDocument>(problem).nextStep);
  const auto forged = parseProblem(R"({"type":"x/<b>","instance":"a:b\nc"})", kDate);
  CHECK(std::get<ProblemDocument>(forged).kind.empty());
  CHECK(std::get<ProblemDocument>(forged).request.empty());
}
