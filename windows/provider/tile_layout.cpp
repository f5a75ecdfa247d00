#include "provider/tile_layout.h"

namespace latchkey {
namespace {

constexpr std::array<FieldKind, kFields> kKinds = {
    FieldKind::tileImage, FieldKind::smallText,    FieldKind::smallText,    FieldKind::comboBox,
    FieldKind::editText,  FieldKind::passwordText, FieldKind::passwordText, FieldKind::submitButton,
    FieldKind::commandLink, FieldKind::commandLink};

const char16_t* cueOf(Field field, const Words& words) noexcept {
  switch (field) {
    case Field::choice: return words.cueChoice;
    case Field::edit: return words.cueEdit;
    case Field::secret: return words.cueSecret;
    case Field::again: return words.cueAgain;
    case Field::submit: return words.next;
    case Field::image:
    case Field::label:
    case Field::text:
    case Field::link1:
    case Field::link2: return u"";
  }
  return u"";
}

void show(Tile& tile, Field field, bool isFirst) {
  tile.at(field).shown = Shown::inSelected;
  tile.at(field).interactive = isFirst ? Interactive::focused : Interactive::none;
  tile.submitBy = field;
}

void showInputs(Tile& tile, const Picture& picture) {
  bool isFirst = true;
  if (picture.hasChoice) {
    show(tile, Field::choice, true);
    tile.options = picture.options;
    tile.selected = static_cast<std::uint32_t>(picture.selected);
    isFirst = false;
  }
  for (const PictureInput& input : picture.inputs) {
    const Field field = fieldOf(input.box);
    show(tile, field, isFirst);
    // Only a password field may ask for digits, which brings the number pad on a tablet.
    if (field == Field::secret) tile.numbersOnly = input.kind == InputKind::code;
    isFirst = false;
  }
}

void showLinks(Tile& tile, const Picture& picture) {
  constexpr Field kLinkFields[] = {Field::link1, Field::link2};
  for (std::size_t i = 0; i < picture.links.size() && i < 2; ++i) {
    Row& row = tile.at(kLinkFields[i]);
    row.shown = Shown::inSelected;
    row.text = picture.links[i].label;
    tile.links[i] = picture.links[i].link;
  }
}

void makeWait(Tile& tile, HostTraits host, bool heedsEarly) {
  constexpr Field kUsable[] = {Field::choice, Field::edit, Field::secret, Field::again, Field::link1, Field::link2};
  for (const Field field : kUsable) {
    Row& row = tile.at(field);
    if (row.shown == Shown::hidden) continue;
    row.interactive = host.knowsDisabled ? Interactive::disabled : Interactive::none;
    if (!host.knowsDisabled) row.shown = Shown::hidden;
  }
  if (!host.knowsDisabled) {
    tile.submitBy = Field::text;
  } else if (!heedsEarly) {
    tile.at(Field::submit).interactive = Interactive::disabled;
  }
}

}  // namespace

Descriptor descriptorOf(Field field, HostTraits host, const Words& words, const std::u16string& linkText) {
  Descriptor descriptor;
  descriptor.kind = kKinds[static_cast<std::size_t>(field)];
  descriptor.cue = field == Field::label ? linkText : std::u16string(cueOf(field, words));
  if (field == Field::label && host.isV1) descriptor.kind = FieldKind::largeText;
  if (!host.isV1 && field == Field::image) descriptor.role = Role::logo;
  if (!host.isV1 && field == Field::label) descriptor.role = Role::label;
  return descriptor;
}

Field fieldOf(Box box) noexcept {
  return box == Box::edit ? Field::edit : box == Box::secret ? Field::secret : Field::again;
}

Box boxOf(Field field) noexcept {
  return field == Field::edit ? Box::edit : field == Field::secret ? Box::secret : Box::again;
}

Tile tileOf(const Picture& picture, HostTraits host, const std::u16string& linkText) {
  Tile tile;
  tile.wiped = picture.wiped;
  tile.question = picture.question;
  tile.at(Field::image).shown = Shown::inBoth;
  // From Windows 8 on the name of the icon under Sign-in options, which is not drawn in the tile itself.
  tile.at(Field::label) = {host.isV1 ? Shown::inBoth : Shown::hidden, Interactive::none, linkText};
  tile.at(Field::text) = {Shown::inSelected, Interactive::none, joined(picture.lines)};
  // Never next to the image, which "can cause a failure in the Logon UI".
  tile.submitBy = Field::text;
  showInputs(tile, picture);
  showLinks(tile, picture);
  Row& submit = tile.at(Field::submit);
  submit.shown = picture.submitLabel.empty() && !picture.isWaiting ? Shown::hidden : Shown::inSelected;
  submit.text = picture.submitLabel;
  if (picture.isWaiting) makeWait(tile, host, picture.heedsEarly);
  return tile;
}

int optionsOf(Field field, bool numbersOnly) noexcept {
  if (field == Field::image) return option::kTouchKeyboard;
  if (field == Field::secret) return option::kReveal | (numbersOnly ? option::kNumbersOnly : 0);
  return field == Field::again ? option::kReveal : 0;
}

}  // namespace latchkey
