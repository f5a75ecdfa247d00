#include "flow/machine_json.h"

#include "flow/json_view.h"
#include "flow/step_reader.h"
#include "flow/transport.h"

namespace latchkey {
namespace {

/// Empty where the document or the member isn't what it should be.
std::string textOf(std::string_view json, const char* name) {
  if (json.size() > kMostAnswerBytes) return {};
  const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!document.is_object()) return {};
  const auto at = document.find(name);
  return at != document.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::optional<MachineState> stateOf(std::string_view name) noexcept {
  if (name == "pending") return MachineState::pending;
  if (name == "trusted") return MachineState::trusted;
  if (name == "revoked") return MachineState::revoked;
  return std::nullopt;
}

}  // namespace

bool isMachineId(std::string_view text) noexcept { return isId(text, "mch_", 4 + kLongestId); }

std::optional<std::string> parseNonce(std::string_view json) noexcept try {
  std::string nonce = textOf(json, "nonce");
  if (nonce.empty()) return std::nullopt;
  return nonce;
} catch (...) {
  return std::nullopt;
}

std::optional<Enrolled> parseEnrolled(std::string_view json) noexcept try {
  std::string machine = textOf(json, "machine");
  const auto state = stateOf(textOf(json, "state"));
  if (!state || !isMachineId(machine)) return std::nullopt;
  return Enrolled{std::move(machine), *state};
} catch (...) {
  return std::nullopt;
}

}  // namespace latchkey
