#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "flow/secret_buffer.h"

namespace latchkey {

/// Every frame is `'L' 'K' version type:u8 seq:u32 length:u32 payload`, little-endian.
constexpr std::uint8_t kWireVersion = 1;
constexpr std::size_t kFrameHeader = 12;
/// Payload caps: the privileged side takes a step, the worker takes a few typed lines.
constexpr std::size_t kMostToProvider = 16384;
constexpr std::size_t kMostToWorker = 4096;

enum class FrameType : std::uint8_t {
  // provider → worker
  hello = 1,
  start = 2,
  answer = 3,
  cancel = 4,
  leave = 5,
  forget = 6,
  resume = 7,
  retry = 8,
  poll = 9,
  // worker → provider
  ready = 16,
  step = 17,
  problem = 18,
  progress = 19,
  idle = 20,
};

enum class Receiver : std::uint8_t { worker, provider };

enum class WireMistake : std::uint8_t {
  notOurs,
  otherVersion,
  unknownType,
  /// A frame that only the other side may send.
  wrongDirection,
  tooLong,
  /// More bytes unread than any honest sender has under way.
  flooded,
  /// The payload ends too early or too late, or a value in it is out of its bounds.
  malformed,
  outOfMemory,
};

/// One frame; the payload may hold a password and wipes itself.
struct Frame {
  FrameType type = FrameType::cancel;
  /// A reply carries the number of the request that it answers; 0 is unasked (a step that polling brought).
  std::uint32_t seq = 0;
  SecretBuffer payload;
};

/// The bytes of a frame, or nothing where the payload is over the receiver's cap.
[[nodiscard]] std::optional<SecretBuffer> encodeFrame(Receiver receiver, FrameType type, std::uint32_t seq,
                                                      std::string_view payload) noexcept;

/// Cuts a stream of bytes into frames. Once a mistake was found it stays: after garbage no length can be
/// trusted, so the only way on is a new connection. One thread at a time.
class FrameReader {
 public:
  explicit FrameReader(Receiver receiver) noexcept : receiver_(receiver) {}

  void feed(const char* bytes, std::size_t count) noexcept;

  struct NeedMore {};
  [[nodiscard]] std::variant<Frame, NeedMore, WireMistake> next() noexcept;

 private:
  WireMistake fail(WireMistake mistake) noexcept;

  Receiver receiver_;
  std::optional<WireMistake> mistake_;
  SecretBuffer unread_;
};

}  // namespace latchkey
