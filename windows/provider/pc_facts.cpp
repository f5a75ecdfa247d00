#include "provider/pc_facts.h"

namespace latchkey {
namespace {

Reason whyNothing(const PcFacts& facts) noexcept {
  if (facts.safeMode) return Reason::safeMode;
  if (!facts.enabled) return Reason::disabled;
  if (!facts.configured) return Reason::notConfigured;
  if (facts.switchedOff) return Reason::switchedOff;
  // CVE-2018-5353 was reachable over RDP without network level authentication.
  if (facts.remoteSession && !facts.remoteAllowed) return Reason::remoteSession;
  if (!facts.guardClear) return Reason::crashLoop;
  return Reason::none;
}

Reason whyNotWrap(const PcFacts& facts) noexcept {
  if (facts.microsoftAddIn) return Reason::microsoftAddIn;
  if (facts.foreignFilter) return Reason::foreignFilter;
  if (facts.autoAdminLogon) return Reason::autoAdminLogon;
  if (facts.inboxSwitchedOff) return Reason::inboxSwitchedOff;
  return Reason::none;
}

}  // namespace

OfferDecision decideOffer(const PcFacts& facts) noexcept {
  const Reason nothing = whyNothing(facts);
  if (nothing != Reason::none) return {Offer::nothing, nothing};
  if (facts.mode != UiMode::wrap) return {Offer::tile, Reason::none};
  const Reason noWrap = whyNotWrap(facts);
  return {noWrap == Reason::none ? Offer::wrap : Offer::tile, noWrap};
}

std::uint16_t eventOf(Reason reason) noexcept {
  switch (reason) {
    case Reason::disabled:
    case Reason::switchedOff: return 4006;
    case Reason::notConfigured: return 4001;
    case Reason::crashLoop: return 4003;
    case Reason::microsoftAddIn:
    case Reason::foreignFilter: return 4002;
    case Reason::inboxSwitchedOff: return 4004;
    case Reason::none:
    case Reason::safeMode:
    case Reason::remoteSession:
    case Reason::autoAdminLogon: return 0;
  }
  return 0;
}

}  // namespace latchkey
