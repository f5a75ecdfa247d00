#pragma once

#include <cstddef>

#include "flow/failure.h"

namespace latchkey {

/// Every failure once; docs/windows.md and the event message table follow it.
extern const FailureRow kFailureRows[];
extern const std::size_t kFailureCount;

}  // namespace latchkey
