#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "provider/pc_facts.h"

namespace latchkey {

/// The two scenarios that the add-in takes part in.
enum class SignIn : std::uint8_t { logon, unlock };

/// What one process has decided to offer at a sign-in screen. Filter and provider answer LogonUI separately, maybe
/// minutes apart, while a policy arrives or the crash guard's day ends: if each decided for itself, the filter could
/// hide the in-box tile beside a provider that does not wrap it. So the first of the two decides, and the decision
/// stands as long as a provider lives by it or the in-box tile may be hidden. No thread contract: whoever owns one locks.
class StandingOffer {
 public:
  [[nodiscard]] std::optional<OfferDecision> of(SignIn at) const noexcept { return slot(at).decision; }

  /// The decision that stands: this one only where there was none.
  OfferDecision settle(SignIn at, OfferDecision decision) noexcept {
    if (!slot(at).decision) slot(at).decision = decision;
    return *slot(at).decision;
  }

  /// LogonUI asks the filter anew: what no provider lives by may be decided anew.
  void forgetUnheld(SignIn at) noexcept {
    if (slot(at).holders == 0) slot(at).decision.reset();
  }

  /// The in-box provider refused to be wrapped after all: from here on the filter hides nothing.
  void withdrawWrap(SignIn at) noexcept { slot(at).decision = OfferDecision{Offer::tile, Reason::inboxSwitchedOff}; }

  /// A provider comes. Only a hidden tile binds it: what else was decided for one that has gone may be decided anew.
  void hold(SignIn at) noexcept {
    Slot& one = slot(at);
    if (one.holders == 0 && one.decision && one.decision->offer != Offer::wrap) one.decision.reset();
    ++one.holders;
  }
  void letGo(SignIn at) noexcept { --slot(at).holders; }

  [[nodiscard]] bool isWrapAnywhere() const noexcept {
    for (const Slot& one : slots_) {
      if (one.decision && one.decision->offer == Offer::wrap) return true;
    }
    return false;
  }

 private:
  struct Slot {
    std::optional<OfferDecision> decision;
    int holders = 0;
  };
  [[nodiscard]] Slot& slot(SignIn at) noexcept { return slots_[static_cast<std::size_t>(at)]; }
  [[nodiscard]] const Slot& slot(SignIn at) const noexcept { return slots_[static_cast<std::size_t>(at)]; }

  std::array<Slot, 2> slots_;
};

/// What is left of an offer once an instance of the in-box provider was tried.
[[nodiscard]] constexpr OfferDecision afterProbe(OfferDecision decision, bool isWrappable) noexcept {
  if (decision.offer != Offer::wrap || isWrappable) return decision;
  return {Offer::tile, Reason::inboxSwitchedOff};
}

}  // namespace latchkey
