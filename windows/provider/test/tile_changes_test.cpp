#include "provider/tile_changes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latchkey;

namespace {

constexpr HostTraits kTen = {false, true};
constexpr HostTraits kEight = {false, false};
constexpr HostTraits kSeven = {true, false};

Picture choosing() {
  Picture picture;
  picture.lines = {u"How?"};
  picture.hasChoice = true;
  picture.options = {u"E-mail", u"App", u"Pass"};
  picture.submitLabel = u"Continue";
  return picture;
}

Picture answering() {
  Picture picture;
  picture.lines = {u"Code?"};
  picture.inputs = {{Box::secret, InputKind::code, 6, u"", u""}};
  picture.links = {{0, u"Again"}};
  picture.submitLabel = u"Continue";
  picture.wiped = picture.question = 1;
  return picture;
}

std::vector<Change> between(const Picture& a, const Picture& b, HostTraits host) {
  return changesBetween(tileOf(a, host, u"L"), tileOf(b, host, u"L"), host);
}

std::size_t placeOf(const std::vector<Change>& all, Call call) {
  const auto is = [call](const Change& one) { return one.call == call; };
  return static_cast<std::size_t>(std::find_if(all.begin(), all.end(), is) - all.begin());
}

}  // namespace

TEST_CASE("fires nothing where nothing changed") { CHECK(between(choosing(), choosing(), kTen).empty()); }

TEST_CASE("empties the combo from its end and fires in LogonUI's order, focus last") {
  const auto all = between(choosing(), answering(), kTen);
  REQUIRE(all.size() > 8);
  CHECK(all[0].call == Call::beginUpdates);
  CHECK(all[1].number == 2);
  CHECK(all[2].number == 1);
  CHECK(all[3].number == 0);
  CHECK(placeOf(all, Call::setString) < placeOf(all, Call::setShown));
  CHECK(placeOf(all, Call::setShown) < placeOf(all, Call::setSubmitBy));
  CHECK(placeOf(all, Call::setSubmitBy) < placeOf(all, Call::setOptions));
  CHECK(placeOf(all, Call::setOptions) < placeOf(all, Call::endUpdates));
  CHECK(all.back().call == Call::setInteractive);
  CHECK(all.back().field == Field::secret);
  CHECK(all.back().number == 3);
}

TEST_CASE("takes the focus off a row before it gives it to another, and never leaves it on a hidden one") {
  const auto all = between(choosing(), answering(), kEight);
  int focus = 0;
  bool isTaken = false;
  for (const Change& one : all) {
    if (one.call != Call::setInteractive) continue;
    if (one.field == Field::choice) isTaken = one.number == 0;
    focus += one.number == 3 ? 1 : 0;
  }
  CHECK(isTaken);
  CHECK(focus == 1);
}

TEST_CASE("fills the combo and selects its first item") {
  const auto all = between(answering(), choosing(), kTen);
  CHECK(std::count_if(all.begin(), all.end(), [](const Change& c) { return c.call == Call::addOption; }) == 3);
  CHECK(all[placeOf(all, Call::selectOption)].number == 0);
}

TEST_CASE("empties a box that was typed into once it has been wiped, and no hidden one") {
  Picture next = answering();
  next.wiped = 2;
  const auto all = between(answering(), next, kTen);
  REQUIRE(all.size() == 3);
  CHECK(all[1].call == Call::setString);
  CHECK(all[1].field == Field::secret);
  CHECK(all[1].text.empty());
}

TEST_CASE("a link that appears leaves the focus where somebody types") {
  Picture next = answering();
  next.links.push_back({1, u"Other"});
  for (const Change& one : between(answering(), next, kTen)) CHECK(one.call != Call::setInteractive);
}

TEST_CASE("never says disabled before Windows 10, and no batch and no options on Windows 7") {
  Picture waiting = answering();
  waiting.isWaiting = true;
  for (const HostTraits host : {kSeven, kEight}) {
    for (const Change& one : between(answering(), waiting, host)) {
      CHECK_FALSE((one.call == Call::setInteractive && one.number == 2));
      if (host.isV1) CHECK_FALSE((one.call == Call::beginUpdates || one.call == Call::endUpdates));
    }
  }
  for (const Change& one : between(choosing(), answering(), kSeven)) CHECK(one.call != Call::setOptions);
}
