#pragma once

namespace latchkey::host {

/// From now on a crash of this process, whoever caused it, ends the report with one line that says where.
void reportCrashes() noexcept;

}  // namespace latchkey::host
