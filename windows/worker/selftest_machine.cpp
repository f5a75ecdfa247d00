#include "worker/machine_record.h"
#include "worker/pc_identity.h"
#include "worker/selftest.h"

namespace latchkey {
namespace {

/// By the record, not by the key: administrators may not use it.
Finding findKey(const MachineRecord& record) {
  if (!record.pc || !record.store)
    return {Verdict::attention, "machine key", "none yet: start the service LatchkeyKeeper, or restart this PC"};
  if (record.pc != ownFingerprint())
    return {Verdict::attention, "machine key", "another PC's, as after a copied disk: restart this PC, or start LatchkeyKeeper"};
  return {Verdict::good, "machine key", *record.store == KeyStore::tpm ? "in the TPM" : "in software: no TPM took it"};
}

Finding findEnrolment(const MachineRecord& record, const Configuration& configuration) {
  const bool isHere = configuration.isUsable() && record.server == configuration.serverUrl->text();
  if (record.id.empty() || !record.state)
    return {Verdict::attention, "enrolment", "not yet: the worker enrols when it starts and reaches the server"};
  if (!isHere) return {Verdict::attention, "enrolment", record.id + " at another server: enrols anew at the next start"};
  switch (*record.state) {
    case MachineState::trusted: return {Verdict::good, "enrolment", record.id + ", trusted when it enrolled"};
    case MachineState::revoked: return {Verdict::attention, "enrolment", record.id + ", revoked when it enrolled"};
    default: break;
  }
  return {Verdict::attention, "enrolment",
          record.id + ", waiting when it enrolled: an administrator may have approved it since"};
}

Finding findCode() {
  if (!readFleetCode().isThere) return {Verdict::good, "fleet code", "none is waiting to be used"};
  return {Verdict::attention, "fleet code", "waits for the server to be reached, then it is erased"};
}

}  // namespace

std::vector<Finding> findingsOfMachine(const Configuration& configuration) {
  const MachineRecord record = readMachineRecord();
  return {findKey(record), findEnrolment(record, configuration), findCode()};
}

}  // namespace latchkey
