#pragma once

#include <cstdint>

#include "flow/message.h"

namespace latchkey {

/// One line of JSON for a message of the worker.
void printMessage(std::uint32_t seq, const ToProvider& message);

/// `{"t":"…"}` for what isn't a message.
void printWord(const char* word, std::uint32_t number = 0);

}  // namespace latchkey
