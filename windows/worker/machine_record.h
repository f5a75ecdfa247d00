#pragma once

#include <windows.h>

#include <optional>
#include <string>

#include "flow/machine_json.h"
#include "flow/machine_key.h"
#include "flow/secret_buffer.h"
#include "worker/signer.h"

namespace latchkey {

// What this PC remembers of being a machine, in HKLM\SOFTWARE\Latchkey\State\Machine: a key for SYSTEM, administrators
// and the worker's service. Nothing in it is secret; whoever could write it could make this PC somebody else's.

struct MachineRecord {
  /// The fingerprint of the PC that the key was made on. A copied disk brings another PC's.
  std::optional<Sha256> pc;
  std::optional<KeyStore> store;
  /// Empty before the server took the key; good at `server` only.
  std::string id;
  std::string server;
  std::optional<MachineState> state;
};

[[nodiscard]] MachineRecord readMachineRecord();

/// SYSTEM, after it made a key: nothing is enrolled any more.
[[nodiscard]] bool beginMachineRecord(const Sha256& pc, KeyStore store);
/// The worker, after the server took the key.
void keepEnrolled(const Enrolled& enrolled, const std::string& server);
/// The worker, where the server knows this machine no more.
void forgetEnrolled();

/// The fleet code of the installation (HKLM\SOFTWARE\Latchkey\Enrolment, `Code`).
struct FleetCode {
  /// Empty where there is none, and where it is longer than any code of the server's.
  SecretText text;
  bool isThere = false;
};
[[nodiscard]] FleetCode readFleetCode() noexcept;
[[nodiscard]] bool eraseFleetCode() noexcept;

}  // namespace latchkey
