#pragma once

#include <windows.h>

#include <cwchar>
#include <string_view>
#include <utility>

#include <objbase.h>

namespace latchkey {

/// One owned reference to a COM object; released when it goes out of scope.
template <class T>
class ComRef {
 public:
  ComRef() noexcept = default;
  /// Takes over the reference that the caller holds.
  explicit ComRef(T* owned) noexcept : held_(owned) {}
  ComRef(ComRef&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  ComRef& operator=(ComRef&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ComRef(const ComRef&) = delete;
  ComRef& operator=(const ComRef&) = delete;
  ~ComRef() { reset(); }

  /// A second reference to an object that somebody else holds.
  static ComRef share(T* borrowed) noexcept {
    if (borrowed != nullptr) borrowed->AddRef();
    return ComRef(borrowed);
  }

  [[nodiscard]] T* get() const noexcept { return held_; }
  T* operator->() const noexcept { return held_; }
  explicit operator bool() const noexcept { return held_ != nullptr; }

  /// Where a callee puts a reference.
  [[nodiscard]] T** put() noexcept {
    reset();
    return &held_;
  }
  [[nodiscard]] void** putVoid() noexcept { return reinterpret_cast<void**>(put()); }

  /// Gives the reference up and says how many are left, as the object tells it.
  ULONG reset() noexcept {
    T* gone = std::exchange(held_, nullptr);
    return gone != nullptr ? gone->Release() : 0;
  }
  [[nodiscard]] T* detach() noexcept { return std::exchange(held_, nullptr); }

 private:
  T* held_ = nullptr;
};

/// A copy that the other side frees with CoTaskMemFree; null where memory ran out.
[[nodiscard]] inline LPWSTR copyForCaller(std::wstring_view text) noexcept {
  const auto copy = static_cast<LPWSTR>(CoTaskMemAlloc((text.size() + 1) * sizeof(wchar_t)));
  if (copy == nullptr) return nullptr;
  if (!text.empty()) std::wmemcpy(copy, text.data(), text.size());
  copy[text.size()] = L'\0';
  return copy;
}

}  // namespace latchkey
