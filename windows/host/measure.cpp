#include "host/measure.h"

namespace latchkey::host {
namespace {

std::int64_t ticks() noexcept {
  LARGE_INTEGER now = {};
  QueryPerformanceCounter(&now);
  return now.QuadPart;
}

std::int64_t microsecondsSince(std::int64_t then) noexcept {
  LARGE_INTEGER aSecond = {};
  QueryPerformanceFrequency(&aSecond);
  return (ticks() - then) * 1'000'000 / aSecond.QuadPart;
}

/// What Windows charges to this process alone: its own pages, and those of images that it may write to.
bool isCharged(const MEMORY_BASIC_INFORMATION& region) noexcept {
  constexpr DWORD kWritable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
  if (region.State != MEM_COMMIT) return false;
  return region.Type == MEM_PRIVATE || (region.Type == MEM_IMAGE && (region.Protect & kWritable) != 0);
}

/// Summed up from the address space: Wine leaves PrivateUsage of GetProcessMemoryInfo at 0.
std::int64_t privateBytes() noexcept {
  std::int64_t total = 0;
  MEMORY_BASIC_INFORMATION region = {};
  for (const char* at = nullptr; VirtualQuery(at, &region, sizeof region) == sizeof region;) {
    if (isCharged(region)) total += static_cast<std::int64_t>(region.RegionSize);
    at = static_cast<const char*>(region.BaseAddress) + region.RegionSize;
  }
  return total;
}

}  // namespace

void Measure::mark() noexcept {
  privateBytes_ = privateBytes();
  markedAt_ = ticks();
}

void Measure::report(Ledger& ledger, const std::string& name) const {
  if (markedAt_ == 0) return ledger.fail("measure: nothing was marked");
  const std::int64_t us = microsecondsSince(markedAt_);
  JsonLine line("measure");
  line.text("name", name).number("us", us).number("privateBytes", privateBytes() - privateBytes_);
  ledger.say(line);
}

}  // namespace latchkey::host
