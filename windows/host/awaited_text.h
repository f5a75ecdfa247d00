#pragma once

#include <string>

namespace latchkey::host {

/// What a script says to type: the text itself, or, of `@FILE`, the first line of a file that a test writes once it
/// knows it, such as a code that came by mail. False where it is not there yet.
[[nodiscard]] bool readAwaited(const std::string& said, std::string& text);

}  // namespace latchkey::host
