#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdlib>

#include "flow/instant.h"
#include "flow/utf.h"
#include "worker/cancel_signal.h"
#include "worker/proxy_finder.h"
#include "worker/selftest.h"
#include "worker/winhttp_transport.h"

namespace latchkey {
namespace {

constexpr std::uint32_t kBudgetMs = 30000;
constexpr std::int64_t kMostSkewMs = 5 * 60 * 1000;
constexpr std::uint64_t kFileTimeOf1970 = 116444736000000000;

std::int64_t nowMs() noexcept {
  FILETIME utc;
  GetSystemTimeAsFileTime(&utc);
  const std::uint64_t ticks = static_cast<std::uint64_t>(utc.dwHighDateTime) << 32 | utc.dwLowDateTime;
  return static_cast<std::int64_t>((ticks - kFileTimeOf1970) / 10000);
}

std::string numbered(const char* text, std::uint32_t number) { return text + std::to_string(number); }

Finding findName(const ServerUrl& url) {
  WSADATA sockets;
  if (WSAStartup(MAKEWORD(2, 2), &sockets) != 0) return {Verdict::wrong, "name", "Windows sockets don't start"};
  addrinfo* found = nullptr;
  const int error = getaddrinfo(url.host.c_str(), nullptr, nullptr, &found);
  if (found != nullptr) freeaddrinfo(found);
  WSACleanup();
  if (error == 0 || url.host.front() == '[') return {Verdict::good, "name", url.host};
  return {Verdict::attention, "name",
          numbered("not found by DNS, which is all right only where a proxy finds it; Windows error ",
                   static_cast<std::uint32_t>(error))};
}

Finding findProxy(const Configuration& configuration, const CancelSignal& cancel) {
  ProxyFinder finder(configuration.proxy, configuration.pacUrl, configuration.serverUrl->text() + "/");
  const Way& way = finder.find(cancel.event());
  if (way.discoveryError != 0)
    return {Verdict::attention, "proxy",
            numbered("the look-up failed, check PAC or WPAD; direct is tried; Windows error ", way.discoveryError)};
  std::string name;
  for (const wchar_t unit : way.proxy) name.push_back(unit < 0x7F ? static_cast<char>(unit) : '?');
  return {Verdict::good, "proxy", name.empty() ? "direct" : name};
}

Finding findFault(const NetworkFault& fault) {
  const FailureRow& row = rowOf(fault.failure);
  const std::u16string sentence = sentenceOf(fault.failure, Language::english, {fault.detail, u"see below", u""});
  return {Verdict::wrong, "connection",
          utf8From(sentence).value_or(row.code) + numbered(" Windows error ", fault.detail)};
}

Finding findClock(const std::string& date) {
  const auto server = instantOfHttpDate(date);
  if (!server) return {Verdict::attention, "clock", "the server tells no time"};
  const std::int64_t skew = std::llabs(nowMs() - *server);
  if (skew <= kMostSkewMs) return {Verdict::good, "clock", "agrees with the server's"};
  return {Verdict::wrong, "clock",
          std::to_string(skew / 60000) + " minutes from the server's: set date and time of this PC"};
}

}  // namespace

std::vector<Finding> findingsOfNetwork(const Configuration& configuration) {
  if (!configuration.isUsable()) return {{Verdict::attention, "connection", "not tried: mend the configuration first"}};
  const CancelSignal cancel;
  std::vector<Finding> findings = {findName(*configuration.serverUrl), findProxy(configuration, cancel)};
  const auto remarked = [&findings](Remark remark, DWORD error) {
    if (remark == Remark::revocationNotChecked)
      findings.push_back({Verdict::attention, "certificate",
                          numbered("it could not be checked whether it was withdrawn; Windows error ", error)});
  };
  // Whoever runs this is another account than the service's, and answers no proxy for it.
  WinHttpTransport transport(cancel, LATCHKEY_VERSION, remarked, false);
  transport.use(configuration);
  HttpRequest request;
  request.path = "/healthz";
  const auto outcome = transport.send(request, kBudgetMs);
  if (const auto* fault = std::get_if<NetworkFault>(&outcome)) {
    findings.push_back(findFault(*fault));
    return findings;
  }
  const HttpResponse& response = *std::get_if<HttpResponse>(&outcome);
  const bool isServer = response.status == 200;
  findings.push_back({Verdict::good, "TLS, certificate",
                      configuration.pins.empty() ? "authority and name are good" : "authority, name and pin are good"});
  findings.push_back({isServer ? Verdict::good : Verdict::wrong, "server",
                      isServer ? "answers" : "answers /healthz with status " + std::to_string(response.status) +
                                                 ": is this the address of the reset server, and no proxy's page?"});
  findings.push_back(findClock(response.date));
  return findings;
}

}  // namespace latchkey
