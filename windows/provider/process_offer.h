#pragma once

#include <optional>

#include "com/credential_provider.h"
#include "provider/standing_offer.h"

namespace latchkey {

/// The one StandingOffer of this process; any thread. With the module's reference count the only global state.

/// LOGON and UNLOCK_WORKSTATION; nothing for every other scenario.
[[nodiscard]] std::optional<SignIn> signInOf(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) noexcept;

/// What the filter answers by. Decides where no provider of ours lives by an earlier decision.
[[nodiscard]] OfferDecision offerForFilter(SignIn at);

/// Whether the filter hides the in-box tile for this process.
[[nodiscard]] bool isWrapOffered() noexcept;

/// A provider's part in the decision, which stands as long as this lives.
class HeldOffer {
 public:
  explicit HeldOffer(SignIn at);
  ~HeldOffer();
  HeldOffer(const HeldOffer&) = delete;
  HeldOffer& operator=(const HeldOffer&) = delete;
  [[nodiscard]] OfferDecision decision() const noexcept { return decision_; }
  /// The in-box provider refused to be wrapped.
  void withdrawWrap() noexcept;

 private:
  SignIn at_;
  OfferDecision decision_;
};

}  // namespace latchkey
