#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "flow/clock.h"
#include "flow/enrolment.h"
#include "flow/server_url.h"
#include "flow/signing_transport.h"
#include "worker/event_log.h"
#include "worker/machine_record.h"
#include "worker/signer.h"

namespace latchkey {

/// This PC as a machine of the server: what signs, and how it becomes known. The desk's thread only.
class Machine {
 public:
  Machine(Transport& way, Clock& clock, EventLog& events, std::function<void(const std::string&)> note);

  /// For flows: signs what is to be signed.
  [[nodiscard]] Transport& transport() noexcept { return signing_; }

  /// Opens key and record for that server; for none, nothing is signed. Never under a living flow.
  void load(const std::optional<ServerUrl>& server);
  /// Enrols at that server where it is still to be done, with the fleet code where there is one. Blocks on the network.
  void enrolIfDue();

 private:
  [[nodiscard]] bool isDue(const FleetCode& code) const noexcept;
  void take(const std::variant<Enrolled, NotEnrolled>& result, const FleetCode& code);
  void take(const Enrolled& enrolled);
  void endCode(const std::variant<Enrolled, NotEnrolled>& result);
  void becomeStranger();

  Clock& clock_;
  EventLog& events_;
  std::function<void(const std::string&)> note_;
  std::unique_ptr<Signer> key_;
  std::string server_;
  std::string authority_;
  std::string id_;
  /// The server said no to what this run of the worker has to tell.
  bool isRefused_ = false;
  SigningTransport signing_;
};

}  // namespace latchkey
