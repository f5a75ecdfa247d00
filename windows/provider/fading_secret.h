#pragma once

#include <atomic>
#include <utility>

#include "flow/secret_buffer.h"

namespace latchkey {

/// A password that can be wiped while its owner is not called any more. Any thread may take or wipe it: whoever comes
/// first does, and nobody ever waits for another.
class FadingSecret {
 public:
  explicit FadingSecret(SecretText text) noexcept : text_(std::move(text)) {}
  FadingSecret(const FadingSecret&) = delete;
  FadingSecret& operator=(const FadingSecret&) = delete;

  [[nodiscard]] bool isGone() const noexcept { return isGone_; }
  /// Empty where it is gone.
  [[nodiscard]] SecretText take() noexcept { return isGone_.exchange(true) ? SecretText() : std::move(text_); }
  void wipe() noexcept {
    if (!isGone_.exchange(true)) text_.wipe();
  }

 private:
  std::atomic<bool> isGone_{false};
  SecretText text_;
};

}  // namespace latchkey
