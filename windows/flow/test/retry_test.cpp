#include "flow/retry.h"

#include <doctest/doctest.h>

using namespace latchkey;

TEST_CASE("waits longer before the second repetition and stops after it") {
  CHECK(waitBeforeRetry(Failure::cannotConnect, Repeatable::always, 1, 0) == 500u);
  CHECK(waitBeforeRetry(Failure::cannotConnect, Repeatable::always, 2, 0) == 1500u);
  CHECK_FALSE(waitBeforeRetry(Failure::cannotConnect, Repeatable::always, 3, 0));
}

TEST_CASE("repeats a start only where it surely never arrived") {
  CHECK(waitBeforeRetry(Failure::nameNotResolved, Repeatable::ifNeverSent, 1, 0));
  CHECK(waitBeforeRetry(Failure::cannotConnect, Repeatable::ifNeverSent, 1, 0));
  CHECK_FALSE(waitBeforeRetry(Failure::connectionReset, Repeatable::ifNeverSent, 1, 0));
  CHECK_FALSE(waitBeforeRetry(Failure::timedOut, Repeatable::ifNeverSent, 1, 0));
}

TEST_CASE("never repeats past a question of trust, a refusal or a cancel") {
  for (const Failure failure : {Failure::tlsAuthority, Failure::tlsPin, Failure::tlsProtocol,
                                Failure::proxyLogin, Failure::captivePortal, Failure::throttled,
                                Failure::flowExpired, Failure::unexpectedAnswer, Failure::cancelled})
    CHECK_FALSE(waitBeforeRetry(failure, Repeatable::always, 1, 0));
}

TEST_CASE("follows Retry-After up to five seconds, and tells the person where it is longer") {
  CHECK(waitBeforeRetry(Failure::maintenance, Repeatable::always, 1, 5000) == 5000u);
  CHECK_FALSE(waitBeforeRetry(Failure::maintenance, Repeatable::always, 1, 6000));
}

TEST_CASE("repeats after a time-out once") {
  CHECK(waitBeforeRetry(Failure::timedOut, Repeatable::always, 1, 0));
  CHECK_FALSE(waitBeforeRetry(Failure::timedOut, Repeatable::always, 2, 0));
}
