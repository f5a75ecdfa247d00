#include "provider/picture.h"

#include <doctest/doctest.h>

using namespace latchkey;

namespace {

const Words& kEnglish = wordsIn(Language::english);

Step codeStep() {
  Step step;
  step.kind = StepKind::answerChallenge;
  step.title = u"Enter the code";
  step.text = u"We sent a code.";
  step.inputs = {{InputKind::code, 6, u"Code", u"six digits"}};
  step.helpdesk = u"Call 4242.";
  return step;
}

}  // namespace

TEST_CASE("draws title, text, hints, refusal, rules and help desk in this order") {
  Step step = codeStep();
  step.refusal = u"Not accepted.";
  step.rules = {{RuleState::met, u"long"}, {RuleState::broken, u"classes"}, {RuleState::open, u"history"}};
  const auto lines = linesOf(step, u"", kEnglish);
  const std::vector<std::u16string> wanted = {u"Enter the code", u"We sent a code.", u"Code: six digits", u"Not accepted.",
                                              u"✓ long",         u"✗ classes",       u"• history",        u"Call 4242."};
  CHECK(lines == wanted);
}

TEST_CASE("joins label and hint as the language does: French has a no-break space before a colon") {
  const auto lines = linesOf(codeStep(), u"", wordsIn(Language::french));
  CHECK(lines[2] == u"Code\u00A0: six digits");
}

TEST_CASE("names the gate only where the server says how many there are") {
  Step step = codeStep();
  step.gate = 1;
  CHECK(linesOf(step, u"", kEnglish)[0] == u"Enter the code");
  step.of = 2;
  CHECK(linesOf(step, u"", kEnglish)[0] == u"Enter the code (1/2)");
}

TEST_CASE("says its own sentence in the place of the server's refusal") {
  Step step = codeStep();
  step.refusal = u"Old.";
  const auto text = joined(linesOf(step, u"Own.", kEnglish));
  CHECK(text.find(u"Own.") != std::u16string::npos);
  CHECK(text.find(u"Old.") == std::u16string::npos);
}

TEST_CASE("keeps within ten lines and 600 characters whatever the server sends, and keeps the refusal") {
  Step step = codeStep();
  step.title = std::u16string(cap::kTitle, u't');
  step.text = std::u16string(cap::kText, u'x');
  step.refusal = std::u16string(cap::kRefusal, u'r');
  step.helpdesk = std::u16string(cap::kHelpdesk, u'h');
  for (int i = 0; i < 12; ++i) step.rules.push_back({RuleState::open, std::u16string(cap::kRule, u'q')});
  const auto lines = linesOf(step, u"", kEnglish);
  CHECK(lines.size() <= kMostLines);
  CHECK(joined(lines).size() <= kMostText);
  CHECK(joined(lines).find(step.refusal) != std::u16string::npos);
}

TEST_CASE("never cuts a surrogate pair in two") {
  std::u16string pairs;
  for (int i = 0; i < 400; ++i) pairs += u"😀";
  const auto lines = fitLines({{pairs, 0}});
  const char16_t last = lines[0][lines[0].size() - 2];
  CHECK((last & 0xFC00) == 0xDC00);
  CHECK(lines[0].size() <= kMostText);
}

TEST_CASE("puts two plain answers into the two secret boxes") {
  CHECK(boxesOf({{InputKind::text, 9, u"a", u""}, {InputKind::text, 9, u"b", u""}}) ==
        std::vector<Box>{Box::secret, Box::again});
}

TEST_CASE("puts a name into the plain box and a code into the secret one") {
  CHECK(boxesOf({{InputKind::text, 9, u"a", u""}, {InputKind::code, 9, u"b", u""}}) ==
        std::vector<Box>{Box::edit, Box::secret});
}
