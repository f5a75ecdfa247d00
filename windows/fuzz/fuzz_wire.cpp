#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "flow/message.h"

using namespace latchkey;

namespace {

// What was decoded is within its bounds, so it encodes again; and the second reading finds the same bytes.
template <typename Message, typename Decode>
void mustSurvive(Receiver receiver, const Frame& frame, Decode decode) {
  const auto decoded = decode(frame);
  const auto* message = std::get_if<Message>(&decoded);
  if (message == nullptr) return;
  const auto bytes = encode(frame.seq, *message);
  if (!bytes) std::abort();
  FrameReader reader(receiver);
  reader.feed(bytes->data(), bytes->size());
  auto next = reader.next();
  const auto* again = std::get_if<Frame>(&next);
  if (again == nullptr) std::abort();
  const auto second = decode(*again);
  const auto* same = std::get_if<Message>(&second);
  const auto repeated = same != nullptr ? encode(frame.seq, *same) : std::nullopt;
  if (!repeated || repeated->view() != bytes->view()) std::abort();
}

void readAs(Receiver receiver, const char* bytes, std::size_t count, std::size_t chunk) {
  FrameReader reader(receiver);
  for (std::size_t at = 0; at < count; at += chunk) {
    reader.feed(bytes + at, count - at < chunk ? count - at : chunk);
    for (;;) {
      auto next = reader.next();
      if (std::holds_alternative<WireMistake>(next)) return;
      if (!std::holds_alternative<Frame>(next)) break;
      const Frame& frame = *std::get_if<Frame>(&next);
      if (receiver == Receiver::worker)
        mustSurvive<ToWorker>(receiver, frame, decodeToWorker);
      else
        mustSurvive<ToProvider>(receiver, frame, decodeToProvider);
    }
  }
}

}  // namespace

// The first byte says who reads and in what pieces the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  if (count == 0) return 0;
  const Receiver receiver = (bytes[0] & 1) != 0 ? Receiver::provider : Receiver::worker;
  const std::size_t chunk = 1u + (bytes[0] >> 1);
  readAs(receiver, reinterpret_cast<const char*>(bytes) + 1, count - 1, chunk);
  return 0;
}
