#include "flow/redact.h"

#include <utility>

namespace latchkey {
namespace {

constexpr std::string_view kHidden = "[redacted]";
constexpr std::size_t kLongestNumber = 5;
constexpr std::size_t kLongestWord = 31;

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
bool isWordChar(char c) noexcept {
  return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '+';
}

bool startsWith(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

bool isHex(char c) noexcept { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool isGuid(std::string_view word) noexcept {
  if (word.size() != 36) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
    if (isDash ? word[i] != '-' : !isHex(word[i])) return false;
  }
  return true;
}

bool isSid(std::string_view word) noexcept {
  return startsWith(word, "S-1-") && word.find_first_not_of("0123456789-", 1) == std::string_view::npos;
}

bool isId(std::string_view word) noexcept {
  const bool isOurs = startsWith(word, "flw_") || startsWith(word, "req_") || startsWith(word, "stp_") ||
                      startsWith(word, "mch_");
  // Longer than any id of ours: a token that begins like one stays hidden.
  return (isOurs && word.size() <= 32) || isSid(word) || isGuid(word);
}

bool isLongNumber(std::string_view word) noexcept {
  std::size_t digits = 0;
  for (const char c : word) digits = isDigit(c) ? digits + 1 : 0;
  return digits > kLongestNumber && digits == word.size();
}

bool looksSecret(std::string_view word) noexcept {
  return !isId(word) && (word.size() > kLongestWord || isLongNumber(word));
}

// The names of fields that people type into, and of what proves them to the server.
constexpr std::string_view kSecretNames[] = {"password-again", "password",      "code",
                                             "answer",         "token",         "passkey",
                                             "username",       "authorization", "idempotency-key"};

bool equalsLower(std::string_view word, std::string_view name) noexcept {
  if (word.size() != name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
    if (c != name[i]) return false;
  }
  return true;
}

bool isSecretName(std::string_view word) noexcept {
  for (const std::string_view name : kSecretNames) {
    if (equalsLower(word, name)) return true;
  }
  return false;
}

/// Walks over a line, word by word.
class Redactor {
 public:
  explicit Redactor(std::string_view line) noexcept : rest_(line) {}

  std::string run() {
    while (!rest_.empty()) isWordChar(rest_.front()) ? takeWord() : takeOne();
    return std::move(out_);
  }

 private:
  void takeOne() {
    out_.push_back(rest_.front());
    rest_.remove_prefix(1);
  }

  void takeWord() {
    std::size_t size = 0;
    while (size < rest_.size() && isWordChar(rest_[size])) ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    out_.append(looksSecret(word) ? kHidden : word);
    if (equalsLower(word, "bearer")) return hideValue();
    if (isSecretName(word)) hideAfterName();
  }

  // `name: value`, `name=value`, `"name":"value"`. A name that no value follows is only a word.
  void hideAfterName() {
    std::size_t at = 0;
    if (at < rest_.size() && rest_[at] == '"') ++at;
    while (at < rest_.size() && rest_[at] == ' ') ++at;
    if (at >= rest_.size() || (rest_[at] != ':' && rest_[at] != '=')) return;
    out_.append(rest_.substr(0, at + 1));
    rest_.remove_prefix(at + 1);
    hideValue();
  }

  void hideValue() {
    while (!rest_.empty() && rest_.front() == ' ') takeOne();
    const bool isQuoted = !rest_.empty() && rest_.front() == '"';
    const std::size_t size = isQuoted ? quotedSize() : bareSize();
    if (size == 0) return;
    out_.append(kHidden);
    rest_.remove_prefix(size);
  }

  // Up to the closing quote; what is behind a backslash closes nothing.
  [[nodiscard]] std::size_t quotedSize() const noexcept {
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '\\')
        ++i;
      else if (rest_[i] == '"')
        return i + 1;
    }
    return rest_.size();
  }

  // Where a value isn't quoted nothing says where it ends, and a password may hold any character: so at the
  // line's end, however much else is lost.
  [[nodiscard]] std::size_t bareSize() const noexcept {
    const std::size_t end = rest_.find_first_of("\r\n");
    return end == std::string_view::npos ? rest_.size() : end;
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string redact(std::string_view line) noexcept try { return Redactor(line).run(); } catch (...) {
  return {};
}

const char* lengthBucket(std::size_t length) noexcept {
  if (length == 0) return "0";
  if (length < 8) return "1-7";
  if (length < 16) return "8-15";
  return length < 32 ? "16-31" : "32+";
}

}  // namespace latchkey
