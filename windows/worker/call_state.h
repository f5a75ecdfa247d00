#pragma once

#include <windows.h>

#include <winhttp.h>

#include <atomic>
#include <memory>
#include <vector>

#include "flow/pins.h"
#include "flow/secret_buffer.h"
#include "provider/handles.h"

namespace latchkey {

/// What a request and WinHTTP's threads share. WinHTTP keeps one reference from the moment that its callback is set
/// until it says HANDLE_CLOSING, so that an abandoned call still finds its buffers.
struct CallState {
  static constexpr DWORD kChunk = 8192;

  ~CallState() { wipeMemory(chunk, sizeof chunk); }

  /// Auto-reset: one asynchronous step came to its end.
  Handle happened{CreateEventW(nullptr, FALSE, FALSE, nullptr)};
  std::atomic<HINTERNET> request{nullptr};
  /// What the callback is given; set by `listen`.
  DWORD_PTR context = 0;
  std::atomic<DWORD> error{0};
  std::atomic<DWORD> secureFlags{0};
  std::atomic<DWORD> bytesRead{0};
  std::atomic<bool> wasSent{false};
  std::atomic<bool> isKeyForeign{false};
  /// A pinned key was seen before something was sent.
  std::atomic<bool> isKeyPinned{false};
  std::vector<Pin> pins;
  bool isByProxy = false;
  SecretBuffer body;
  char chunk[kChunk] = {};

  /// Closes the handle once, from whichever thread comes first: WinHTTP drops what it was doing.
  void close() noexcept {
    if (const HINTERNET open = request.exchange(nullptr)) WinHttpCloseHandle(open);
  }
};

/// Hands WinHTTP its reference; false where the callback couldn't be set.
[[nodiscard]] bool listen(const std::shared_ptr<CallState>& state) noexcept;

}  // namespace latchkey
