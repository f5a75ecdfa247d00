#include "provider/picture.h"

#include <algorithm>

namespace latchkey {
namespace {

std::u16string numberText(std::uint8_t number) { return std::u16string(1, static_cast<char16_t>(u'0' + number)); }

std::u16string titleOf(const Step& step) {
  if (step.of < 2 || step.gate == 0) return step.title;
  return step.title + u" (" + numberText(step.gate) + u"/" + numberText(step.of) + u")";
}

// A mark beside the word: a colour alone says nothing to a person who doesn't see it (WCAG 1.4.1).
std::u16string ruleText(const Rule& rule) {
  const char16_t* mark = rule.state == RuleState::met ? u"✓ " : rule.state == RuleState::broken ? u"✗ " : u"• ";
  return mark + rule.text;
}

void addRules(std::vector<Line>& lines, const std::vector<Rule>& rules) {
  constexpr std::size_t kOneALine = 5;
  if (rules.size() <= kOneALine) {
    for (const Rule& rule : rules) lines.push_back({ruleText(rule), 1});
    return;
  }
  std::u16string all;
  for (const Rule& rule : rules) all += (all.empty() ? u"" : u"  ") + ruleText(rule);
  lines.push_back({all, 1});
}

std::size_t sizeOf(const std::vector<Line>& lines) {
  std::size_t size = 0;
  for (const Line& line : lines) size += line.text.size() + 1;
  return size;
}

void cut(std::u16string& text, std::size_t most) {
  if (text.size() <= most) return;
  std::size_t end = most - 1;
  if ((text[end - 1] & 0xFC00) == 0xD800) --end;
  text = text.substr(0, end) + u'…';
}

}  // namespace

std::vector<std::u16string> fitLines(std::vector<Line> lines) {
  const auto isEmpty = [](const Line& line) { return line.text.empty(); };
  lines.erase(std::remove_if(lines.begin(), lines.end(), isEmpty), lines.end());
  while (lines.size() > kMostLines || sizeOf(lines) > kMostText) {
    const auto less = [](const Line& a, const Line& b) { return a.dispensable < b.dispensable; };
    const auto least = std::max_element(lines.begin(), lines.end(), less);
    if (least == lines.end() || least->dispensable == 0) break;
    lines.erase(least);
  }
  std::vector<std::u16string> texts;
  std::size_t left = kMostText;
  for (Line& line : lines) {
    if (left < 2) break;
    cut(line.text, left);
    left -= std::min(left, line.text.size() + 1);
    texts.push_back(std::move(line.text));
  }
  return texts;
}

std::vector<std::u16string> linesOf(const Step& step, const std::u16string& own, const Words& words) {
  std::vector<Line> lines;
  lines.push_back({titleOf(step), 0});
  // What went wrong must survive the fitting.
  lines.push_back({step.text, own.empty() && step.refusal.empty() ? std::uint8_t{0} : std::uint8_t{2}});
  for (const Input& input : step.inputs) {
    if (input.hint.empty()) continue;
    lines.push_back({input.label.empty() ? input.hint : input.label + words.colon + input.hint, 3});
  }
  // Before the rules, as the portal shows it: its sentence speaks of the list below.
  lines.push_back({own.empty() ? step.refusal : own, 0});
  addRules(lines, step.rules);
  lines.push_back({step.helpdesk, 4});
  return fitLines(std::move(lines));
}

std::vector<Box> boxesOf(const std::vector<Input>& inputs) {
  const auto isText = [](const Input& input) { return input.kind == InputKind::text; };
  const bool twoTexts = std::count_if(inputs.begin(), inputs.end(), isText) > 1;
  std::vector<Box> boxes;
  bool secretTaken = false;
  for (const Input& input : inputs) {
    if (isText(input) && !twoTexts) {
      boxes.push_back(Box::edit);
      continue;
    }
    boxes.push_back(secretTaken ? Box::again : Box::secret);
    secretTaken = true;
  }
  return boxes;
}

std::u16string joined(const std::vector<std::u16string>& lines) {
  std::u16string text;
  for (const std::u16string& line : lines) text += (text.empty() ? u"" : u"\n") + line;
  return text;
}

}  // namespace latchkey
