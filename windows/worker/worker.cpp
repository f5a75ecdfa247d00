#include "worker/worker.h"

#include <memory>
#include <utility>

#include "provider/registry.h"
#include "worker/log_folder.h"
#include "worker/own_token.h"
#include "worker/pipe_line.h"

namespace latchkey {

Worker::Worker(EventLog& events, DWORD idleMs)
    : events_(events),
      log_(isVerboseAsked() ? readyLogFolder() : std::wstring()),
      clock_(cancel_),
      transport_(cancel_, LATCHKEY_VERSION, [this](Remark one, DWORD error) { remark(one, error); },
                 isNetworkService()),
      machine_(transport_, clock_, events, [this](const std::string& text) { log_.line(text); }),
      world_{machine_.transport(), clock_, randomness_, LATCHKEY_VERSION},
      shelf_(world_),
      desk_({shelf_, cancel_, clock_, u"" LATCHKEY_VERSION, [this] { return refresh(); }, [this] { settle(); },
             [this](const std::string& text) { log_.line(text); }, idleMs}) {}

void Worker::run(std::vector<Handle> pipes, bool areConnected) {
  log_.line("started, version " LATCHKEY_VERSION);
  std::vector<std::unique_ptr<PipeLine>> lines;
  for (Handle& pipe : pipes) {
    lines.push_back(std::make_unique<PipeLine>(std::move(pipe), areConnected, desk_,
                                               [this](const std::string& text) { log_.line(text); }));
  }
  desk_.run();
  log_.line("stopped");
}

bool Worker::refresh() {
  const Configuration configuration = readConfiguration();
  for (const Mistake& mistake : configuration.mistakes) {
    const auto* const name = reinterpret_cast<const wchar_t*>(nameOf(mistake.setting));
    log_.line("setting " + std::to_string(static_cast<int>(mistake.setting)) + " is wrong, why " +
              std::to_string(static_cast<int>(mistake.why)));
    // Once for each run of the worker: a screen that is opened again and again must not fill the event log.
    if (!areMistakesTold_) events_.say(worker_event::kSettingWrong, name, static_cast<DWORD>(mistake.why));
  }
  areMistakesTold_ = true;
  transport_.use(configuration);
  machine_.load(configuration.isUsable() ? configuration.serverUrl : std::nullopt);
  return configuration.isUsable();
}

void Worker::settle() {
  // Another address would harm the flows that wait: until they are over the worker keeps to theirs.
  if (shelf_.isEmpty() && !refresh()) return;
  machine_.enrolIfDue();
}

void Worker::remark(Remark remark, DWORD error) {
  const bool isProxy = remark == Remark::proxyNotFound;
  log_.line((isProxy ? "proxy look-up failed " : "revocation not checked ") + std::to_string(error));
  events_.say(isProxy ? worker_event::kProxyNotFound : worker_event::kRevocationNotChecked, L"", error);
}

}  // namespace latchkey
