#include "provider/filter_decision.h"

namespace latchkey {

FilterVerdict decideFilter(OfferDecision offer, const FilterFacts& facts) noexcept {
  if (!facts.isSignIn) return FilterVerdict::otherScenario;
  if (offer.offer != Offer::wrap) return FilterVerdict::notWrapping;
  if (!facts.oursListed) return FilterVerdict::oursMissing;
  if (!facts.oursAllowed) return FilterVerdict::oursRefused;
  if (!facts.inboxListed) return FilterVerdict::inboxMissing;
  return FilterVerdict::hide;
}

}  // namespace latchkey
