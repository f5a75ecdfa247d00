#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace latchkey {

/// Zeroes memory in a way that no optimiser may leave out (CWE-14).
void wipeMemory(void* start, std::size_t bytes) noexcept;

/// Compares in a time that depends on the lengths only.
[[nodiscard]] bool equalInConstantTime(const void* a, const void* b, std::size_t bytes) noexcept;

/// Owns characters that nobody may find in memory later: growing, assigning and ending zero the whole
/// allocation, not only the characters in use. Moves, never copies; `clone` makes the rare second one
/// visible.
template <typename Char>
class BasicSecret {
  static_assert(std::is_trivial_v<Char>);

 public:
  using View = std::basic_string_view<Char>;

  BasicSecret() noexcept = default;
  explicit BasicSecret(View text) { append(text); }
  BasicSecret(const BasicSecret&) = delete;
  BasicSecret& operator=(const BasicSecret&) = delete;
  BasicSecret(BasicSecret&& other) noexcept { swap(other); }
  BasicSecret& operator=(BasicSecret&& other) noexcept {
    if (this != &other) {
      wipe();
      swap(other);
    }
    return *this;
  }
  ~BasicSecret() { wipe(); }

  [[nodiscard]] BasicSecret clone() const { return BasicSecret(view()); }
  [[nodiscard]] View view() const noexcept { return View(held_.get(), size_); }
  [[nodiscard]] const Char* data() const noexcept { return held_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  void push(Char one) { append(View(&one, 1)); }

  void append(View more) {
    reserve(size_ + more.size());
    for (const Char one : more) held_[size_++] = one;
  }

  void assign(View text) {
    BasicSecret fresh(text);
    wipe();
    swap(fresh);
  }

  /// Grows in steps, and zeroes what it leaves behind: realloc would leave a copy in the heap.
  void reserve(std::size_t wanted) {
    if (wanted <= capacity_) return;
    const std::size_t larger = wanted < 32 ? 32 : wanted + wanted / 2;
    std::unique_ptr<Char[]> fresh(new Char[larger]());
    for (std::size_t i = 0; i < size_; ++i) fresh[i] = held_[i];
    if (held_) wipeMemory(held_.get(), capacity_ * sizeof(Char));
    held_ = std::move(fresh);
    capacity_ = larger;
  }

  /// Drops the first `count` characters and zeroes the place that they leave at the end.
  void dropFront(std::size_t count) noexcept {
    if (count > size_) count = size_;
    for (std::size_t i = count; i < size_; ++i) held_[i - count] = held_[i];
    if (count > 0) wipeMemory(held_.get() + (size_ - count), count * sizeof(Char));
    size_ -= count;
  }

  /// Zeroes everything ever held and gives the memory back.
  void wipe() noexcept {
    if (held_) wipeMemory(held_.get(), capacity_ * sizeof(Char));
    held_.reset();
    size_ = capacity_ = 0;
  }

  [[nodiscard]] bool equals(View other) const noexcept {
    return other.size() == size_ && equalInConstantTime(data(), other.data(), size_ * sizeof(Char));
  }

 private:
  void swap(BasicSecret& other) noexcept {
    held_.swap(other.held_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  std::unique_ptr<Char[]> held_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

using SecretBuffer = BasicSecret<char>;
using SecretText = BasicSecret<char16_t>;

}  // namespace latchkey
