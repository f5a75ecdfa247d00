#include "flow/failure.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "flow/failure_table.h"
#include "flow/network_failure.h"
#include "flow/step.h"

using namespace latchkey;

namespace {

constexpr std::u16string_view kSupport = u"Help desk: 4417";

bool endsWith(const std::u16string& text, std::u16string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

struct Mapped {
  std::uint32_t error;
  std::uint32_t flags;
  Failure failure;
  std::uint16_t event;
};

}  // namespace

TEST_CASE("every failure has a code of its own, a known event and a sentence in both languages") {
  std::set<std::string> codes;
  std::set<Failure> failures;
  for (std::size_t i = 0; i < kFailureCount; ++i) {
    const FailureRow& row = kFailureRows[i];
    CAPTURE(row.code);
    CHECK(codes.insert(row.code).second);
    CHECK(failures.insert(row.failure).second);
    const bool isNetwork = row.event >= 2001 && row.event <= 2009;
    const bool isTls = row.event >= 3001 && row.event <= 3006;
    const bool isOther =
        row.event == 3010 || row.event == 3011 || row.event == 4001 || row.event == 1003 || row.event == 1004;
    CHECK((isNetwork || isTls || isOther));
    for (const Language language : {Language::english, Language::french}) {
      const std::u16string sentence = sentenceOf(row.failure, language, {503, u"12:34", kSupport});
      CHECK(endsWith(sentence, kSupport));
      CHECK(sentence.size() <= cap::kText);
      CHECK(sentence.find(u'%') == std::u16string::npos);
      const std::string code = row.code;
      CHECK(sentence.find(std::u16string(code.begin(), code.end())) != std::u16string::npos);
    }
    CHECK(std::u16string(row.english) != row.french);
  }
}

TEST_CASE("a sentence without time or support text is still whole") {
  CHECK(sentenceOf(Failure::throttled, Language::english, {}) ==
        u"There were too many attempts. Try again later. Code SRV-429.");
  CHECK(sentenceOf(Failure::throttled, Language::french, {}) ==
        u"Il y a eu trop d\u2019essais. R\u00E9essayez plus tard. Code SRV-429.");
  CHECK(sentenceOf(Failure::unexpectedAnswer, Language::english, {500, u"", u""}) ==
        u"The password server gave an unexpected answer (500). Code SRV-ANSWER.");
}

TEST_CASE("a support text cannot draw a false interface") {
  const std::u16string sentence =
      sentenceOf(Failure::maintenance, Language::english, {0, u"", u"call\u202E\n4417"});
  CHECK(endsWith(sentence, u"call 4417"));
}

TEST_CASE("an unknown number reads as an unexpected answer") {
  CHECK(rowOf(static_cast<Failure>(999)).failure == Failure::unexpectedAnswer);
  CHECK_FALSE(isFailure(999));
  CHECK_FALSE(isFailure(0));
  CHECK(isFailure(static_cast<std::uint16_t>(Failure::tlsPin)));
}

TEST_CASE("French is spoken to French locales only") {
  CHECK(languageOf(u"fr-CA") == Language::french);
  CHECK(languageOf(u"FR") == Language::french);
  CHECK(languageOf(u"frp") == Language::english);
  CHECK(languageOf(u"en-US") == Language::english);
  CHECK(languageOf(u"") == Language::english);
}

TEST_CASE("each error of WinHTTP leads to the event of the documented table") {
  using namespace secure_flag;
  const Mapped table[] = {
      {12007, 0, Failure::nameNotResolved, 2001},
      {12029, 0, Failure::cannotConnect, 2002},
      {12030, 0, Failure::connectionReset, 2002},
      {12002, 0, Failure::timedOut, 2002},
      {12175, kUnknownAuthority, Failure::tlsAuthority, 3001},
      {12175, kWrongName, Failure::tlsName, 3002},
      {12175, kWrongDate, Failure::tlsDate, 3003},
      {12175, kRevoked, Failure::tlsRevoked, 3004},
      {12170, 0, Failure::tlsRevoked, 3004},
      {12175, kRevocationFailed, Failure::revocationUnknown, 2004},
      {12057, 0, Failure::revocationUnknown, 2004},
      {12157, 0, Failure::tlsProtocol, 3005},
      {12175, kChannelError, Failure::tlsProtocol, 3005},
      {12178, 0, Failure::proxyDiscovery, 2003},
      {12180, 0, Failure::proxyDiscovery, 2003},
      {12166, 0, Failure::proxyDiscovery, 2003},
      {12017, 0, Failure::cancelled, 1003},
      {12345, 0, Failure::cannotConnect, 2002},
  };
  for (const Mapped& row : table) {
    CAPTURE(row.error);
    CHECK(failureOfWinHttp(row.error, row.flags) == row.failure);
    CHECK(rowOf(row.failure).event == row.event);
  }
  CHECK(rowOf(Failure::tlsPin).event == 3006);
}

TEST_CASE("of several faults of a certificate the most alarming is named") {
  using namespace secure_flag;
  CHECK(failureOfWinHttp(12175, kWrongDate | kUnknownAuthority) == Failure::tlsAuthority);
  CHECK(failureOfWinHttp(12175, kWrongDate | kRevoked | kUnknownAuthority) == Failure::tlsRevoked);
}

TEST_CASE("each HTTP status leads to the event of the documented table") {
  CHECK(rowOf(failureOfStatus(407)).event == 2005);
  CHECK(rowOf(failureOfStatus(302)).event == 2006);
  CHECK(rowOf(failureOfStatus(511)).event == 2006);
  CHECK(rowOf(failureOfStatus(429)).event == 2007);
  CHECK(rowOf(failureOfStatus(503)).event == 2007);
  CHECK(rowOf(failureOfStatus(500)).event == 2008);
  CHECK(rowOf(failureOfStatus(400)).event == 2008);
  CHECK(failureOfStatus(410) == Failure::flowExpired);
}
