#include "provider/crash_guard.h"

namespace latchkey {
namespace {

// A process id comes back after a restart, hence the boot time.
bool wroteIt(const GuardRecord& record, const GuardNow& now) noexcept {
  return record.process == now.process && record.writtenAt >= now.bootedAt && record.writtenAt <= now.at;
}

// A clock that was set back must neither hide a loop nor make one of starts that are months apart.
bool isWithin(std::uint64_t from, std::uint64_t span, std::uint64_t at) noexcept {
  return at >= from && at - from < span;
}

bool isCounted(const GuardRecord& record, const GuardNow& now) noexcept {
  return record.version == now.version && isWithin(record.since, guard::kWindow, now.at);
}

}  // namespace

bool isTripped(const GuardRecord& record, const GuardNow& now) noexcept {
  if (record.version != now.version) return false;
  if (record.trippedAt != 0) return isWithin(record.trippedAt, guard::kRest, now.at);
  if (!isCounted(record, now)) return false;
  const std::uint32_t own = wroteIt(record, now) && record.starts > 0 ? 1 : 0;
  return record.starts - own >= guard::kMostStarts;
}

GuardRecord afterStart(const GuardRecord& record, const GuardNow& now) {
  GuardRecord next = record;
  if (isTripped(record, now)) {
    if (next.trippedAt == 0) next.trippedAt = now.at;
    return next;
  }
  if (!isCounted(record, now) || record.trippedAt != 0) next = GuardRecord{};
  if (!(wroteIt(record, now) && next.starts > 0)) ++next.starts;
  if (next.since == 0) next.since = now.at;
  next.process = now.process;
  next.writtenAt = now.at;
  next.version = now.version;
  return next;
}

GuardRecord afterSettling(const GuardRecord& record, const GuardNow& now) {
  if (record.trippedAt != 0 && isTripped(record, now)) return record;
  GuardRecord next;
  next.process = now.process;
  next.writtenAt = now.at;
  next.version = now.version;
  return next;
}

}  // namespace latchkey
