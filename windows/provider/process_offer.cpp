#include "provider/process_offer.h"

#include "provider/handles.h"
#include "provider/registry.h"
#include "provider/this_pc.h"
#include "provider/wrapped_inbox.h"

namespace latchkey {
namespace {

SRWLOCK lock = SRWLOCK_INIT;
StandingOffer standing;

CREDENTIAL_PROVIDER_USAGE_SCENARIO scenarioOf(SignIn at) noexcept {
  return at == SignIn::logon ? CPUS_LOGON : CPUS_UNLOCK_WORKSTATION;
}

OfferDecision decideNow(SignIn at) {
  const WindowsVersion version = windowsVersion();
  const OfferDecision decision = decideOffer(gatherFacts(readConfiguration(), version));
  if (decision.offer != Offer::wrap) return decision;
  // An instance of its own: the one that is wrapped must see no scenario but LogonUI's.
  return afterProbe(decision, SUCCEEDED(probeInbox(makeInbox(traitsOf(version)), scenarioOf(at))));
}

/// Decides outside the lock: making the in-box provider may pump messages and bring LogonUI back in here.
OfferDecision settled(SignIn at) {
  {
    const Locked locked(lock);
    if (const auto decision = standing.of(at)) return *decision;
  }
  const OfferDecision decision = decideNow(at);
  const Locked locked(lock);
  return standing.settle(at, decision);
}

}  // namespace

std::optional<SignIn> signInOf(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) noexcept {
  if (scenario == CPUS_LOGON) return SignIn::logon;
  if (scenario == CPUS_UNLOCK_WORKSTATION) return SignIn::unlock;
  return {};
}

OfferDecision offerForFilter(SignIn at) {
  {
    const Locked locked(lock);
    standing.forgetUnheld(at);
  }
  return settled(at);
}

bool isWrapOffered() noexcept {
  const Locked locked(lock);
  return standing.isWrapAnywhere();
}

HeldOffer::HeldOffer(SignIn at) : at_(at) {
  {
    const Locked locked(lock);
    standing.hold(at_);
  }
  try {
    decision_ = settled(at_);
  } catch (...) {
    const Locked locked(lock);
    standing.letGo(at_);
    throw;
  }
}

HeldOffer::~HeldOffer() {
  const Locked locked(lock);
  standing.letGo(at_);
}

void HeldOffer::withdrawWrap() noexcept {
  const Locked locked(lock);
  standing.withdrawWrap(at_);
  decision_ = {Offer::tile, Reason::inboxSwitchedOff};
}

}  // namespace latchkey
