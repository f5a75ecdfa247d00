#include "worker/machine.h"

#include <utility>

#include "flow/exchange.h"
#include "worker/digest.h"
#include "worker/pc_identity.h"

namespace latchkey {
namespace {

std::uint32_t numberOf(const std::variant<Enrolled, NotEnrolled>& result) noexcept {
  if (const auto* enrolled = std::get_if<Enrolled>(&result)) return static_cast<std::uint32_t>(enrolled->state);
  return std::get_if<NotEnrolled>(&result)->detail;
}

}  // namespace

Machine::Machine(Transport& way, Clock& clock, EventLog& events, std::function<void(const std::string&)> note)
    : clock_(clock),
      events_(events),
      note_(std::move(note)),
      signing_(way, clock, sha256Of, [this] { becomeStranger(); }) {}

void Machine::load(const std::optional<ServerUrl>& server) {
  const MachineRecord record = readMachineRecord();
  const auto pc = ownFingerprint();
  // The key of a copied disk is another PC's, until SYSTEM has made this one's.
  const bool isOurs = pc && record.pc == pc;
  signing_.use(nullptr, "", "");
  server_ = server ? server->text() : std::string();
  authority_ = server ? server->authority() : std::string();
  key_ = isOurs ? openMachineKey() : nullptr;
  id_ = key_ && record.server == server_ ? record.id : std::string();
  signing_.use(key_.get(), id_, authority_);
}

bool Machine::isDue(const FleetCode& code) const noexcept {
  return key_ && !server_.empty() && !isRefused_ && (id_.empty() || code.isThere);
}

void Machine::enrolIfDue() {
  FleetCode code = readFleetCode();
  if (!isDue(code)) return;
  const auto key = key_->publicKey();
  if (!key) return note_("the machine key gives no public key");
  const auto request = enrolRequest({*key, ownName(), ownOs(), LATCHKEY_VERSION, code.text.clone()});
  const auto result = request ? enrolmentOf(exchange(signing_, clock_, *request, Repeatable::always))
                              : NotEnrolled{Failure::unexpectedAnswer, 0, true};
  take(result, code);
}

void Machine::take(const std::variant<Enrolled, NotEnrolled>& result, const FleetCode& code) {
  if (code.isThere && isCodeSpent(result)) endCode(result);
  if (const auto* enrolled = std::get_if<Enrolled>(&result)) return take(*enrolled);
  const NotEnrolled& failed = *std::get_if<NotEnrolled>(&result);
  isRefused_ = failed.isForGood;
  note_(std::string("not enrolled: ") + rowOf(failed.failure).code + " " + std::to_string(failed.detail));
}

void Machine::take(const Enrolled& enrolled) {
  keepEnrolled(enrolled, server_);
  id_ = enrolled.machine;
  signing_.use(key_.get(), id_, authority_);
  note_("enrolled as " + id_ + " state " + std::to_string(static_cast<int>(enrolled.state)));
  events_.say(worker_event::kEnrolled, std::wstring(id_.begin(), id_.end()), static_cast<DWORD>(enrolled.state));
}

void Machine::endCode(const std::variant<Enrolled, NotEnrolled>& result) {
  // A code that can't be erased would be told to the server again and again.
  if (!eraseFleetCode()) isRefused_ = true;
  if (isCodeRefused(result)) events_.say(worker_event::kCodeRefused, L"", numberOf(result));
}

void Machine::becomeStranger() {
  note_("the server takes no signature of " + id_);
  forgetEnrolled();
  id_.clear();
}

}  // namespace latchkey
