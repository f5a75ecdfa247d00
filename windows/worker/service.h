#pragma once

namespace latchkey {

/// Runs as the service that the Service Control Manager asked for; returns once it has stopped. The exit code of the
/// process: 0, or the Windows error where nobody started it as a service.
[[nodiscard]] int runService();

}  // namespace latchkey
