#pragma once

#include <functional>
#include <memory>
#include <string>

#include "flow/configuration.h"
#include "flow/transport.h"
#include "worker/cancel_signal.h"
#include "worker/http_call.h"
#include "worker/internet_handle.h"
#include "worker/proxy_finder.h"

namespace latchkey {

/// Something that went wrong and was got over, for the event log.
enum class Remark { proxyNotFound, revocationNotChecked };

/// HTTPS by WinHTTP: TLS 1.2 or newer set explicitly, chain and name checked by Windows, pins by us before anything
/// of a person leaves. There is no switch to ignore a certificate. One thread; `cancel` ends a call from any other.
class WinHttpTransport final : public Transport {
 public:
  using Remarks = std::function<void(Remark, DWORD error)>;

  /// `isNetworkService`: this process may tell a proxy who it is, as the machine. LocalService has nobody to be.
  WinHttpTransport(const CancelSignal& cancel, std::string version, Remarks remarks, bool isNetworkService);

  /// Takes another configuration; connections of the old one are closed.
  void use(const Configuration& configuration);
  [[nodiscard]] std::variant<HttpResponse, NetworkFault> send(const HttpRequest& request,
                                                              std::uint32_t budgetMs) noexcept override;

 private:
  using Outcome = std::variant<HttpResponse, NetworkFault>;

  /// WinHTTP's session is bound to its way out, so another way is another session.
  [[nodiscard]] bool open(const Way& way);
  [[nodiscard]] bool demandTls();
  [[nodiscard]] bool isTriedFirst(const HttpRequest& request) const noexcept;
  [[nodiscard]] Outcome sendAlong(const HttpRequest& request, std::uint64_t deadline);
  [[nodiscard]] Outcome call(const HttpRequest& request, std::uint64_t deadline);
  [[nodiscard]] Outcome callChecked(const HttpRequest& request, std::uint64_t deadline);
  [[nodiscard]] Outcome explain(NetworkFault fault, const Way& way);

  const CancelSignal& cancel_;
  std::string version_;
  Remarks remarks_;
  Configuration configuration_;
  bool isRevocationChecked_ = false;
  bool isNetworkService_;
  /// The proxy of this way has asked who this is.
  bool isProxyAnswered_ = false;
  std::unique_ptr<ProxyFinder> proxies_;
  std::wstring proxyInUse_;
  InternetHandle session_;
  InternetHandle connection_;
};

}  // namespace latchkey
