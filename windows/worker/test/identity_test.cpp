#include <doctest/doctest.h>

#include "flow/requests.h"
#include "worker/machine_record.h"
#include "worker/passing_key.h"
#include "worker/pc_identity.h"

using namespace latchkey;

TEST_CASE("this PC has one fingerprint, and it stays") {
  const auto once = ownFingerprint();
  REQUIRE(once);
  CHECK(once == ownFingerprint());
}

TEST_CASE("this PC's name and Windows are as the wire takes them") {
  CHECK_FALSE(wireNameOf(ownName()).empty());
  CHECK(isWireOs(ownOs()));
}

TEST_CASE("a new key is a machine without an id; an enrolment is kept and forgotten") {
  Sha256 pc{};
  pc[0] = 7;
  REQUIRE(beginMachineRecord(pc, KeyStore::tpm));
  CHECK(readMachineRecord().pc == pc);
  CHECK(readMachineRecord().store == KeyStore::tpm);
  CHECK(readMachineRecord().id.empty());
  keepEnrolled({"mch_7", MachineState::trusted}, "https://reset.example.org");
  CHECK(readMachineRecord().id == "mch_7");
  CHECK(readMachineRecord().server == "https://reset.example.org");
  CHECK(readMachineRecord().state == MachineState::trusted);
  // A copied disk: another fingerprint, and with it no id any more.
  pc[0] = 8;
  REQUIRE(beginMachineRecord(pc, KeyStore::software));
  CHECK(readMachineRecord().id.empty());
  CHECK_FALSE(readMachineRecord().state);
}

TEST_CASE("what is no id in the registry is none") {
  keepEnrolled({"mch_7\"; x", MachineState::trusted}, "https://reset.example.org");
  CHECK(readMachineRecord().id.empty());
  forgetEnrolled();
}

TEST_CASE("a key that was saved signs as the same machine") {
  PassingKey made;
  EccPrivateBlob blob;
  REQUIRE(made.make());
  REQUIRE(made.save(blob));
  PassingKey loaded;
  REQUIRE(loaded.load(blob));
  const Sha256 digest{};
  const auto signature = loaded.sign(digest);
  REQUIRE(signature);
  CHECK(verifies(*made.publicKey(), digest, *signature));
}
