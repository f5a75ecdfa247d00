#include "flow/message.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "fixture.h"

using namespace latchkey;

namespace {

Frame frameOf(const SecretBuffer& bytes, Receiver receiver) {
  FrameReader reader(receiver);
  reader.feed(bytes.data(), bytes.size());
  auto next = reader.next();
  REQUIRE(std::holds_alternative<Frame>(next));
  return std::get<Frame>(std::move(next));
}

template <typename Message>
Message throughToWorker(Message message) {
  const auto bytes = encode(7, ToWorker(std::move(message)));
  REQUIRE(bytes);
  auto decoded = decodeToWorker(frameOf(*bytes, Receiver::worker));
  REQUIRE(std::holds_alternative<ToWorker>(decoded));
  return std::get<Message>(std::get<ToWorker>(std::move(decoded)));
}

template <typename Message>
Message throughToProvider(Message message) {
  const auto bytes = encode(7, ToProvider(std::move(message)));
  REQUIRE(bytes);
  auto decoded = decodeToProvider(frameOf(*bytes, Receiver::provider));
  REQUIRE(std::holds_alternative<ToProvider>(decoded));
  return std::get<Message>(std::get<ToProvider>(std::move(decoded)));
}

Answer answerWith(std::u16string_view value) {
  Answer answer;
  answer.step = 3;
  answer.values.emplace_back(value);
  return answer;
}

WireMistake mistakeIn(FrameType type, std::string_view payload) {
  const bool isUp = static_cast<int>(type) < 16;
  Frame frame{type, 1, SecretBuffer(payload)};
  if (isUp) return std::get<WireMistake>(decodeToWorker(frame));
  return std::get<WireMistake>(decodeToProvider(frame));
}

}  // namespace

TEST_CASE("carries who is in front of the screen") {
  const Hello hello = throughToWorker(Hello{u"fr-FR", u"10.0.19045", u"PC-7", 2, u"S-1-5-21-1-2-3-1104"});
  CHECK(hello.locale == u"fr-FR");
  CHECK(hello.os == u"10.0.19045");
  CHECK(hello.machine == u"PC-7");
  CHECK(hello.sessionId == 2);
  CHECK(hello.userSid == u"S-1-5-21-1-2-3-1104");
}

TEST_CASE("carries a start and an answer") {
  const Start start = throughToWorker(Start{Purpose::unlock, u"alice", true});
  CHECK(start.purpose == Purpose::unlock);
  CHECK(start.username == u"alice");
  CHECK(throughToWorker(Resume{u"alice"}).username == u"alice");
  CHECK(throughToWorker(Resume{}).username.empty());
  Answer sent = answerWith(u"Quiet-Harbour-417 \u202E\U0001F511");
  sent.option = 2;
  const Answer got = throughToWorker(std::move(sent));
  CHECK(got.step == 3);
  CHECK(got.option == 2);
  REQUIRE(got.values.size() == 1);
  CHECK(got.values[0].view() == u"Quiet-Harbour-417 \u202E\U0001F511");
}

TEST_CASE("carries messages without a payload") {
  throughToWorker(Cancel{});
  throughToWorker(Leave{});
  throughToWorker(Forget{});
  throughToWorker(Retry{});
  throughToWorker(Poll{});
  throughToProvider(Idle{});
}

TEST_CASE("never cuts a typed value short") {
  CHECK(encode(1, ToWorker(answerWith(std::u16string(256, u'x')))));
  CHECK_FALSE(encode(1, ToWorker(answerWith(std::u16string(257, u'x')))));
  CHECK_FALSE(encode(1, ToWorker(answerWith(std::u16string(1, char16_t(0xD800))))));
  CHECK_FALSE(encode(1, ToWorker(Start{Purpose::reset, std::u16string(257, u'x')})));
  CHECK_FALSE(encode(1, ToWorker(Resume{std::u16string(257, u'x')})));
}

TEST_CASE("carries the largest step that may exist") {
  const Step largest = largestStep();
  const StepShown got = throughToProvider(StepShown{41, true, largest});
  CHECK(got.number == 41);
  CHECK(got.isTypedPasswordInForce);
  CHECK(got.step.text == largest.text);
  CHECK(got.step.choice->options == largest.choice->options);
  CHECK(got.step.inputs.size() == 2);
  CHECK(got.step.inputs[1].hint == largest.inputs[1].hint);
  CHECK(got.step.links[1].availableAfterMs == cap::kWaitMs);
  CHECK(got.step.rules.back().text == largest.rules.back().text);
  CHECK(got.step.pollAfterMs == cap::kPollAtMostMs);
}

TEST_CASE("sends no step that is over a cap") {
  Step step = smallStep();
  step.text = std::u16string(cap::kText + 1, u'x');
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
  step = smallStep();
  step.inputs.resize(3);
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
  step = smallStep();
  step.links.push_back({ActionKind::submit, 0, u"x"});
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
}

// What crosses the pipe is one byte for the number of options, each one a text behind its length. The provider draws what
// it is told, so a worker that was taken over must not be able to tell it more.
TEST_CASE("neither sends nor takes a step with 1 000 options") {
  Step step = smallStep();
  step.choice = Choice{u"A", std::vector<std::u16string>(1000, u"x")};
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
  step.choice->options.resize(cap::kOptions);
  const auto bytes = encode(1, ToProvider(StepShown{1, false, step}));
  REQUIRE(bytes);
  const std::string option("\x01\0x\0", 4);
  std::string payload(bytes->view().substr(kFrameHeader));
  const std::size_t first = payload.find(option);
  REQUIRE(payload.at(first - 1) == static_cast<char>(cap::kOptions));
  std::string more;
  for (std::size_t i = cap::kOptions; i < 1000; ++i) more += option;
  for (const int claimed : {9, 0xE8, 0xFF}) {
    payload[first - 1] = static_cast<char>(claimed);
    CHECK(mistakeIn(FrameType::step, payload) == WireMistake::malformed);
    CHECK(mistakeIn(FrameType::step, std::string(payload).insert(first, more)) == WireMistake::malformed);
  }
}

TEST_CASE("neither sends nor takes a text of a megabyte") {
  const std::u16string megabyte(1 << 20, u'x');
  Step step = smallStep();
  step.title = megabyte;
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
  step = smallStep();
  step.choice = Choice{u"A", {megabyte}};
  CHECK_FALSE(encode(1, ToProvider(StepShown{1, false, step})));
  // The frame is refused by its header already: of the rest nothing is kept.
  FrameReader reader(Receiver::provider);
  const std::string header("LK\x01\x11\x01\0\0\0\0\0\x10\0", kFrameHeader);
  reader.feed(header.data(), header.size());
  const auto next = reader.next();
  REQUIRE(std::holds_alternative<WireMistake>(next));
  CHECK(std::get<WireMistake>(next) == WireMistake::tooLong);
}

TEST_CASE("draws nothing invisible, whatever the sender left in") {
  Step step = smallStep();
  step.title = u"a\u202Eb\u200Bc";
  CHECK(throughToProvider(StepShown{1, false, step}).step.title == u"abc");
}

TEST_CASE("carries a problem and progress") {
  const Problem got = throughToProvider(Problem{Failure::throttled, 429, 60, u"req_1", true});
  CHECK(got.failure == Failure::throttled);
  CHECK(got.detail == 429);
  CHECK(got.retryAfterSeconds == 60);
  CHECK(got.correlation == u"req_1");
  CHECK(got.mayRetry);
  CHECK(throughToProvider(Progress{Stage::connecting}).stage == Stage::connecting);
  CHECK(throughToProvider(Ready{u"1.2.3"}).version == u"1.2.3");
}

TEST_CASE("refuses failures and stages that nobody knows, and a correlation that could forge a log line") {
  CHECK(mistakeIn(FrameType::problem, std::string("\xFF\xFF\0\0\0\0\0\0\0\0\0\0\0", 13)) ==
        WireMistake::malformed);
  CHECK(mistakeIn(FrameType::progress, "\x09") == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::problem, std::string("\x01\0\0\0\0\0\0\0\0\0\x01\0\n\0\0", 15)) ==
        WireMistake::malformed);
}

TEST_CASE("refuses values out of their bounds towards the worker") {
  CHECK(mistakeIn(FrameType::start, std::string("\x04\0\0", 3)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::answer, std::string("\0\0\0\0\x05\xFF\0", 7)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::answer, std::string("\0\0\0\0\x01\x08\0", 7)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::answer, std::string("\0\0\0\0\x01\xFF\x03", 7)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::start, std::string("\x01\x01\0\0\xD8", 5)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::cancel, "x") == WireMistake::malformed);
}

TEST_CASE("refuses a step that is cut off anywhere, or has one byte too many") {
  const auto bytes = encode(1, ToProvider(StepShown{1, false, smallStep()}));
  REQUIRE(bytes);
  const std::string payload(bytes->view().substr(kFrameHeader));
  for (std::size_t size = 0; size < payload.size(); ++size)
    CHECK(mistakeIn(FrameType::step, std::string_view(payload).substr(0, size)) == WireMistake::malformed);
  CHECK(mistakeIn(FrameType::step, payload + "x") == WireMistake::malformed);
}

TEST_CASE("whatever is decoded from a mutated step is within its caps") {
  const auto bytes = encode(1, ToProvider(StepShown{1, false, largestStep()}));
  REQUIRE(bytes);
  const std::string payload(bytes->view().substr(kFrameHeader));
  std::mt19937 random(417);
  for (int round = 0; round < 20000; ++round) {
    std::string mutant = payload;
    for (int i = 0; i < 3; ++i)
      mutant[random() % (i == 0 ? 64 : mutant.size())] = static_cast<char>(random());
    const auto decoded = decodeToProvider(Frame{FrameType::step, 1, SecretBuffer(mutant)});
    if (const auto* message = std::get_if<ToProvider>(&decoded))
      REQUIRE(isWithinCaps(std::get<StepShown>(*message).step));
  }
}
