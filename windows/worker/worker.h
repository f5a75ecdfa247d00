#pragma once

#include <windows.h>

#include <functional>
#include <string>
#include <vector>

#include "flow/session_shelf.h"
#include "provider/handles.h"
#include "worker/cancel_signal.h"
#include "worker/event_log.h"
#include "worker/flow_desk.h"
#include "worker/machine.h"
#include "worker/machine_world.h"
#include "worker/verbose_log.h"
#include "worker/winhttp_transport.h"

namespace latchkey {

/// Everything that runs in the worker's process, whoever started it.
class Worker {
 public:
  Worker(EventLog& events, DWORD idleMs);

  /// Until it is idle or stopped. `pipes` are served each on a thread of its own; `areConnected` where their clients
  /// are there already.
  void run(std::vector<Handle> pipes, bool areConnected);

  /// Any thread.
  void stop() { desk_.stop(); }
  void sessionEnded(std::uint32_t sessionId) { desk_.sessionEnded(sessionId); }

 private:
  [[nodiscard]] bool refresh();
  void settle();
  void remark(Remark remark, DWORD error);

  EventLog& events_;
  bool areMistakesTold_ = false;
  VerboseLog log_;
  CancelSignal cancel_;
  MachineClock clock_;
  MachineRandomness randomness_;
  WinHttpTransport transport_;
  Machine machine_;
  SessionWorld world_;
  SessionShelf shelf_;
  FlowDesk desk_;
};

}  // namespace latchkey
