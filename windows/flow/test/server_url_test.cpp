#include "flow/server_url.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

namespace {

std::string textOf(std::u16string_view typed) {
  const auto url = parseServerUrl(typed);
  REQUIRE(std::holds_alternative<ServerUrl>(url));
  return std::get<ServerUrl>(url).text();
}

UrlMistake mistakeOf(std::u16string_view typed) {
  const auto url = parseServerUrl(typed);
  REQUIRE(std::holds_alternative<UrlMistake>(url));
  return std::get<UrlMistake>(url);
}

}  // namespace

TEST_CASE("reads an address as administrators type it") {
  CHECK(textOf(u"https://reset.example.org") == "https://reset.example.org");
  CHECK(textOf(u"  HTTPS://Reset.Example.ORG/  ") == "https://reset.example.org");
  CHECK(textOf(u"https://reset.example.org:8443/") == "https://reset.example.org:8443");
  CHECK(textOf(u"https://reset.example.org:443") == "https://reset.example.org");
  CHECK(textOf(u"https://10.0.0.7:8443") == "https://10.0.0.7:8443");
  CHECK(textOf(u"https://[FD00::7]:8443") == "https://[fd00::7]:8443");
  CHECK(textOf(u"https://xn--rinitialiser-ceb.example") == "https://xn--rinitialiser-ceb.example");
}

TEST_CASE("refuses plain HTTP and every other scheme") {
  CHECK(mistakeOf(u"http://reset.example.org") == UrlMistake::notHttps);
  CHECK(mistakeOf(u"reset.example.org") == UrlMistake::notHttps);
  CHECK(mistakeOf(u"file:///c:/x") == UrlMistake::notHttps);
  CHECK(mistakeOf(u"https:/reset.example.org") == UrlMistake::notHttps);
}

TEST_CASE("refuses what could lead to another host than it seems") {
  CHECK(mistakeOf(u"https://reset.example.org@evil.example") == UrlMistake::hasUser);
  CHECK(mistakeOf(u"https://evil.example\\reset.example.org") == UrlMistake::hasPath);
  CHECK(mistakeOf(u"https://evil.example/reset.example.org") == UrlMistake::hasPath);
  CHECK(mistakeOf(u"https://evil.example?x") == UrlMistake::hasPath);
  CHECK(mistakeOf(u"https://evil.example#x") == UrlMistake::hasPath);
  CHECK(mistakeOf(u"https://reset.ex\u0430mple.org") == UrlMistake::badCharacter);
  CHECK(mistakeOf(u"https://reset.example.org\r\nHost: x") == UrlMistake::badCharacter);
}

TEST_CASE("refuses hosts and ports that cannot be") {
  for (const char16_t* bad : {u"https://", u"https:///", u"https://.", u"https://a..b", u"https://-a.example",
                              u"https://a_b.example", u"https://a.example.", u"https://[fd00::7",
                              u"https://[]", u"https://[fd00::g]", u"https://[::1]x"})
    CHECK(mistakeOf(bad) == UrlMistake::badHost);
  for (const char16_t* bad : {u"https://a.example:", u"https://a.example:0", u"https://a.example:65536",
                              u"https://a.example:44x", u"https://a.example:1:2", u"https://[::1]:"})
    CHECK(mistakeOf(bad) == UrlMistake::badPort);
  CHECK(mistakeOf(u"   ") == UrlMistake::empty);
  CHECK(mistakeOf(u"https://" + std::u16string(400, u'a')) == UrlMistake::tooLong);
  CHECK(mistakeOf(u"https://" + std::u16string(64, u'a') + u".example") == UrlMistake::badHost);
}

TEST_CASE("names itself to signatures without the port that https has anyway") {
  const auto authorityOf = [](const char16_t* typed) { return std::get<ServerUrl>(parseServerUrl(typed)).authority(); };
  CHECK(authorityOf(u"https://Reset.Example.org:443/") == "reset.example.org");
  CHECK(authorityOf(u"https://reset.example.org:8443") == "reset.example.org:8443");
  CHECK(authorityOf(u"https://[2001:DB8::7]:8443") == "[2001:db8::7]:8443");
}
