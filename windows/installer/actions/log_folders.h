#pragma once

#include <string>

namespace latchkey {

// The folders of the verbose logs. We run as SYSTEM, and anybody may make folders in ProgramData: tables of the
// installer that make, protect or delete by name would follow a junction somewhere else (CVE-2020-3427). So a
// folder that is there and not ours is left alone, and every folder on the way is held while something is done
// below it. A failure costs the log, never the install.

/// `top`, `top\Logs` for SYSTEM and administrators, `top\Logs\Worker` for the service with that SID too.
void makeLogFolders(const std::wstring& top, const std::wstring& service);

/// Logs and folders go, unless the package is still installed: an older version goes because a newer one came.
void removeLogFolders(const std::wstring& top);

}  // namespace latchkey
