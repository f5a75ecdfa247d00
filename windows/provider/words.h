#pragma once

#include "flow/failure.h"

namespace latchkey {

/// What the add-in says by itself; everything else comes from the server in the person's language. The sentences
/// of failures are in flow/failure_table.cpp.
struct Words {
  /// Of the tile, of the link under the password box and of the dialog.
  const char16_t* forgot;
  const char16_t* dialogTitle;
  const char16_t* intro;
  const char16_t* introName;
  const char16_t* introLocal;
  const char16_t* wait;
  const char16_t* mismatch;
  const char16_t* fillIn;
  const char16_t* tooLong;
  const char16_t* noController;
  const char16_t* noControllerBlocks;
  const char16_t* workerStopped;
  const char16_t* notSignedIn;
  const char16_t* useNormalBox;
  const char16_t* signInOnce;
  // Buttons.
  const char16_t* next;
  const char16_t* again;
  const char16_t* signIn;
  const char16_t* close;
  const char16_t* cancel;
  // Grey cues and labels of the boxes.
  const char16_t* cueChoice;
  const char16_t* cueEdit;
  const char16_t* cueSecret;
  const char16_t* cueAgain;
  const char16_t* userName;
  const char16_t* closesSoon;
  /// Between a label and what is said of it. French has a no-break space before a colon.
  const char16_t* colon;
};

[[nodiscard]] const Words& wordsIn(Language language) noexcept;

}  // namespace latchkey
