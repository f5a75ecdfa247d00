#include "flow/instant.h"

#include <doctest/doctest.h>

using namespace latchkey;

TEST_CASE("reads the times of the wire and of HTTP as the same moment") {
  CHECK(instantOfRfc3339("1970-01-01T00:00:00.000Z") == 0);
  CHECK(instantOfRfc3339("2000-02-29T12:34:56.789Z") == 951827696789);
  CHECK(instantOfRfc3339("2000-02-29T12:34:56Z") == 951827696000);
  CHECK(instantOfHttpDate("Tue, 29 Feb 2000 12:34:56 GMT") == 951827696000);
  CHECK(instantOfHttpDate("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777000);
}

TEST_CASE("refuses every other spelling") {
  for (const char* bad :
       {"", "2000-02-29", "2000-02-29T12:34:56+02:00", "2000-13-01T00:00:00Z", "2000-00-01T00:00:00Z",
        "2000-01-01T24:00:00Z", "2000-01-01T00:00:00.1Z", "x000-01-01T00:00:00Z"})
    CHECK_FALSE(instantOfRfc3339(bad));
  for (const char* bad :
       {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Xxx 1994 08:49:37 GMT",
        "Sun, 06 anF 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC"})
    CHECK_FALSE(instantOfHttpDate(bad));
}

TEST_CASE("reads a delay in seconds, at most a day, and nothing else") {
  CHECK(secondsOfRetryAfter("120") == 120);
  CHECK(secondsOfRetryAfter("999999") == 86400);
  CHECK(secondsOfRetryAfter("") == 0);
  CHECK(secondsOfRetryAfter("-1") == 0);
  CHECK(secondsOfRetryAfter("99999999999999999999") == 0);
  CHECK(secondsOfRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT") == 0);
}
