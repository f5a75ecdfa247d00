#include "flow/redact.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

namespace {
constexpr const char* kToken = "q2Xk0vUuM3l1rVnV0sY8bWf4c7tZpJdE5hGaL9oNiRc";
}

TEST_CASE("keeps what a log is for") {
  for (const std::string line :
       {"step shown kind=answer-challenge gate=1 length=8-15 ms=1250",
        "flow=flw_0123456789abcdef request=req_AbC-123 sid=S-1-5-21-1004336348-1177238915-682003330-512",
        "POST /api/v1/flows/flw_0123456789abcdef/submissions 200",
        "clsid={86D2F0AC-2171-46CF-9998-4E33B3D7FD4F} hr=0x80004005"})
    CHECK(redact(line) == line);
}

TEST_CASE("hides tokens wherever they stand") {
  const std::string token = kToken;
  for (const std::string& line :
       {"Authorization: Bearer " + token, "authorization=" + token, "saw " + token + " here",
        "bearer " + token, "\"token\":\"" + token + "\"", "flw_" + token}) {
    CAPTURE(line);
    CHECK(redact(line).find(token) == std::string::npos);
  }
}

TEST_CASE("hides what people type, however it is quoted") {
  for (const char* line : {R"({"values":{"password":"Quiet-\"Harbour\"-417"}})", "password=Quiet-Harbour-417",
                           "password: Quiet Harbour 417", R"("password-again" : "Quiet Harbour")", "code=417",
                           "answer: Quiet Harbour", "PASSWORD = Quiet-Harbour", "saw 417417 typed"}) {
    CAPTURE(line);
    const std::string hidden = redact(line);
    CHECK(hidden.find("417") == std::string::npos);
    CHECK(hidden.find("Harbour") == std::string::npos);
    CHECK(hidden.find("[redacted]") != std::string::npos);
  }
}

TEST_CASE("a value that never ends hides the rest of the line") {
  CHECK(redact(R"("password":"Quiet)") == R"("password":[redacted])");
  CHECK(redact("password=a b\nnext line") == "password=[redacted]\nnext line");
}

TEST_CASE("a name that no value follows is only a word") {
  CHECK(redact("a code was sent") == "a code was sent");
  CHECK(redact("new password accepted") == "new password accepted");
}

TEST_CASE("tells lengths in buckets, so that no length gives a password away") {
  CHECK(std::string(lengthBucket(0)) == "0");
  CHECK(std::string(lengthBucket(7)) == "1-7");
  CHECK(std::string(lengthBucket(8)) == "8-15");
  CHECK(std::string(lengthBucket(31)) == "16-31");
  CHECK(std::string(lengthBucket(32)) == "32+");
}
