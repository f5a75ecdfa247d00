#include "provider/filter_decision.h"

namespace latchkey {

FilterVerdict decideFilter(const PcFacts& pc, const FilterFacts& facts) noexcept {
  if (!facts.isSignIn) return FilterVerdict::otherScenario;
  if (decideOffer(pc).offer != Offer::wrap) return FilterVerdict::notWrapping;
  if (!facts.oursListed) return FilterVerdict::oursMissing;
  if (!facts.oursAllowed) return FilterVerdict::oursRefused;
  if (!facts.inboxListed) return FilterVerdict::inboxMissing;
  if (!facts.inboxProbed) return FilterVerdict::inboxNotWrappable;
  return FilterVerdict::hide;
}

}  // namespace latchkey
