#include "flow/session_shelf.h"

#include <algorithm>

namespace latchkey {

std::shared_ptr<Session> SessionShelf::take(const Hello& hello) noexcept try {
  const Key key(hello.sessionId, hello.userSid);
  const auto at = sessions_.find(key);
  if (at != sessions_.end()) {
    at->second->greet(hello);
    return at->second;
  }
  if (sessions_.size() >= kMost) sweep();
  if (sessions_.size() >= kMost) return nullptr;
  auto fresh = std::make_shared<Session>(world_, hello);
  sessions_.emplace(key, fresh);
  return fresh;
} catch (...) {
  return nullptr;
}

void SessionShelf::sweep() noexcept {
  for (auto at = sessions_.begin(); at != sessions_.end();) {
    at->second->tick();
    const bool isDone = !at->second->hasFlow() && at->second.use_count() == 1;
    at = isDone ? sessions_.erase(at) : std::next(at);
  }
}

bool SessionShelf::hasShortBound() const noexcept {
  return std::any_of(sessions_.begin(), sessions_.end(), [](const auto& one) { return one.second->isBoundShort(); });
}

void SessionShelf::endSession(std::uint32_t sessionId) noexcept {
  for (auto& [key, session] : sessions_) {
    if (key.first == sessionId) static_cast<void>(session->forget());
  }
  sweep();
}

}  // namespace latchkey
