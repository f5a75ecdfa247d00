#include "provider/crash_guard.h"

#include <doctest/doctest.h>

using namespace latchkey;

namespace {

constexpr std::uint64_t kNoon = 400'000 * guard::kSecond;

GuardNow nowIn(std::uint32_t process, std::uint64_t secondsLater) {
  return {kNoon + secondsLater * guard::kSecond, kNoon - 100 * guard::kSecond, process, "1.0.0"};
}

GuardRecord afterCrashes(int count) {
  GuardRecord record;
  for (int i = 0; i < count; ++i) {
    const auto start = nowIn(static_cast<std::uint32_t>(100 + i), static_cast<std::uint64_t>(i) * 5);
    record = afterStart(record, start);
  }
  return record;
}

}  // namespace

TEST_CASE("lets the add-in start when nothing is recorded") { CHECK_FALSE(isTripped({}, nowIn(1, 0))); }

TEST_CASE("lets the third start run after two that nobody ended") {
  CHECK_FALSE(isTripped(afterCrashes(2), nowIn(200, 20)));
}

TEST_CASE("stays out after three starts in ten minutes that nobody ended") {
  CHECK(isTripped(afterCrashes(3), nowIn(200, 20)));
}

TEST_CASE("does not count the start of the very process that asks") {
  const GuardRecord record = afterCrashes(3);
  CHECK_FALSE(isTripped(record, nowIn(102, 20)));
}

TEST_CASE("counts a process id again that another boot had used") {
  const GuardRecord record = afterCrashes(3);
  GuardNow later = nowIn(102, 60);
  later.bootedAt = kNoon + 30 * guard::kSecond;
  CHECK(isTripped(record, later));
}

TEST_CASE("counts a process once however often it is asked") {
  GuardRecord record = afterCrashes(2);
  for (int i = 0; i < 5; ++i) record = afterStart(record, nowIn(101, 10));
  CHECK(record.starts == 2);
}

TEST_CASE("forgets starts that are more than ten minutes old") {
  const GuardNow later = nowIn(200, 700);
  CHECK_FALSE(isTripped(afterCrashes(3), later));
  CHECK(afterStart(afterCrashes(3), later).starts == 1);
}

TEST_CASE("forgets everything after an orderly end") {
  const GuardRecord record = afterSettling(afterCrashes(2), nowIn(101, 30));
  CHECK(record.starts == 0);
  CHECK(afterStart(record, nowIn(300, 31)).starts == 1);
}

TEST_CASE("stays out for a day once it tripped, and no longer") {
  const GuardRecord tripped = afterStart(afterCrashes(3), nowIn(200, 20));
  CHECK(tripped.trippedAt != 0);
  CHECK(isTripped(tripped, nowIn(201, 20 + 3600 * 23)));
  CHECK_FALSE(isTripped(tripped, nowIn(201, 20 + 3600 * 24)));
  CHECK(afterStart(tripped, nowIn(201, 20 + 3600 * 24)).starts == 1);
}

TEST_CASE("does not let an orderly end clear a guard that tripped") {
  const GuardRecord tripped = afterStart(afterCrashes(3), nowIn(200, 20));
  CHECK(isTripped(afterSettling(tripped, nowIn(200, 40)), nowIn(201, 50)));
}

TEST_CASE("tries again at once with another version") {
  const GuardRecord tripped = afterStart(afterCrashes(3), nowIn(200, 20));
  GuardNow upgraded = nowIn(201, 30);
  upgraded.version = "1.0.1";
  CHECK_FALSE(isTripped(tripped, upgraded));
  CHECK(afterStart(tripped, upgraded).version == "1.0.1");
}

TEST_CASE("a clock that was set back does not keep the add-in out for ever") {
  GuardNow past = nowIn(200, 0);
  past.at -= 3600 * guard::kSecond;
  CHECK_FALSE(isTripped(afterCrashes(3), past));
}
