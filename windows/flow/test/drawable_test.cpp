#include "flow/drawable.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "flow/utf.h"

using namespace latchkey;

TEST_CASE("leaves text of every script as it is") {
  CHECK(drawable(u"Mot de passe oubli\u00E9 \u6F22 \U0001F511\nline", 100) ==
        u"Mot de passe oubli\u00E9 \u6F22 \U0001F511\nline");
}

TEST_CASE("drops controls, bidi marks and what draws nothing") {
  CHECK(drawable(u"a\u202Eb\u200Fc\u0007d\u2066e\uFEFFf\u00ADg\u061Ch\u0085i", 100) == u"abcdefghi");
  CHECK(drawable(u"x\U000E0041y\uFFFEz", 100) == u"xyz");
}

TEST_CASE("turns tabs into spaces, and line feeds too where one line is wanted") {
  CHECK(drawable(u"a\tb\r\nc", 100) == u"a b\nc");
  CHECK(drawableLine(u"a\nb", 100) == u"a b");
}

TEST_CASE("keeps ten lines at most, so that nothing is pushed off the screen") {
  const std::u16string drawn = drawable(std::u16string(50, u'\n') + u"end", 100);
  CHECK(std::count(drawn.begin(), drawn.end(), u'\n') == 9);
}

TEST_CASE("cuts at the cap with an ellipsis and never through a surrogate pair") {
  CHECK(drawable(u"abcdef", 6) == u"abcdef");
  CHECK(drawable(u"abcdefg", 6) == u"abcde\u2026");
  const std::u16string cut = drawable(u"abcd\U0001F511xyz", 6);
  CHECK(cut == u"abcd\u2026");
  CHECK(isWellFormed(cut));
  CHECK(drawable(u"abc", 0).empty());
}

TEST_CASE("takes a megabyte and looks at no more than it needs") {
  CHECK(drawable(std::u16string(1 << 20, u'x'), 600).size() == 600);
  CHECK(drawable(std::u16string(1 << 20, char16_t(0x202E)), 600).empty());
}
