#include <doctest/doctest.h>

#include "flow/transport.h"
#include "worker/http_call.h"
#include "worker/own_token.h"
#include "worker/server_key.h"

using namespace latchkey;

TEST_CASE("a key that can't be seen is as bad as a foreign one, but for a proxy's CONNECT") {
  CHECK(mayBeSent(KeyTrust::pinned, false));
  CHECK(mayBeSent(KeyTrust::pinned, true));
  CHECK_FALSE(mayBeSent(KeyTrust::unknown, false));
  CHECK(mayBeSent(KeyTrust::unknown, true));
  CHECK_FALSE(mayBeSent(KeyTrust::foreign, false));
  CHECK_FALSE(mayBeSent(KeyTrust::foreign, true));
}

TEST_CASE("nobody is signed in to but a proxy that asked, and cookies and redirects are off all the same") {
  const std::vector<Pin> none;
  const auto off = [&none](bool isByProxy, bool isProxyAnswered) {
    return featuresOff({false, none, isByProxy, isProxyAnswered, nullptr});
  };
  const DWORD all = WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_REDIRECTS | WINHTTP_DISABLE_AUTHENTICATION;
  CHECK(off(false, false) == all);
  CHECK(off(true, false) == all);
  CHECK(off(false, true) == all);
  CHECK(off(true, true) == (WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_REDIRECTS));
}

TEST_CASE("whoever runs the tests is no network service") { CHECK_FALSE(isNetworkService()); }

TEST_CASE("a start that may have come through is not sent again, whatever the certificate's list said") {
  const NetworkFault left{Failure::tlsProtocol, 0, false};
  const NetworkFault stayed{Failure::tlsProtocol, 0, true};
  HttpRequest request;
  request.signing = Signing::ifPossible;
  CHECK_FALSE(maySendAgain(request, left));
  CHECK(maySendAgain(request, stayed));
  request.signing = Signing::always;
  CHECK(maySendAgain(request, left));
  request.signing = Signing::never;
  CHECK(maySendAgain(request, left));
}
