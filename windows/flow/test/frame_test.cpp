#include "flow/frame.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

namespace {

std::string frameBytes(Receiver receiver, FrameType type, std::uint32_t seq, std::string_view payload) {
  const auto bytes = encodeFrame(receiver, type, seq, payload);
  REQUIRE(bytes);
  return std::string(bytes->view());
}

WireMistake mistakeOf(Receiver receiver, std::string bytes) {
  FrameReader reader(receiver);
  reader.feed(bytes.data(), bytes.size());
  const auto next = reader.next();
  REQUIRE(std::holds_alternative<WireMistake>(next));
  return std::get<WireMistake>(next);
}

}  // namespace

TEST_CASE("reads a frame that arrives byte by byte") {
  const std::string bytes = frameBytes(Receiver::worker, FrameType::start, 0x01020304, "payload");
  FrameReader reader(Receiver::worker);
  for (const char byte : bytes) {
    CHECK(std::holds_alternative<FrameReader::NeedMore>(reader.next()));
    reader.feed(&byte, 1);
  }
  auto next = reader.next();
  REQUIRE(std::holds_alternative<Frame>(next));
  CHECK(std::get<Frame>(next).type == FrameType::start);
  CHECK(std::get<Frame>(next).seq == 0x01020304);
  CHECK(std::get<Frame>(next).payload.view() == "payload");
  CHECK(std::holds_alternative<FrameReader::NeedMore>(reader.next()));
}

TEST_CASE("reads two frames that arrive together") {
  const std::string bytes = frameBytes(Receiver::provider, FrameType::idle, 1, "") +
                            frameBytes(Receiver::provider, FrameType::progress, 2, "\x01");
  FrameReader reader(Receiver::provider);
  reader.feed(bytes.data(), bytes.size());
  CHECK(std::get<Frame>(reader.next()).type == FrameType::idle);
  CHECK(std::get<Frame>(reader.next()).seq == 2);
}

TEST_CASE("refuses a stranger at his first byte") {
  CHECK(mistakeOf(Receiver::worker, "G") == WireMistake::notOurs);
  CHECK(mistakeOf(Receiver::worker, "LG") == WireMistake::notOurs);
  CHECK(mistakeOf(Receiver::worker, "LK\x02") == WireMistake::otherVersion);
  CHECK(mistakeOf(Receiver::worker, "LK\x01\x63") == WireMistake::unknownType);
}

TEST_CASE("refuses a frame that only the other side may send") {
  CHECK(mistakeOf(Receiver::worker, "LK\x01\x11") == WireMistake::wrongDirection);
  CHECK(mistakeOf(Receiver::provider, "LK\x01\x02") == WireMistake::wrongDirection);
}

TEST_CASE("refuses a length over the cap before a byte of it arrived") {
  const std::string head("LK\x01\x02\0\0\0\0\x01\x10\0\0", 12);
  CHECK(mistakeOf(Receiver::worker, head) == WireMistake::tooLong);
  const std::string huge("LK\x01\x11\0\0\0\0\xFF\xFF\xFF\xFF", 12);
  CHECK(mistakeOf(Receiver::provider, huge) == WireMistake::tooLong);
}

TEST_CASE("writes no frame over the cap") {
  CHECK(encodeFrame(Receiver::worker, FrameType::start, 1, std::string(kMostToWorker, 'x')));
  CHECK_FALSE(encodeFrame(Receiver::worker, FrameType::start, 1, std::string(kMostToWorker + 1, 'x')));
}

TEST_CASE("refuses a flood, and stays refused after any mistake") {
  FrameReader reader(Receiver::worker);
  const std::string flood(100000, 'L');
  reader.feed(flood.data(), flood.size());
  CHECK(std::get<WireMistake>(reader.next()) == WireMistake::flooded);
  const std::string good = frameBytes(Receiver::worker, FrameType::poll, 1, "");
  reader.feed(good.data(), good.size());
  CHECK(std::get<WireMistake>(reader.next()) == WireMistake::flooded);
}
