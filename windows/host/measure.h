#pragma once

#include <windows.h>

#include <cstdint>
#include <string>

#include "host/ledger.h"

namespace latchkey::host {

/// What loading a provider costs this process, for bench/windows: time and private memory since a mark. STA only.
class Measure {
 public:
  void mark() noexcept;
  /// `{"t":"measure","name":…,"us":…,"privateBytes":…}`; fails the script where nothing was marked.
  void report(Ledger& ledger, const std::string& name) const;

 private:
  std::int64_t markedAt_ = 0;
  std::int64_t privateBytes_ = 0;
};

}  // namespace latchkey::host
