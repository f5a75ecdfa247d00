#include <doctest/doctest.h>

#include "worker/own_token.h"

using namespace latchkey;

TEST_CASE("a list of privileges that leads to another account is seen") {
  CHECK(mayBecomeSomebodyElse({L"SeChangeNotifyPrivilege", L"SeImpersonatePrivilege"}));
  CHECK(mayBecomeSomebodyElse({L"SeAssignPrimaryTokenPrivilege"}));
  CHECK_FALSE(mayBecomeSomebodyElse({L"SeChangeNotifyPrivilege"}));
}

TEST_CASE("dropping privileges leaves SeChangeNotifyPrivilege at most") {
  REQUIRE(mayBecomeSomebodyElse(ownPrivileges()));
  dropPrivileges();
  CHECK_FALSE(mayBecomeSomebodyElse(ownPrivileges()));
  CHECK(ownPrivileges().size() <= 1);
}

TEST_CASE("a process that is no service account isn't trusted") { CHECK(trustOwnToken() == TokenTrust::wrongAccount); }
