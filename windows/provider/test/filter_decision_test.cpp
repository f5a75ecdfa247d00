#include "provider/filter_decision.h"

#include <doctest/doctest.h>

#include "provider/standing_offer.h"

using namespace latchkey;

namespace {

PcFacts wrapping() {
  PcFacts facts;
  facts.enabled = facts.configured = facts.guardClear = true;
  facts.mode = UiMode::wrap;
  return facts;
}

constexpr FilterFacts kAllThere = {true, true, true, true};

OfferDecision wrapOffer() { return decideOffer(wrapping()); }

FilterVerdict withPc(void (*spoil)(PcFacts&)) {
  PcFacts facts = wrapping();
  spoil(facts);
  return decideFilter(decideOffer(facts), kAllThere);
}

}  // namespace

TEST_CASE("hides the in-box tile when all ten conditions hold") {
  CHECK(decideFilter(wrapOffer(), kAllThere) == FilterVerdict::hide);
}

TEST_CASE("1: leaves every scenario alone but logon and unlock") {
  FilterFacts facts = kAllThere;
  facts.isSignIn = false;
  CHECK(decideFilter(wrapOffer(), facts) == FilterVerdict::otherScenario);
}

TEST_CASE("2: hides nothing in Tile mode") {
  CHECK(withPc([](PcFacts& pc) { pc.mode = UiMode::tile; }) == FilterVerdict::notWrapping);
}

TEST_CASE("3: hides nothing where our own provider is not listed or not allowed") {
  FilterFacts facts = kAllThere;
  facts.oursListed = false;
  CHECK(decideFilter(wrapOffer(), facts) == FilterVerdict::oursMissing);
  facts = kAllThere;
  facts.oursAllowed = false;
  CHECK(decideFilter(wrapOffer(), facts) == FilterVerdict::oursRefused);
}

TEST_CASE("4: hides nothing where our provider is disabled or excluded by policy") {
  CHECK(withPc([](PcFacts& pc) { pc.switchedOff = true; }) == FilterVerdict::notWrapping);
}

TEST_CASE("5: hides nothing where the in-box provider is missing, switched off or can't be wrapped") {
  FilterFacts facts = kAllThere;
  facts.inboxListed = false;
  CHECK(decideFilter(wrapOffer(), facts) == FilterVerdict::inboxMissing);
  CHECK(decideFilter(afterProbe(wrapOffer(), false), kAllThere) == FilterVerdict::notWrapping);
  CHECK(withPc([](PcFacts& pc) { pc.inboxSwitchedOff = true; }) == FilterVerdict::notWrapping);
}

TEST_CASE("6: hides nothing where a foreign filter is registered") {
  CHECK(withPc([](PcFacts& pc) { pc.foreignFilter = true; }) == FilterVerdict::notWrapping);
}

TEST_CASE("7: hides nothing in safe mode") {
  CHECK(withPc([](PcFacts& pc) { pc.safeMode = true; }) == FilterVerdict::notWrapping);
}

TEST_CASE("8: hides nothing in a remote session unless policy allows it") {
  CHECK(withPc([](PcFacts& pc) { pc.remoteSession = true; }) == FilterVerdict::notWrapping);
  CHECK(withPc([](PcFacts& pc) { pc.remoteSession = pc.remoteAllowed = true; }) == FilterVerdict::hide);
}

TEST_CASE("9: hides nothing while the crash-loop guard is active") {
  CHECK(withPc([](PcFacts& pc) { pc.guardClear = false; }) == FilterVerdict::notWrapping);
}

TEST_CASE("10: hides nothing where the add-in is off or has no server") {
  CHECK(withPc([](PcFacts& pc) { pc.enabled = false; }) == FilterVerdict::notWrapping);
  CHECK(withPc([](PcFacts& pc) { pc.configured = false; }) == FilterVerdict::notWrapping);
}

TEST_CASE("hides nothing beside Microsoft's own add-in or an automatic sign-in") {
  CHECK(withPc([](PcFacts& pc) { pc.microsoftAddIn = true; }) == FilterVerdict::notWrapping);
  CHECK(withPc([](PcFacts& pc) { pc.autoAdminLogon = true; }) == FilterVerdict::notWrapping);
}

TEST_CASE("hides the in-box tile in no other of all combinations of facts") {
  int hidden = 0;
  for (unsigned bits = 0; bits < 1u << 17; ++bits) {
    const auto bit = [bits](int at) { return (bits >> at & 1) != 0; };
    PcFacts pc;
    pc.enabled = bit(0), pc.configured = bit(1), pc.mode = bit(2) ? UiMode::wrap : UiMode::tile;
    pc.switchedOff = bit(3), pc.inboxSwitchedOff = bit(4), pc.foreignFilter = bit(5), pc.microsoftAddIn = bit(6);
    pc.autoAdminLogon = bit(7), pc.safeMode = bit(8), pc.remoteSession = bit(9), pc.remoteAllowed = bit(10);
    pc.guardClear = bit(11);
    const FilterFacts facts = {bit(12), bit(13), bit(14), bit(15)};
    if (decideFilter(afterProbe(decideOffer(pc), bit(16)), facts) == FilterVerdict::hide) ++hidden;
  }
  // Locally with either value of the remote policy, and remotely where it allows: three of 131 072.
  CHECK(hidden == 3);
}

TEST_CASE("falls back to a tile, which hides nothing, wherever wrapping is not safe") {
  PcFacts pc = wrapping();
  pc.foreignFilter = true;
  CHECK(decideOffer(pc).offer == Offer::tile);
  CHECK(eventOf(decideOffer(pc).reason) == 4002);
  pc = wrapping();
  pc.microsoftAddIn = true;
  CHECK(decideOffer(pc).offer == Offer::tile);
  CHECK(eventOf(decideOffer(pc).reason) == 4002);
}

TEST_CASE("shows nothing at all where it has no server, and says so in an event") {
  PcFacts pc = wrapping();
  pc.configured = false;
  CHECK(decideOffer(pc).offer == Offer::nothing);
  CHECK(eventOf(decideOffer(pc).reason) == 4001);
}

TEST_CASE("shows nothing in safe mode, in silence") {
  PcFacts pc = wrapping();
  pc.safeMode = true;
  CHECK(decideOffer(pc).offer == Offer::nothing);
  CHECK(eventOf(decideOffer(pc).reason) == 0);
}

TEST_CASE("says in an event why it stays out after a crash loop or a switch") {
  PcFacts pc = wrapping();
  pc.guardClear = false;
  CHECK(eventOf(decideOffer(pc).reason) == 4003);
  pc = wrapping();
  pc.switchedOff = true;
  CHECK(eventOf(decideOffer(pc).reason) == 4006);
}
