#include "flow/failure.h"

#include <string>

#include "flow/drawable.h"
#include "flow/failure_table.h"
#include "flow/step.h"

namespace latchkey {
namespace {

const FailureRow* find(Failure failure) noexcept {
  for (std::size_t i = 0; i < kFailureCount; ++i) {
    if (kFailureRows[i].failure == failure) return &kFailureRows[i];
  }
  return nullptr;
}

std::u16string decimal(std::uint32_t number) {
  const std::string digits = std::to_string(number);
  return {digits.begin(), digits.end()};
}

void fill(std::u16string& text, std::u16string_view mark, const std::u16string& value) {
  const std::size_t at = text.find(mark);
  if (at != std::u16string::npos) text.replace(at, mark.size(), value);
}

// "Later: ." would be half a sentence.
void dropEmptyTime(std::u16string& text, Language language) {
  const std::u16string_view tail = language == Language::french ? u" : %t." : u": %t.";
  if (text.size() < tail.size() || text.compare(text.size() - tail.size(), tail.size(), tail) != 0) return;
  text.resize(text.size() - tail.size());
  text.push_back(u'.');
}

void add(std::u16string& text, std::u16string_view more) {
  if (more.empty()) return;
  text.push_back(u' ');
  text.append(more);
}

}  // namespace

Language languageOf(std::u16string_view localeName) noexcept {
  const auto is = [localeName](std::size_t at, char16_t lower, char16_t upper) {
    return localeName[at] == lower || localeName[at] == upper;
  };
  if (localeName.size() < 2 || !is(0, u'f', u'F') || !is(1, u'r', u'R')) return Language::english;
  const bool isWhole = localeName.size() == 2 || localeName[2] == u'-' || localeName[2] == u'_';
  return isWhole ? Language::french : Language::english;
}

const FailureRow& rowOf(Failure failure) noexcept {
  const FailureRow* row = find(failure);
  return row != nullptr ? *row : *find(Failure::unexpectedAnswer);
}

bool isFailure(std::uint16_t number) noexcept { return find(static_cast<Failure>(number)) != nullptr; }

std::u16string sentenceOf(Failure failure, Language language, const SentenceValues& values) noexcept try {
  const FailureRow& row = rowOf(failure);
  const std::string_view code = row.code;
  std::u16string text = language == Language::french ? row.french : row.english;
  const std::u16string time = drawableLine(values.time, cap::kLabel);
  if (time.empty()) dropEmptyTime(text, language);
  fill(text, u"%t", time);
  fill(text, u"%d", decimal(values.detail));
  add(text, u"Code " + std::u16string(code.begin(), code.end()) + u".");
  add(text, drawableLine(values.support, cap::kHelpdesk));
  return drawable(text, cap::kText);
} catch (...) {
  return {};
}

}  // namespace latchkey
