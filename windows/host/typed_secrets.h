#pragma once

#include <windows.h>

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::host {

/// UTF-16 text for one call into the provider; zeroed when it goes.
class PassingText {
 public:
  explicit PassingText(std::string_view utf8);
  ~PassingText();
  PassingText(const PassingText&) = delete;
  PassingText& operator=(const PassingText&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return units_.size() - 1; }
  /// The first `count` units, ended by a NUL; one at a time.
  [[nodiscard]] const wchar_t* prefix(std::size_t count) noexcept;
  [[nodiscard]] std::wstring_view whole() const noexcept { return {units_.data(), size()}; }

 private:
  std::vector<wchar_t> units_;
  wchar_t cut_ = 0;
  std::size_t cutAt_ = 0;
};

/// The passwords and codes that the script typed, kept masked, so that this process's memory can be searched for
/// copies that the provider left, without finding the host's own.
class TypedSecrets {
 public:
  /// Shorter texts are found in memory by chance.
  static constexpr std::size_t kShortest = 6;

  void remember(std::wstring_view secret);
  /// How many copies lie in writable memory of this process.
  [[nodiscard]] int copiesInMemory() const;
  void forget() noexcept { masked_.clear(); }

 private:
  [[nodiscard]] int copiesIn(const char* begin, std::size_t bytes) const;

  std::vector<std::vector<wchar_t>> masked_;
};

/// The text so that it is no longer found as itself; equal texts stay equal.
[[nodiscard]] std::vector<wchar_t> mask(std::wstring_view text);

}  // namespace latchkey::host
