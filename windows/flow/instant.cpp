#include "flow/instant.h"

#include <cstddef>

namespace latchkey {
namespace {

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::uint32_t kDay = 86400;

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) noexcept {
  if (text.size() < at + digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (!isDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// A pattern of the same length, where 0 stands for a digit and a for a letter.
bool matches(std::string_view text, std::string_view pattern) noexcept {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool isLetter = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= 'a' && text[i] <= 'z');
    if (pattern[i] == '0' ? !isDigit(text[i]) : pattern[i] == 'a' ? !isLetter : text[i] != pattern[i])
      return false;
  }
  return true;
}

struct Moment {
  int year, month, day, hour, minute, second;
};

// Days since 1970 in the proleptic Gregorian calendar; years begin in March so that the leap day comes last.
std::int64_t daysOf(const Moment& m) noexcept {
  const std::int64_t year = m.month > 2 ? m.year : m.year - 1;
  const std::int64_t era = year / 400;
  const std::int64_t ofEra = year - era * 400;
  const std::int64_t ofYear = (153 * ((m.month + 9) % 12) + 2) / 5 + m.day - 1;
  return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}

std::optional<std::int64_t> millisecondsOf(const Moment& m) noexcept {
  const bool isDate = m.year >= 1970 && m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31;
  if (!isDate || m.hour > 23 || m.minute > 59 || m.second > 60) return std::nullopt;
  return ((daysOf(m) * 24 + m.hour) * 60 + m.minute) * 60000 + m.second * 1000;
}

}  // namespace

std::optional<std::int64_t> instantOfRfc3339(std::string_view text) noexcept {
  const bool hasFraction = matches(text, "0000-00-00T00:00:00.000Z");
  if (!hasFraction && !matches(text, "0000-00-00T00:00:00Z")) return std::nullopt;
  const auto at = [text](std::size_t from, std::size_t digits) {
    return number(text, from, digits).value_or(0);
  };
  const auto whole = millisecondsOf({at(0, 4), at(5, 2), at(8, 2), at(11, 2), at(14, 2), at(17, 2)});
  if (!whole) return std::nullopt;
  return *whole + (hasFraction ? at(20, 3) : 0);
}

std::optional<std::int64_t> instantOfHttpDate(std::string_view text) noexcept {
  constexpr std::string_view kZone = " GMT";
  if (!matches(text, "aaa, 00 aaa 0000 00:00:00 aaa") || text.substr(text.size() - 4) != kZone)
    return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(8, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  const auto at = [text](std::size_t from, std::size_t digits) {
    return number(text, from, digits).value_or(0);
  };
  return millisecondsOf(
      {at(12, 4), static_cast<int>(month / 3) + 1, at(5, 2), at(17, 2), at(20, 2), at(23, 2)});
}

std::uint32_t secondsOfRetryAfter(std::string_view text) noexcept {
  if (text.empty() || text.size() > 9) return 0;
  std::uint32_t seconds = 0;
  for (const char c : text) {
    if (!isDigit(c)) return 0;
    seconds = seconds * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return seconds < kDay ? seconds : kDay;
}

}  // namespace latchkey
