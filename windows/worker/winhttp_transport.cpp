#include "worker/winhttp_transport.h"

#include <utility>

#include "flow/network_failure.h"

namespace latchkey {
namespace {

constexpr int kResolveMs = 10000;
constexpr int kConnectMs = 10000;
constexpr int kSendMs = 15000;
constexpr int kReceiveMs = 30000;
// Debian's MinGW knows it, older ones don't.
constexpr DWORD kTls13 = 0x2000;

bool isNoConnection(Failure failure) noexcept {
  return failure == Failure::nameNotResolved || failure == Failure::cannotConnect || failure == Failure::timedOut;
}

/// Not every version tells a list out of reach from a handshake that failed; asking again without the list does.
bool mayHideRevocation(Failure failure) noexcept {
  return failure == Failure::revocationUnknown || failure == Failure::tlsProtocol;
}

std::uint32_t leftUntil(std::uint64_t deadline) noexcept {
  const std::uint64_t now = GetTickCount64();
  return static_cast<std::uint32_t>(deadline > now ? deadline - now : 0);
}

}  // namespace

WinHttpTransport::WinHttpTransport(const CancelSignal& cancel, std::string version, Remarks remarks,
                                   bool isNetworkService)
    : cancel_(cancel),
      version_(std::move(version)),
      remarks_(std::move(remarks)),
      isNetworkService_(isNetworkService) {}

void WinHttpTransport::use(const Configuration& configuration) {
  connection_ = InternetHandle();
  session_ = InternetHandle();
  proxies_.reset();
  configuration_ = configuration;
  isRevocationChecked_ = configuration.revocation != Revocation::off;
  if (!configuration.serverUrl) return;
  proxies_ = std::make_unique<ProxyFinder>(configuration.proxy, configuration.pacUrl,
                                           configuration.serverUrl->text() + "/");
}

bool WinHttpTransport::open(const Way& way) {
  if (connection_ && proxyInUse_ == way.proxy) return true;
  connection_ = InternetHandle();
  const std::wstring agent = L"Latchkey-Windows/" + std::wstring(version_.begin(), version_.end());
  const bool isDirect = way.proxy.empty();
  session_ = InternetHandle(
      WinHttpOpen(agent.c_str(), isDirect ? WINHTTP_ACCESS_TYPE_NO_PROXY : WINHTTP_ACCESS_TYPE_NAMED_PROXY,
                  isDirect ? WINHTTP_NO_PROXY_NAME : way.proxy.c_str(),
                  way.bypass.empty() ? WINHTTP_NO_PROXY_BYPASS : way.bypass.c_str(), WINHTTP_FLAG_ASYNC));
  if (!session_ || !demandTls()) return false;
  proxyInUse_ = way.proxy;
  isProxyAnswered_ = false;
  WinHttpSetTimeouts(session_.get(), kResolveMs, kConnectMs, kSendMs, kReceiveMs);
  const ServerUrl& url = *configuration_.serverUrl;
  const std::wstring host(url.host.begin(), url.host.end());
  connection_ = InternetHandle(WinHttpConnect(session_.get(), host.c_str(), url.port, 0));
  return static_cast<bool>(connection_);
}

/// Said explicitly, Windows 7 needs no registry change for TLS 1.2; what Windows doesn't know it refuses, so the
/// newer version is tried first.
bool WinHttpTransport::demandTls() {
  for (DWORD versions : {WINHTTP_FLAG_SECURE_PROTOCOL_TLS1_2 | kTls13, DWORD(WINHTTP_FLAG_SECURE_PROTOCOL_TLS1_2)}) {
    if (WinHttpSetOption(session_.get(), WINHTTP_OPTION_SECURE_PROTOCOLS, &versions, sizeof versions)) return true;
  }
  return false;
}

WinHttpTransport::Outcome WinHttpTransport::send(const HttpRequest& request, std::uint32_t budgetMs) noexcept try {
  const std::uint64_t deadline = GetTickCount64() + budgetMs;
  if (!configuration_.isUsable()) return NetworkFault{Failure::notConfigured, 0, true};
  const Way& way = proxies_->find(cancel_.event());
  if (cancel_.isCancelled()) {
    proxies_->forget();
    return NetworkFault{Failure::cancelled, 0, true};
  }
  if (!open(way)) return NetworkFault{Failure::tlsProtocol, GetLastError(), true};
  Outcome outcome = sendAlong(request, deadline);
  if (auto* fault = std::get_if<NetworkFault>(&outcome)) return explain(*fault, way);
  return outcome;
} catch (...) {
  return NetworkFault{Failure::workerGone, ERROR_NOT_ENOUGH_MEMORY, true};
}

/// A request without anything of a person in it goes first. With pins, as it is the only way to see the key before the
/// real one leaves that doesn't rest on the order of WinHTTP's callbacks; by a proxy before a start, which may not be
/// sent twice, as nobody can tell there what its CONNECT failed of and what the start. The connection is kept for the
/// real one, and where it isn't, the callback looks again.
bool WinHttpTransport::isTriedFirst(const HttpRequest& request) const noexcept {
  return !configuration_.pins.empty() || (!proxyInUse_.empty() && request.signing == Signing::ifPossible);
}

WinHttpTransport::Outcome WinHttpTransport::sendAlong(const HttpRequest& request,
                                                      std::uint64_t deadline) {
  if (isTriedFirst(request)) {
    HttpRequest first;
    first.path = "/healthz";
    Outcome outcome = call(first, deadline);
    if (auto* fault = std::get_if<NetworkFault>(&outcome)) {
      fault->neverSent = true;
      return outcome;
    }
    if (std::get_if<HttpResponse>(&outcome)->status == 407) return outcome;
  }
  return call(request, deadline);
}

/// Only a proxy that was seen to ask is answered. What it refused never came to the server, so it goes once more.
WinHttpTransport::Outcome WinHttpTransport::call(const HttpRequest& request, std::uint64_t deadline) {
  Outcome outcome = callChecked(request, deadline);
  const auto* response = std::get_if<HttpResponse>(&outcome);
  const bool isAsked = response != nullptr && response->status == 407 && !proxyInUse_.empty();
  if (!isAsked || !isNetworkService_ || isProxyAnswered_) return outcome;
  isProxyAnswered_ = true;
  return callChecked(request, deadline);
}

WinHttpTransport::Outcome WinHttpTransport::callChecked(const HttpRequest& request, std::uint64_t deadline) {
  CallManner manner{isRevocationChecked_, configuration_.pins, !proxyInUse_.empty(), isProxyAnswered_, cancel_.event()};
  Outcome outcome = callOnce(connection_.get(), request, manner, leftUntil(deadline));
  const auto* fault = std::get_if<NetworkFault>(&outcome);
  const bool mayBeRevocation = fault != nullptr && mayHideRevocation(fault->failure);
  if (!mayBeRevocation || !isRevocationChecked_ || configuration_.revocation != Revocation::soft) return outcome;
  if (!maySendAgain(request, *fault)) return outcome;
  // The list is often out of reach at a sign-in screen. A certificate that is known as withdrawn is another failure,
  // and stays refused.
  const std::uint32_t detail = fault->detail;
  manner.isRevocationChecked = false;
  Outcome second = callOnce(connection_.get(), request, manner, leftUntil(deadline));
  const auto* again = std::get_if<NetworkFault>(&second);
  if (again != nullptr && again->neverSent) return second;
  isRevocationChecked_ = false;
  remarks_(Remark::revocationNotChecked, detail);
  return second;
}

WinHttpTransport::Outcome WinHttpTransport::explain(NetworkFault fault, const Way& way) {
  if (!isNoConnection(fault.failure)) return fault;
  if (way.discoveryError != 0) {
    remarks_(Remark::proxyNotFound, way.discoveryError);
    fault.failure = Failure::proxyDiscovery;
    fault.detail = way.discoveryError;
  }
  proxies_->forget();
  return fault;
}

}  // namespace latchkey
