#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "flow/failure.h"
#include "flow/step.h"

namespace latchkey {

/// The three places a person can type into; the tile has one field for each, the dialog one box for each in use.
enum class Box : std::uint8_t { edit, secret, again };
constexpr std::size_t kBoxes = 3;

struct PictureInput {
  Box box = Box::edit;
  InputKind kind = InputKind::text;
  std::uint16_t maxLength = cap::kInputLength;
  std::u16string label;
  std::u16string hint;
};

struct PictureLink {
  /// Index into the step's links.
  std::size_t link = 0;
  std::u16string label;
};

/// What both views draw, computed from the flow and nothing else. Holds no secret.
struct Picture {
  std::vector<std::u16string> lines;
  bool hasChoice = false;
  std::u16string choiceLabel;
  std::vector<std::u16string> options;
  std::size_t selected = 0;
  std::vector<PictureInput> inputs;
  /// Those whose time has come.
  std::vector<PictureLink> links;
  /// Empty where Enter does nothing, as at an approval on another device.
  std::u16string submitLabel;
  bool isWaiting = false;
  /// While waiting: Enter is remembered, and nothing that was typed is in its way.
  bool heedsEarly = false;
  /// Submitting means that the new password is handed to Windows.
  bool signsIn = false;
  /// Counts up when what was typed has been wiped, so that a view empties its boxes.
  std::uint32_t wiped = 0;
  /// Counts up with each new question, so that a view moves the focus then and only then.
  std::uint32_t question = 0;
};

/// A line and how soon it goes where there is too little room; 0 stays.
struct Line {
  std::u16string text;
  std::uint8_t dispensable = 0;
};

/// LogonUI's small text holds about ten lines and 600 characters: what matters least goes first.
constexpr std::size_t kMostLines = 10;
constexpr std::size_t kMostText = 600;
[[nodiscard]] std::vector<std::u16string> fitLines(std::vector<Line> lines);

/// The lines of a step: title with its gate, text, hints, rules, refusal, help desk. `own` replaces the server's
/// refusal where the add-in has something to say about what was typed.
[[nodiscard]] std::vector<std::u16string> linesOf(const Step& step, const std::u16string& own);

/// Which box each input of a step is typed into. Two texts can't share the one plain field, so both are secrets.
[[nodiscard]] std::vector<Box> boxesOf(const std::vector<Input>& inputs);

/// Lines joined by line feeds.
[[nodiscard]] std::u16string joined(const std::vector<std::u16string>& lines);

}  // namespace latchkey
