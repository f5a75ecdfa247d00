#include "flow/utf.h"

#include <doctest/doctest.h>

#include <string>

using namespace latchkey;

TEST_CASE("reads UTF-8 of one to four bytes and writes it back") {
  const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\x91";
  const auto wide = utf16From(text);
  REQUIRE(wide);
  CHECK(*wide == u"a\u00E9\u20AC\U0001F511");
  CHECK(utf8From(*wide) == text);
}

TEST_CASE("refuses UTF-8 that is overlong, cut off, a surrogate or past the last code point") {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xC3", "\xE2\x82", "\x80",
                          "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xC3\x28"}) {
    CAPTURE(std::string(bad).size());
    CHECK_FALSE(utf16From(bad));
  }
}

TEST_CASE("refuses surrogates that stand alone") {
  CHECK_FALSE(utf8From(std::u16string(1, char16_t(0xD800))));
  CHECK_FALSE(utf8From(std::u16string{char16_t(0xD800), u'a'}));
  CHECK_FALSE(utf8From(std::u16string{char16_t(0xDC00), char16_t(0xD800)}));
  CHECK_FALSE(isWellFormed(std::u16string{u'a', char16_t(0xDFFF)}));
}

TEST_CASE("calls text with a NUL ill-formed, since Windows would end it there") {
  CHECK(isWellFormed(u"abc"));
  CHECK_FALSE(isWellFormed(std::u16string_view(u"a\0b", 3)));
}
