#pragma once

#include <windows.h>

#include "provider/handles.h"

namespace latchkey {

/// Ends the request under way at once. Whoever runs requests arms it before each; any thread may cancel.
class CancelSignal {
 public:
  CancelSignal() noexcept : event_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

  void arm() noexcept { ResetEvent(event_.get()); }
  void cancel() noexcept { SetEvent(event_.get()); }
  [[nodiscard]] HANDLE event() const noexcept { return event_.get(); }
  [[nodiscard]] bool isCancelled() const noexcept {
    return WaitForSingleObject(event_.get(), 0) == WAIT_OBJECT_0;
  }

 private:
  Handle event_;
};

}  // namespace latchkey
