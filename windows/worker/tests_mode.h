#pragma once

namespace latchkey {

/// The same worker without a service, for tests; the release EXE has none of this. `--pipe NAME` serves a pipe of that
/// name until nobody has been there for a while, `/pipe-handles NUMBER` the duplex handle that was inherited, until it
/// is closed.
[[nodiscard]] int runForTests(const wchar_t* how, const wchar_t* what);

}  // namespace latchkey
