#include <doctest/doctest.h>

#include "worker/access.h"
#include "worker/event_log.h"
#include "worker/service_sid.h"

using namespace latchkey;

TEST_CASE("a service's SID is the one that Windows gives the name, whatever its case") {
  // Windows' own, as every PC shows it for TrustedInstaller.
  const std::wstring installer = L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";
  CHECK(serviceSidOf(L"TrustedInstaller") == installer);
  CHECK(serviceSidOf(L"TRUSTEDINSTALLER") == installer);
}

TEST_CASE("the lists of who may come in are ones that Windows can read") {
  CHECK(static_cast<bool>(Access(pipeAccess())));
  CHECK(static_cast<bool>(Access(logAccess())));
}

TEST_CASE("a list that Windows can't read opens nothing") {
  CHECK_FALSE(static_cast<bool>(Access(L"D:(nonsense)")));
  CHECK_FALSE(static_cast<bool>(Access(L"")));
}

TEST_CASE("an event carries the severity of its group") {
  CHECK(messageIdOf(1001) == 0x400003E9);
  CHECK(messageIdOf(2004) == 0x800007D4);
  CHECK(messageIdOf(3010) == 0xC0000BC2);
  CHECK(messageIdOf(4001) == 0x80000FA1);
}
