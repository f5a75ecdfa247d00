#pragma once

#include <windows.h>

#include <objbase.h>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

namespace latchkey {

/// Keeps the DLL loaded: one for each COM object, server lock and thread. The count is the only global state.
class ModuleRef {
 public:
  ModuleRef() noexcept;
  ~ModuleRef();
  ModuleRef(const ModuleRef&) = delete;
  ModuleRef& operator=(const ModuleRef&) = delete;
  [[nodiscard]] static bool isNobodyThere() noexcept;
};

[[nodiscard]] HMODULE thisModule() noexcept;

/// Reference counting for the final class of a COM object, which writes QueryInterface itself. Counts atomically,
/// since CredentialsChanged makes LogonUI touch us from its own threads.
template <class... Interfaces>
class ComObject : public Interfaces... {
 public:
  ULONG STDMETHODCALLTYPE AddRef() noexcept override { return ++count_; }
  ULONG STDMETHODCALLTYPE Release() noexcept override {
    const ULONG left = --count_;
    if (left == 0) delete this;
    return left;
  }

 protected:
  ComObject() noexcept = default;
  virtual ~ComObject() = default;

 private:
  ModuleRef module_;
  std::atomic<ULONG> count_{1};
};

/// One owned reference; released when it goes out of scope.
template <class T>
class ComPtr {
 public:
  ComPtr() noexcept = default;
  /// Takes over the reference that the caller holds.
  explicit ComPtr(T* owned) noexcept : held_(owned) {}
  ComPtr(ComPtr&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  ComPtr& operator=(ComPtr&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ComPtr(const ComPtr&) = delete;
  ComPtr& operator=(const ComPtr&) = delete;
  ~ComPtr() { reset(); }

  /// A second reference to an object that somebody else holds.
  [[nodiscard]] static ComPtr share(T* borrowed) noexcept {
    if (borrowed != nullptr) borrowed->AddRef();
    return ComPtr(borrowed);
  }
  /// Gives the reference up and says how many are left, as the object tells it.
  ULONG reset() noexcept {
    T* gone = std::exchange(held_, nullptr);
    return gone != nullptr ? gone->Release() : 0;
  }
  [[nodiscard]] T* detach() noexcept { return std::exchange(held_, nullptr); }
  [[nodiscard]] T* get() const noexcept { return held_; }
  T* operator->() const noexcept { return held_; }
  explicit operator bool() const noexcept { return held_ != nullptr; }
  /// Where a callee puts a reference.
  [[nodiscard]] T** put() noexcept {
    reset();
    return &held_;
  }
  [[nodiscard]] void** putVoid() noexcept { return reinterpret_cast<void**>(put()); }
  template <class Other>
  [[nodiscard]] ComPtr<Other> as(REFIID iid) const noexcept {
    ComPtr<Other> other;
    if (held_ == nullptr || FAILED(held_->QueryInterface(iid, other.putVoid()))) return {};
    return other;
  }

 private:
  T* held_ = nullptr;
};

/// No exception crosses into LogonUI: whatever is thrown, which can only be a lack of memory, becomes E_FAIL.
template <class Work>
HRESULT guarded(Work&& work) noexcept {
  try {
    return work();
  } catch (...) {
    return E_FAIL;
  }
}

// wchar_t has sixteen bits on Windows; the portable half says char16_t.
[[nodiscard]] inline const wchar_t* wide(const std::u16string& text) noexcept {
  return reinterpret_cast<const wchar_t*>(text.c_str());
}
[[nodiscard]] inline std::u16string_view units(const wchar_t* text) noexcept {
  return text == nullptr ? std::u16string_view() : std::u16string_view(reinterpret_cast<const char16_t*>(text));
}

/// A copy that LogonUI frees; null where memory ran out.
[[nodiscard]] LPWSTR textForHost(std::u16string_view text) noexcept;
[[nodiscard]] LPWSTR textForHost(std::wstring_view text) noexcept;
/// Takes over a CoTaskMem string.
[[nodiscard]] std::u16string takeText(LPWSTR text);

}  // namespace latchkey
