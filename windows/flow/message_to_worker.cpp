#include <utility>

#include "flow/message.h"
#include "flow/payload.h"

namespace latchkey {
namespace {

FrameType write(PayloadWriter& out, const Hello& hello) {
  out.text(hello.locale, cap::kLocale);
  out.text(hello.os, cap::kOs);
  out.text(hello.machine, cap::kMachine);
  out.u32(hello.sessionId);
  out.text(hello.userSid, cap::kSid);
  return FrameType::hello;
}

FrameType write(PayloadWriter& out, const Start& start) {
  out.u8(static_cast<std::uint8_t>(start.purpose));
  out.text(start.username, cap::kUsername);
  out.u8(start.isOwnTile ? 1 : 0);
  return FrameType::start;
}

FrameType write(PayloadWriter& out, const Answer& answer) {
  if (answer.values.size() > cap::kInputs) out.spoil();
  out.u32(answer.step);
  out.u8(static_cast<std::uint8_t>(answer.action));
  out.u8(answer.option);
  out.u8(static_cast<std::uint8_t>(answer.values.size()));
  for (const SecretText& value : answer.values) out.text(value.view(), cap::kValue);
  return FrameType::answer;
}

FrameType write(PayloadWriter&, const Cancel&) { return FrameType::cancel; }
FrameType write(PayloadWriter&, const Leave&) { return FrameType::leave; }
FrameType write(PayloadWriter&, const Forget&) { return FrameType::forget; }
FrameType write(PayloadWriter& out, const Resume& resume) {
  out.text(resume.username, cap::kUsername);
  return FrameType::resume;
}

FrameType write(PayloadWriter&, const Retry&) { return FrameType::retry; }
FrameType write(PayloadWriter&, const Poll&) { return FrameType::poll; }

Hello readHello(PayloadReader& in) {
  Hello hello;
  hello.locale = in.exact(cap::kLocale);
  hello.os = in.exact(cap::kOs);
  hello.machine = in.exact(cap::kMachine);
  hello.sessionId = in.u32();
  hello.userSid = in.exact(cap::kSid);
  return hello;
}

Start readStart(PayloadReader& in) {
  Start start;
  start.purpose = static_cast<Purpose>(in.within(1, 3));
  start.username = in.exact(cap::kUsername);
  start.isOwnTile = in.within(0, 1) == 1;
  return start;
}

Answer readAnswer(PayloadReader& in) {
  Answer answer;
  answer.step = in.u32();
  answer.action = static_cast<ActionKind>(in.within(1, 4));
  answer.option = in.u8();
  if (answer.option != kNoOption && answer.option >= cap::kOptions) in.spoil();
  const std::uint8_t count = in.within(0, cap::kInputs);
  for (std::uint8_t i = 0; i < count && in.isGood(); ++i) answer.values.push_back(in.secret(cap::kValue));
  return answer;
}

std::variant<ToWorker, WireMistake> read(FrameType type, PayloadReader& in) {
  switch (type) {
    case FrameType::hello: return readHello(in);
    case FrameType::start: return readStart(in);
    case FrameType::answer: return readAnswer(in);
    case FrameType::cancel: return Cancel{};
    case FrameType::leave: return Leave{};
    case FrameType::forget: return Forget{};
    case FrameType::resume: return Resume{in.exact(cap::kUsername)};
    case FrameType::retry: return Retry{};
    case FrameType::poll: return Poll{};
    default: return WireMistake::wrongDirection;
  }
}

}  // namespace

std::optional<SecretBuffer> encode(std::uint32_t seq, const ToWorker& message) noexcept try {
  PayloadWriter out;
  const FrameType type = std::visit([&out](const auto& one) { return write(out, one); }, message);
  if (!out.isGood()) return std::nullopt;
  return encodeFrame(Receiver::worker, type, seq, out.bytes());
} catch (...) {
  return std::nullopt;
}

std::variant<ToWorker, WireMistake> decodeToWorker(const Frame& frame) noexcept try {
  PayloadReader in(frame.payload.view());
  auto message = read(frame.type, in);
  if (std::holds_alternative<ToWorker>(message) && !in.isWhole()) return WireMistake::malformed;
  return message;
} catch (...) {
  return WireMistake::outOfMemory;
}

}  // namespace latchkey
