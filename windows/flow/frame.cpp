#include "flow/frame.h"

#include <utility>

namespace latchkey {
namespace {

constexpr std::size_t kMostUnread = 4 * (kFrameHeader + kMostToProvider);

std::size_t mostFor(Receiver receiver) noexcept {
  return receiver == Receiver::worker ? kMostToWorker : kMostToProvider;
}

std::uint32_t u32At(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
  return value;
}

void appendU32(SecretBuffer& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push(static_cast<char>(value >> shift & 0xFF));
}

std::optional<Receiver> receiverOf(std::uint8_t type) noexcept {
  if (type >= 1 && type <= 9) return Receiver::worker;
  if (type >= 16 && type <= 20) return Receiver::provider;
  return std::nullopt;
}

struct FrameHead {
  FrameType type;
  std::uint32_t seq;
  std::uint32_t length;
};

// Judges as many bytes as there are, so that a stranger is refused at his first byte and not after twelve.
std::optional<WireMistake> mistakeIn(std::string_view bytes, Receiver receiver) noexcept {
  if (!bytes.empty() && bytes[0] != 'L') return WireMistake::notOurs;
  if (bytes.size() > 1 && bytes[1] != 'K') return WireMistake::notOurs;
  if (bytes.size() > 2 && static_cast<std::uint8_t>(bytes[2]) != kWireVersion)
    return WireMistake::otherVersion;
  if (bytes.size() > 3) {
    const auto meant = receiverOf(static_cast<std::uint8_t>(bytes[3]));
    if (!meant) return WireMistake::unknownType;
    if (*meant != receiver) return WireMistake::wrongDirection;
  }
  if (bytes.size() >= kFrameHeader && u32At(bytes, 8) > mostFor(receiver)) return WireMistake::tooLong;
  return std::nullopt;
}

FrameHead headOf(std::string_view bytes) noexcept {
  return {static_cast<FrameType>(bytes[3]), u32At(bytes, 4), u32At(bytes, 8)};
}

}  // namespace

std::optional<SecretBuffer> encodeFrame(Receiver receiver, FrameType type, std::uint32_t seq,
                                        std::string_view payload) noexcept try {
  if (payload.size() > mostFor(receiver)) return std::nullopt;
  SecretBuffer bytes;
  bytes.reserve(kFrameHeader + payload.size());
  bytes.append("LK");
  bytes.push(static_cast<char>(kWireVersion));
  bytes.push(static_cast<char>(type));
  appendU32(bytes, seq);
  appendU32(bytes, static_cast<std::uint32_t>(payload.size()));
  bytes.append(payload);
  return bytes;
} catch (...) {
  return std::nullopt;
}

WireMistake FrameReader::fail(WireMistake mistake) noexcept {
  unread_.wipe();
  mistake_ = mistake;
  return mistake;
}

void FrameReader::feed(const char* bytes, std::size_t count) noexcept try {
  if (mistake_) return;
  if (count > kMostUnread - unread_.size()) {
    fail(WireMistake::flooded);
    return;
  }
  unread_.append(std::string_view(bytes, count));
} catch (...) {
  fail(WireMistake::outOfMemory);
}

std::variant<Frame, FrameReader::NeedMore, WireMistake> FrameReader::next() noexcept try {
  if (mistake_) return *mistake_;
  const std::string_view bytes = unread_.view();
  if (const auto mistake = mistakeIn(bytes, receiver_)) return fail(*mistake);
  if (bytes.size() < kFrameHeader) return NeedMore{};
  const FrameHead head = headOf(bytes);
  if (bytes.size() - kFrameHeader < head.length) return NeedMore{};
  Frame frame{head.type, head.seq, SecretBuffer(bytes.substr(kFrameHeader, head.length))};
  unread_.dropFront(kFrameHeader + head.length);
  return frame;
} catch (...) {
  return fail(WireMistake::outOfMemory);
}

}  // namespace latchkey
