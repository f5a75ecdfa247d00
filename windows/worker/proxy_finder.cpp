#include "worker/proxy_finder.h"

#include <memory>
#include <utility>

#include "provider/handles.h"
#include "worker/internet_handle.h"

namespace latchkey {
namespace {

std::wstring wideOf(const std::string& ascii) { return std::wstring(ascii.begin(), ascii.end()); }

/// What WinHTTP allocated for us.
std::wstring takeGlobal(LPWSTR text) {
  std::wstring taken = text == nullptr ? L"" : text;
  if (text != nullptr) GlobalFree(text);
  return taken;
}

/// Shared with the thread that asks: WinHttpGetProxyForUrl can't be cancelled before Windows 8, so a look-up that is
/// given up goes on alone and ends by itself.
struct LookUp {
  std::wstring pacUrl;
  std::wstring url;
  Handle done{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  DWORD error = ERROR_SUCCESS;
  Way found;
};

void lookUp(LookUp& look) {
  const InternetHandle session(
      WinHttpOpen(L"Latchkey", WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0));
  WINHTTP_AUTOPROXY_OPTIONS options = {};
  options.dwFlags = WINHTTP_AUTOPROXY_AUTO_DETECT;
  options.dwAutoDetectFlags = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
  if (!look.pacUrl.empty()) {
    options.dwFlags = WINHTTP_AUTOPROXY_CONFIG_URL;
    options.dwAutoDetectFlags = 0;
    options.lpszAutoConfigUrl = look.pacUrl.c_str();
  }
  WINHTTP_PROXY_INFO info = {};
  if (!session || !WinHttpGetProxyForUrl(session.get(), look.url.c_str(), &options, &info)) {
    look.error = GetLastError();
    return;
  }
  look.found.proxy = takeGlobal(info.lpszProxy);
  look.found.bypass = takeGlobal(info.lpszProxyBypass);
  if (info.dwAccessType != WINHTTP_ACCESS_TYPE_NAMED_PROXY) look.found = {};
}

DWORD WINAPI lookUpApart(void* given) noexcept {
  const std::unique_ptr<std::shared_ptr<LookUp>> held(static_cast<std::shared_ptr<LookUp>*>(given));
  LookUp& look = **held;
  try {
    lookUp(look);
  } catch (...) {
    look.error = ERROR_NOT_ENOUGH_MEMORY;
  }
  SetEvent(look.done.get());
  return 0;
}

}  // namespace

ProxyFinder::ProxyFinder(Proxy asked, const std::string& pacUrl, const std::string& url)
    : asked_(std::move(asked)), pacUrl_(wideOf(pacUrl)), url_(wideOf(url)) {}

const Way& ProxyFinder::find(HANDLE cancel) {
  if (known_) return *known_;
  if (asked_.kind == ProxyKind::direct) return known_.emplace();
  if (asked_.kind == ProxyKind::fixed) return known_.emplace(Way{wideOf(asked_.address), L"", 0});
  if (auto machine = machineWay()) return known_.emplace(std::move(*machine));
  return known_.emplace(discover(cancel));
}

std::optional<Way> ProxyFinder::machineWay() const {
  WINHTTP_PROXY_INFO info = {};
  if (!pacUrl_.empty() || !WinHttpGetDefaultProxyConfiguration(&info)) return std::nullopt;
  Way way{takeGlobal(info.lpszProxy), takeGlobal(info.lpszProxyBypass), 0};
  if (info.dwAccessType != WINHTTP_ACCESS_TYPE_NAMED_PROXY || way.proxy.empty()) return std::nullopt;
  return way;
}

Way ProxyFinder::discover(HANDLE cancel) const {
  auto look = std::make_shared<LookUp>();
  look->pacUrl = pacUrl_;
  look->url = url_;
  auto held = std::make_unique<std::shared_ptr<LookUp>>(look);
  const Handle thread(CreateThread(nullptr, 0, lookUpApart, held.get(), 0, nullptr));
  if (!thread) return Way{L"", L"", GetLastError()};
  static_cast<void>(held.release());
  const HANDLE either[] = {look->done.get(), cancel};
  if (WaitForMultipleObjects(2, either, FALSE, kBudgetMs) != WAIT_OBJECT_0)
    return Way{L"", L"", ERROR_WINHTTP_AUTO_PROXY_SERVICE_ERROR};
  if (look->error == ERROR_SUCCESS) return std::move(look->found);
  // A network that announces no proxy is the ordinary case, not a fault.
  const bool isNothingThere = pacUrl_.empty() && look->error == ERROR_WINHTTP_AUTODETECTION_FAILED;
  return Way{L"", L"", isNothingThere ? ERROR_SUCCESS : look->error};
}

}  // namespace latchkey
