#include "provider/tile_layout.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latchkey;

namespace {

constexpr HostTraits kSeven = {true, false};
constexpr HostTraits kEight = {false, false};
constexpr HostTraits kTen = {false, true};

Picture codePicture() {
  Picture picture;
  picture.lines = {u"Enter the code"};
  picture.inputs = {{Box::secret, InputKind::code, 6, u"Code", u""}};
  picture.links = {{0, u"Again"}, {1, u"Other"}};
  picture.submitLabel = u"Continue";
  return picture;
}

Tile on(const Picture& picture, HostTraits host) { return tileOf(picture, host, u"Forgot password?"); }

int countFocus(const Tile& tile) {
  return static_cast<int>(std::count_if(tile.rows.begin(), tile.rows.end(),
                                        [](const Row& row) { return row.interactive == Interactive::focused; }));
}

}  // namespace

TEST_CASE("has one image, one submit button and ten fields") {
  int images = 0;
  int submits = 0;
  for (std::uint32_t i = 0; i < kFields; ++i) {
    const Descriptor one = descriptorOf(static_cast<Field>(i), kTen, wordsIn(Language::english), u"L");
    images += one.kind == FieldKind::tileImage ? 1 : 0;
    submits += one.kind == FieldKind::submitButton ? 1 : 0;
  }
  CHECK(images == 1);
  CHECK(submits == 1);
}

TEST_CASE("names the icon under Sign-in options from Windows 8 on, and the tile itself on Windows 7") {
  const Words& words = wordsIn(Language::english);
  const Descriptor eight = descriptorOf(Field::label, kEight, words, u"Help me");
  CHECK(eight.role == Role::label);
  CHECK(eight.cue == u"Help me");
  CHECK(eight.kind == FieldKind::smallText);
  const Descriptor seven = descriptorOf(Field::label, kSeven, words, u"Help me");
  CHECK(seven.role == Role::none);
  CHECK(seven.kind == FieldKind::largeText);
  CHECK(on({}, kSeven).at(Field::label).shown == Shown::inBoth);
  CHECK(on({}, kEight).at(Field::label).shown == Shown::hidden);
}

TEST_CASE("draws a code in the secret field, with a number pad and the focus") {
  const Tile tile = on(codePicture(), kTen);
  CHECK(tile.at(Field::secret).shown == Shown::inSelected);
  CHECK(tile.at(Field::secret).interactive == Interactive::focused);
  CHECK(tile.numbersOnly);
  CHECK(tile.submitBy == Field::secret);
  CHECK(tile.at(Field::edit).shown == Shown::hidden);
  CHECK(tile.at(Field::choice).shown == Shown::hidden);
  CHECK(tile.at(Field::link1).text == u"Again");
  CHECK(tile.links[1] == 1);
}

TEST_CASE("asks no digits for a password") {
  Picture picture = codePicture();
  picture.inputs = {{Box::secret, InputKind::newPassword, 256, u"", u""},
                    {Box::again, InputKind::newPassword, 256, u"", u""}};
  const Tile tile = on(picture, kTen);
  CHECK_FALSE(tile.numbersOnly);
  CHECK(tile.submitBy == Field::again);
  CHECK(tile.at(Field::secret).interactive == Interactive::focused);
  CHECK(countFocus(tile) == 1);
}

TEST_CASE("puts the submit button next to the text where there is nothing to type, never next to the image") {
  Picture picture;
  picture.lines = {u"Approve"};
  CHECK(on(picture, kTen).submitBy == Field::text);
  CHECK(on(picture, kTen).at(Field::submit).shown == Shown::hidden);
  CHECK(countFocus(on(picture, kTen)) == 0);
}

TEST_CASE("disables what can't be used while waiting, on Windows 10") {
  Picture picture = codePicture();
  picture.isWaiting = true;
  const Tile tile = on(picture, kTen);
  CHECK(tile.at(Field::secret).shown == Shown::inSelected);
  CHECK(tile.at(Field::secret).interactive == Interactive::disabled);
  CHECK(tile.at(Field::submit).interactive == Interactive::disabled);
  CHECK(countFocus(tile) == 0);
}

TEST_CASE("leaves the submit button where an early Enter is remembered") {
  Picture picture = codePicture();
  picture.isWaiting = picture.heedsEarly = true;
  const Tile tile = on(picture, kTen);
  CHECK(tile.at(Field::submit).interactive == Interactive::none);
  CHECK(tile.at(Field::secret).interactive == Interactive::disabled);
}

TEST_CASE("hides what can't be used while waiting, before Windows 10") {
  Picture picture = codePicture();
  picture.isWaiting = true;
  for (const HostTraits host : {kSeven, kEight}) {
    const Tile tile = on(picture, host);
    for (const Field field : {Field::secret, Field::link1, Field::link2}) {
      CHECK(tile.at(field).shown == Shown::hidden);
      CHECK(tile.at(field).interactive == Interactive::none);
    }
    CHECK(tile.submitBy == Field::text);
    CHECK(tile.at(Field::submit).interactive == Interactive::none);
  }
}

TEST_CASE("gives reveal to passwords, digits to codes, the touch keyboard to the logo and nothing else") {
  CHECK(optionsOf(Field::secret, true) == (option::kReveal | option::kNumbersOnly));
  CHECK(optionsOf(Field::secret, false) == option::kReveal);
  CHECK(optionsOf(Field::again, true) == option::kReveal);
  CHECK(optionsOf(Field::image, true) == option::kTouchKeyboard);
  CHECK(optionsOf(Field::edit, true) == 0);
}
