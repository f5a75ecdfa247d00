#pragma once

#include <windows.h>

#include <optional>
#include <string>

#include "flow/configuration.h"

namespace latchkey {

/// The way to the server.
struct Way {
  /// As WinHTTP takes it; empty is direct.
  std::wstring proxy;
  std::wstring bypass;
  /// Windows error of a look-up that failed although there was something to find: if direct doesn't work either,
  /// that is the reason to tell.
  DWORD discoveryError = 0;
};

/// Policy or MSI first, then the machine's proxy (`netsh winhttp`), then PAC by address or WPAD, then direct. Nobody
/// is signed in, so no person's own settings count. One thread.
class ProxyFinder {
 public:
  static constexpr DWORD kBudgetMs = 10000;

  /// `url` is the address that PAC is asked about.
  ProxyFinder(Proxy asked, const std::string& pacUrl, const std::string& url);

  /// Blocks for up to ten seconds the first time, less where `cancel` is set.
  [[nodiscard]] const Way& find(HANDLE cancel);
  /// The way led nowhere: look again next time.
  void forget() noexcept { known_.reset(); }

 private:
  [[nodiscard]] std::optional<Way> machineWay() const;
  [[nodiscard]] Way discover(HANDLE cancel) const;

  Proxy asked_;
  std::wstring pacUrl_;
  std::wstring url_;
  std::optional<Way> known_;
};

}  // namespace latchkey
