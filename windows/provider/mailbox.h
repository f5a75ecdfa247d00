#pragma once

#include <windows.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <variant>

#include "flow/message.h"
#include "provider/flow_world.h"
#include "provider/handles.h"
#include "provider/host_poke.h"

namespace latchkey {

// What other threads have to say to the STA.
struct Connected {};
struct Lost {
  Failure failure = Failure::workerGone;
  std::uint32_t detail = 0;
};
struct Arrived {
  std::uint32_t seq = 0;
  ToProvider message;
};
struct DomainAnswered {
  DomainReach reach = DomainReach::unknown;
};
/// Time passed that somebody waited for.
struct Due {};
using Letter = std::variant<Connected, Lost, Arrived, DomainAnswered, Due>;

struct Parcel {
  /// Which connection it is of; those of an earlier one are dropped. 0 is of none.
  std::uint32_t line = 0;
  Letter letter;
};

/// The one way from our threads to LogonUI's. Shared by both sides and outlives either.
class Mailbox {
 public:
  Mailbox(HWND window, std::shared_ptr<HostPoke> poke);

  // ---- any thread
  /// Queues, posts a message to the window, and waits until the STA has taken it or `quit` is set. A LogonUI that
  /// has not dispatched our window within 1.5 s is asked to enumerate again, which makes it call us.
  void deliver(Parcel parcel, HANDLE quit) noexcept;

  // ---- STA
  [[nodiscard]] bool take(Parcel& parcel) noexcept;
  /// When LogonUI was last asked to enumerate again, as GetTickCount64 counts; 0 where it was not, or was asked.
  [[nodiscard]] std::uint64_t takePokedAt() noexcept;

 private:
  HWND window_;
  std::shared_ptr<HostPoke> poke_;
  SRWLOCK lock_ = SRWLOCK_INIT;
  std::deque<Parcel> queue_;
  std::uint64_t pokedAt_ = 0;
  Handle drained_;
};

}  // namespace latchkey
