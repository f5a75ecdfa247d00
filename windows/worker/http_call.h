#pragma once

#include <windows.h>

#include <winhttp.h>

#include <variant>
#include <vector>

#include "flow/pins.h"
#include "flow/transport.h"

namespace latchkey {

/// How one request goes out.
struct CallManner {
  bool isRevocationChecked = false;
  const std::vector<Pin>& pins;
  bool isByProxy = false;
  /// A proxy that asks who this is gets the account of this process; a server never.
  bool isProxyAnswered = false;
  /// Ends the call at once.
  HANDLE cancel = nullptr;
};

/// One HTTPS request over `connection`, which is asynchronous: waits for the answer, the cancel or the end of the
/// budget, whichever comes first, and never for WinHTTP to clean up. Follows no redirect, signs in nowhere but where
/// the manner says so, keeps no cookie, reads at most kMostAnswerBytes.
[[nodiscard]] std::variant<HttpResponse, NetworkFault> callOnce(HINTERNET connection, const HttpRequest& request,
                                                                const CallManner& manner,
                                                                std::uint32_t budgetMs) noexcept;

/// What WinHTTP is told to leave for a request of that manner.
[[nodiscard]] DWORD featuresOff(const CallManner& manner) noexcept;

}  // namespace latchkey
