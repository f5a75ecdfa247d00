#include "flow/setting_reader.h"

#include <algorithm>

#include "flow/drawable.h"
#include "flow/utf.h"

namespace latchkey {
namespace {

constexpr std::size_t kLongest = 4096;

struct Found {
  Source source;
  const RawValue* value;
};

bool isBlank(const RawValue& value) noexcept {
  if (const auto* text = std::get_if<std::u16string>(&value)) return text->empty();
  const auto* lines = std::get_if<std::vector<std::u16string>>(&value);
  return lines != nullptr &&
         std::all_of(lines->begin(), lines->end(), [](const auto& line) { return line.empty(); });
}

std::optional<Found> find(const Layers& layers, Setting setting) noexcept {
  const std::pair<Source, const Layer*> falling[] = {{Source::policy, &layers.policy},
                                                     {Source::commandLine, &layers.commandLine},
                                                     {Source::stored, &layers.stored},
                                                     {Source::package, &layers.package}};
  for (const auto& [source, layer] : falling) {
    const auto at = layer->find(setting);
    if (at != layer->end() && !isBlank(at->second)) return Found{source, &at->second};
  }
  return std::nullopt;
}

std::u16string joined(const std::vector<std::u16string>& lines) {
  std::u16string text;
  for (const std::u16string& line : lines) text.append(line).push_back(u'\n');
  return text;
}

std::optional<std::uint32_t> digits(std::u16string_view text) noexcept {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::uint32_t number = 0;
  for (const char16_t c : text) {
    if (c < u'0' || c > u'9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - u'0');
  }
  return number;
}

char16_t lower(char16_t c) noexcept { return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c + 32) : c; }

}  // namespace

bool equalIgnoringCase(std::u16string_view a, std::u16string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char16_t x, char16_t y) { return lower(x) == lower(y); });
}

std::optional<SettingReader::Text> SettingReader::text(Setting setting) {
  const auto found = find(layers_, setting);
  if (!found) return std::nullopt;
  Text text{found->source, {}};
  if (const auto* one = std::get_if<std::u16string>(found->value)) text.value = *one;
  if (const auto* lines = std::get_if<std::vector<std::u16string>>(found->value)) text.value = joined(*lines);
  const bool isText = !std::holds_alternative<std::uint32_t>(*found->value) &&
                      !std::holds_alternative<Unreadable>(*found->value);
  if (!isText || text.value.size() > kLongest || !isWellFormed(text.value)) {
    report(setting, found->source, isText ? Why::tooLong : Why::wrongType);
    return std::nullopt;
  }
  return text;
}

std::optional<SettingReader::Number> SettingReader::number(Setting setting) {
  const auto found = find(layers_, setting);
  if (!found) return std::nullopt;
  if (const auto* one = std::get_if<std::uint32_t>(found->value)) return Number{found->source, *one};
  const auto* text = std::get_if<std::u16string>(found->value);
  const auto number = text != nullptr ? digits(*text) : std::nullopt;
  if (number) return Number{found->source, *number};
  report(setting, found->source, Why::wrongType);
  return std::nullopt;
}

void SettingReader::readSwitch(Setting setting, bool& target) {
  const auto found = number(setting);
  if (!found) return;
  if (found->value > 1) return report(setting, found->source, Why::notAllowed);
  target = found->value == 1;
}

void SettingReader::readLine(Setting setting, std::u16string& target, std::size_t cap) {
  if (const auto found = text(setting)) target = drawableLine(found->value, cap);
}

}  // namespace latchkey
