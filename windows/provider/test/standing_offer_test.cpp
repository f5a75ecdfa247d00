#include "provider/standing_offer.h"

#include <doctest/doctest.h>

using namespace latchkey;

namespace {

constexpr OfferDecision kWrap = {Offer::wrap, Reason::none};
constexpr OfferDecision kTile = {Offer::tile, Reason::none};

}  // namespace

TEST_CASE("the first of filter and provider decides for both") {
  StandingOffer offer;
  CHECK_FALSE(offer.of(SignIn::logon));
  CHECK(offer.settle(SignIn::logon, kWrap).offer == Offer::wrap);
  CHECK(offer.settle(SignIn::logon, kTile).offer == Offer::wrap);
}

TEST_CASE("logon and unlock are decided apart") {
  StandingOffer offer;
  offer.settle(SignIn::logon, kWrap);
  CHECK(offer.settle(SignIn::unlock, kTile).offer == Offer::tile);
  CHECK(offer.of(SignIn::logon)->offer == Offer::wrap);
}

TEST_CASE("a filter that is asked again decides anew only where no provider lives by the decision") {
  StandingOffer offer;
  offer.hold(SignIn::logon);
  offer.settle(SignIn::logon, kTile);
  offer.forgetUnheld(SignIn::logon);
  CHECK(offer.settle(SignIn::logon, kWrap).offer == Offer::tile);
  offer.letGo(SignIn::logon);
  offer.forgetUnheld(SignIn::logon);
  CHECK(offer.settle(SignIn::logon, kWrap).offer == Offer::wrap);
}

TEST_CASE("a provider that comes after the filter keeps to a hidden tile, and to nothing else") {
  StandingOffer offer;
  offer.settle(SignIn::logon, kWrap);
  offer.hold(SignIn::logon);
  CHECK(offer.settle(SignIn::logon, kTile).offer == Offer::wrap);
  StandingOffer another;
  another.settle(SignIn::logon, {Offer::nothing, Reason::notConfigured});
  another.hold(SignIn::logon);
  CHECK(another.settle(SignIn::logon, kTile).offer == Offer::tile);
}

TEST_CASE("a provider of one scenario does not hold the decision of the other") {
  StandingOffer offer;
  offer.settle(SignIn::unlock, kTile);
  offer.hold(SignIn::logon);
  offer.forgetUnheld(SignIn::unlock);
  CHECK_FALSE(offer.of(SignIn::unlock));
}

TEST_CASE("after the in-box provider refused to be wrapped the filter hides nothing") {
  StandingOffer offer;
  offer.settle(SignIn::unlock, kWrap);
  CHECK(offer.isWrapAnywhere());
  offer.withdrawWrap(SignIn::unlock);
  CHECK(offer.settle(SignIn::unlock, kWrap).offer == Offer::tile);
  CHECK_FALSE(offer.isWrapAnywhere());
}

TEST_CASE("a probe takes wrapping away and nothing else") {
  CHECK(afterProbe(kWrap, true).offer == Offer::wrap);
  CHECK(afterProbe(kWrap, false).offer == Offer::tile);
  CHECK(eventOf(afterProbe(kWrap, false).reason) == 4004);
  CHECK(afterProbe({Offer::nothing, Reason::disabled}, false).reason == Reason::disabled);
}
