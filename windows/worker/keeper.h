#pragma once

namespace latchkey {

/// `LatchkeyWorker.exe /keeper`: the one thing that needs SYSTEM. Makes the machine key where this PC has none of its
/// own, and starts the worker where there is something to enrol; then ends. The package starts it once, and Windows at
/// each start, so that a copied disk gets a key of its own before anybody stands in front of it. Reads nothing from the
/// network.
[[nodiscard]] int runKeeper();

#ifdef LATCHKEY_WORKER_TESTS
/// The same without asking for the Service Control Manager first, which takes Wine a quarter of a minute.
[[nodiscard]] int keepForTests();
#endif

}  // namespace latchkey
