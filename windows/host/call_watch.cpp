#include "host/call_watch.h"

#include <algorithm>


namespace latchkey::host {
namespace {

constexpr DWORD kBeatMs = 25;

DWORD without(DWORD time, CallWatch::Lost before, CallWatch::Lost now) noexcept {
  const DWORD lost = std::max(lostBetween(before.starved, now.starved), now.late - before.late) + now.kept - before.kept;
  return time > lost ? time - lost : 0;
}

}  // namespace

CallWatch::CallWatch(Ledger& ledger)
    : ledger_(ledger),
      running_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
      ended_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
      thread_(CreateThread(nullptr, 0, beatThread, this, 0, nullptr)) {}

CallWatch::~CallWatch() {
  SetEvent(ended_.get());
  WaitForSingleObject(thread_.get(), INFINITE);
}

void CallWatch::watch(HWND owner) { owner_ = owner; }

DWORD CallWatch::beatThread(void* self) {
  static_cast<CallWatch*>(self)->beatUntilEnd();
  return 0;
}

void CallWatch::beatUntilEnd() {
  const HANDLE either[] = {ended_.get(), running_.get()};
  while (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1) {
    const DWORD before = GetTickCount();
    if (WaitForSingleObject(ended_.get(), kBeatMs) == WAIT_OBJECT_0) return;
    if (WaitForSingleObject(running_.get(), 0) == WAIT_OBJECT_0) PostMessageW(owner_, kBeatMessage, 0, 0);
    // The posting too: each message goes through Wine's server, which may be the one that is starved.
    const DWORD round = GetTickCount() - before;
    if (round > kBeatMs + 10) late_ += round - kBeatMs;
  }
}

void CallWatch::beat() {
  if (depth_ > 0) noteGap(GetTickCount());
}

void CallWatch::noteGap(DWORD now) {
  const Lost lost = lostSoFar();
  const DWORD gap = without(now - lastPump_, lostAtPump_, lost);
  if (gap > longestGap_) longestGapAt_ = now;
  longestGap_ = std::max(longestGap_, gap);
  lastPump_ = now;
  lostAtPump_ = lost;
}

CallWatch::Lost CallWatch::lostSoFar() const {
  const DWORD since = keptSince_;
  return {starvationSoFar(), late_, kept_ + (since == 0 ? 0 : GetTickCount() - since)};
}

CallWatch::Call::Call(CallWatch& watch, const char* name)
    : watch_(watch), name_(name), began_(GetTickCount()), lostBefore_(watch.lostSoFar()) {
  if (watch_.depth_++ > 0) return;
  watch_.lastPump_ = began_;
  watch_.lostAtPump_ = lostBefore_;
  watch_.longestGap_ = 0;
  watch_.windowAsked_ = false;
  SetEvent(watch_.running_.get());
}

CallWatch::Call::~Call() {
  if (--watch_.depth_ > 0) return;
  ResetEvent(watch_.running_.get());
  const DWORD now = GetTickCount();
  watch_.noteGap(now);
  const bool mayLast = watch_.windowAsked_ && std::string_view(name_) == "CommandLinkClicked";
  const DWORD took = mayLast ? watch_.longestGap_ : without(now - began_, lostBefore_, watch_.lostSoFar());
  if (took > watch_.slowest_) {
    watch_.slowest_ = took;
    watch_.slowestName_ = name_;
  }
  if (took <= kLongestMs) return;
  std::string detail = std::string(name_) + " " + std::to_string(took) + " ms";
  if (mayLast) {
    detail += " without pumping until " + std::to_string(watch_.longestGapAt_ - began_);
    detail += " of " + std::to_string(now - began_);
  }
  watch_.ledger_.breach(Rule::slowCall, detail);
}

}  // namespace latchkey::host
