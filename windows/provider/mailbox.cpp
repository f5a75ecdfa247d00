#include "provider/mailbox.h"

#include <utility>

#include "provider/sta_window.h"

namespace latchkey {
namespace {

constexpr DWORD kUndispatchedMs = 1500;

}  // namespace

Mailbox::Mailbox(HWND window, std::shared_ptr<HostPoke> poke)
    : window_(window), poke_(std::move(poke)), drained_(CreateEventW(nullptr, TRUE, TRUE, nullptr)) {}

void Mailbox::deliver(Parcel parcel, HANDLE quit) noexcept {
  try {
    const Locked locked(lock_);
    queue_.push_back(std::move(parcel));
    ResetEvent(drained_.get());
  } catch (...) {
    return;
  }
  PostMessageW(window_, StaWindow::kWake, 0, 0);
  const HANDLE either[] = {drained_.get(), quit};
  if (WaitForMultipleObjects(2, either, FALSE, kUndispatchedMs) != WAIT_TIMEOUT) return;
  {
    const Locked locked(lock_);
    pokedAt_ = GetTickCount64();
  }
  poke_->poke();
  WaitForMultipleObjects(2, either, FALSE, kUndispatchedMs);
}

bool Mailbox::take(Parcel& parcel) noexcept {
  const Locked locked(lock_);
  if (queue_.empty()) {
    SetEvent(drained_.get());
    return false;
  }
  parcel = std::move(queue_.front());
  queue_.pop_front();
  return true;
}

std::uint64_t Mailbox::takePokedAt() noexcept {
  const Locked locked(lock_);
  return std::exchange(pokedAt_, 0);
}

}  // namespace latchkey
