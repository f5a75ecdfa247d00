#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace latchkey::host {

/// Takes a line of a script apart, one word after the other.
class Words {
 public:
  explicit Words(std::string_view line) noexcept : left_(line) { skipSpace(); }

  [[nodiscard]] std::string word() {
    const std::size_t end = std::min(left_.find(' '), left_.size());
    std::string taken(left_.substr(0, end));
    left_.remove_prefix(end);
    skipSpace();
    return taken;
  }
  [[nodiscard]] long number() { return std::strtol(word().c_str(), nullptr, 10); }
  /// All that is left, spaces inside it included.
  [[nodiscard]] std::string rest() const { return std::string(left_); }
  [[nodiscard]] bool isEmpty() const noexcept { return left_.empty(); }

 private:
  void skipSpace() noexcept {
    while (!left_.empty() && left_.front() == ' ') left_.remove_prefix(1);
  }

  std::string_view left_;
};

}  // namespace latchkey::host
