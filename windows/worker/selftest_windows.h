#pragma once

#include <vector>

#include "worker/selftest.h"

namespace latchkey {

/// Whether this Windows can run the add-in: version, Service Pack, TLS 1.2, and on 7 the update for SHA-2 signatures.
[[nodiscard]] std::vector<Finding> findingsOfWindows();

}  // namespace latchkey
