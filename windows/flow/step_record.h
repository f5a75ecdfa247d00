#pragma once

#include "flow/payload.h"
#include "flow/step.h"

namespace latchkey {

/// A step's part of a payload. Writing spoils the payload where the step is over a cap.
void writeStep(PayloadWriter& out, const Step& step);
[[nodiscard]] Step readStep(PayloadReader& in);

}  // namespace latchkey
