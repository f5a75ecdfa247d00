#include "flow/json_body.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace latchkey;

TEST_CASE("writes what a JSON parser reads back, whatever was typed") {
  const std::u16string typed = u"a\"b\\c\nd\u0001\u00E9\u6F22\U0001F511</script>";
  JsonBody body;
  body.member("step", std::string_view("stp_1"));
  body.open("values");
  body.member("password", std::u16string_view(typed));
  body.close();
  body.member("last", std::string_view("x"));
  REQUIRE(body.isGood());
  const SecretBuffer bytes = body.finish();
  const auto read = nlohmann::json::parse(bytes.view());
  CHECK(read["step"] == "stp_1");
  CHECK(read["values"]["password"] == "a\"b\\c\nd\u0001\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x94\x91</script>");
  CHECK(read["last"] == "x");
}

TEST_CASE("refuses text that is no UTF-16") {
  const std::u16string lone{u'1', char16_t(0xD800)};
  JsonBody body;
  body.member("code", std::u16string_view(lone));
  CHECK_FALSE(body.isGood());
}
