#include <algorithm>
#include <utility>

#include "flow/message.h"
#include "flow/payload.h"
#include "flow/step_record.h"

namespace latchkey {
namespace {

bool isPrintable(const std::u16string& text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char16_t c) { return c > u' ' && c < 0x7F; });
}

FrameType write(PayloadWriter& out, const Ready& ready) {
  out.text(ready.version, cap::kVersion);
  return FrameType::ready;
}

FrameType write(PayloadWriter& out, const StepShown& shown) {
  out.u32(shown.number);
  out.u8(shown.isTypedPasswordInForce ? 1 : 0);
  writeStep(out, shown.step);
  return FrameType::step;
}

FrameType write(PayloadWriter& out, const Problem& problem) {
  if (!isPrintable(problem.correlation)) out.spoil();
  out.u16(static_cast<std::uint16_t>(problem.failure));
  out.u32(problem.detail);
  out.u32(problem.retryAfterSeconds);
  out.text(problem.correlation, cap::kCorrelation);
  out.u8(problem.mayRetry ? 1 : 0);
  return FrameType::problem;
}

FrameType write(PayloadWriter& out, const Progress& progress) {
  out.u8(static_cast<std::uint8_t>(progress.stage));
  return FrameType::progress;
}

FrameType write(PayloadWriter&, const Idle&) { return FrameType::idle; }

Ready readReady(PayloadReader& in) { return Ready{in.shown(cap::kVersion)}; }

StepShown readShown(PayloadReader& in) {
  StepShown shown;
  shown.number = in.u32();
  shown.isTypedPasswordInForce = in.within(0, 1) == 1;
  shown.step = readStep(in);
  return shown;
}

Problem readProblem(PayloadReader& in) {
  Problem problem;
  const std::uint16_t number = in.u16();
  if (!isFailure(number)) in.spoil();
  problem.failure = static_cast<Failure>(number);
  problem.detail = in.u32();
  problem.retryAfterSeconds = in.u32();
  problem.correlation = in.exact(cap::kCorrelation);
  problem.mayRetry = in.within(0, 1) == 1;
  if (!isPrintable(problem.correlation)) in.spoil();
  return problem;
}

std::variant<ToProvider, WireMistake> read(FrameType type, PayloadReader& in) {
  switch (type) {
    case FrameType::ready: return readReady(in);
    case FrameType::step: return readShown(in);
    case FrameType::problem: return readProblem(in);
    case FrameType::progress: return Progress{static_cast<Stage>(in.within(1, 3))};
    case FrameType::idle: return Idle{};
    default: return WireMistake::wrongDirection;
  }
}

}  // namespace

std::optional<SecretBuffer> encode(std::uint32_t seq, const ToProvider& message) noexcept try {
  PayloadWriter out;
  const FrameType type = std::visit([&out](const auto& one) { return write(out, one); }, message);
  if (!out.isGood()) return std::nullopt;
  return encodeFrame(Receiver::provider, type, seq, out.bytes());
} catch (...) {
  return std::nullopt;
}

std::variant<ToProvider, WireMistake> decodeToProvider(const Frame& frame) noexcept try {
  PayloadReader in(frame.payload.view());
  auto message = read(frame.type, in);
  if (std::holds_alternative<ToProvider>(message) && !in.isWhole()) return WireMistake::malformed;
  return message;
} catch (...) {
  return WireMistake::outOfMemory;
}

}  // namespace latchkey
