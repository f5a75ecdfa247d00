#include <doctest/doctest.h>

#include "worker/digest.h"
#include "worker/passing_key.h"
#include "worker/signer.h"

using namespace latchkey;

TEST_CASE("a machine's signature is verified by its public key") {
  const auto signer = makePassingKey();
  REQUIRE(signer);
  const auto digest = sha256Of("request", 7);
  const auto key = signer->publicKey();
  const auto signature = signer->sign(*digest);
  REQUIRE(key);
  REQUIRE(signature);
  CHECK(verifies(*key, *digest, *signature));
}

TEST_CASE("a signature of another request, or by another machine, is refused") {
  const auto signer = makePassingKey();
  const auto other = makePassingKey();
  const auto digest = sha256Of("request", 7);
  const auto signature = signer->sign(*digest);
  REQUIRE(signature);
  CHECK_FALSE(verifies(*signer->publicKey(), *sha256Of("requesT", 7), *signature));
  CHECK_FALSE(verifies(*other->publicKey(), *digest, *signature));
}

TEST_CASE("SHA-256 is the standard's") {
  // FIPS 180-2, appendix B.1.
  const auto digest = sha256Of("abc", 3);
  REQUIRE(digest);
  CHECK((*digest)[0] == 0xBA);
  CHECK((*digest)[31] == 0xAD);
}

TEST_CASE("only a key that Windows says is not there is taken for absent") {
  constexpr auto status = [](unsigned long code) { return static_cast<long>(code); };
  CHECK(presenceOf(0) == KeyPresence::open);
  // NTE_BAD_KEYSET, NTE_NO_KEY, NTE_NOT_FOUND.
  for (const unsigned long code : {0x80090016UL, 0x8009000DUL, 0x80090011UL})
    CHECK(presenceOf(status(code)) == KeyPresence::absent);
  // NTE_PERM, NTE_DEVICE_NOT_READY, access denied, no memory.
  for (const unsigned long code : {0x80090010UL, 0x80090030UL, 0x80070005UL, 0x8009000EUL})
    CHECK(presenceOf(status(code)) == KeyPresence::refused);
}
