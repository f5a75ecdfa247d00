#include "worker/http_call.h"

#include <memory>
#include <string>

#include "flow/network_failure.h"
#include "worker/call_state.h"
#include "worker/server_key.h"

namespace latchkey {
namespace {

using Outcome = std::variant<HttpResponse, NetworkFault>;

// WINHTTP_AUTOLOGON_SECURITY_LEVEL_PROXY_ONLY, which MinGW's header lacks.
constexpr DWORD kProxyOnly = 3;
// Negotiate takes three.
constexpr int kMostRounds = 4;

std::wstring wideOf(std::string_view ascii) { return std::wstring(ascii.begin(), ascii.end()); }

/// One request from its opening to its last byte. Whatever way it ends, the handle is closed with it.
class Call {
 public:
  Call(const CallManner& manner, std::uint32_t budgetMs)
      : manner_(manner), deadline_(GetTickCount64() + budgetMs), state_(std::make_shared<CallState>()) {}
  ~Call() { state_->close(); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  Outcome run(HINTERNET connection, const HttpRequest& request) {
    if (!open(connection, request) || !exchange(request)) return fault();
    if (!isKeyGood()) return NetworkFault{Failure::tlsPin, 0, false};
    HttpResponse response;
    readHead(response);
    return readBody(response) ? Outcome(std::move(response)) : fault();
  }

 private:
  /// Seen to be pinned before the request left, and still so with the answer.
  [[nodiscard]] bool isKeyGood() const {
    if (manner_.pins.empty()) return true;
    return state_->isKeyPinned && trustOfKey(state_->request, manner_.pins) == KeyTrust::pinned;
  }

  bool open(HINTERNET connection, const HttpRequest& request) {
    const HINTERNET opened =
        WinHttpOpenRequest(connection, wideOf(request.method).c_str(), wideOf(request.path).c_str(), nullptr,
                           WINHTTP_NO_REFERER, WINHTTP_DEFAULT_ACCEPT_TYPES, WINHTTP_FLAG_SECURE);
    state_->request = opened;
    if (opened == nullptr || !restrain(opened)) return refuse(GetLastError());
    state_->pins = manner_.pins;
    state_->isByProxy = manner_.isByProxy;
    return listen(state_) || refuse(GetLastError());
  }

  bool restrain(HINTERNET request) {
    DWORD never = WINHTTP_OPTION_REDIRECT_POLICY_NEVER;
    DWORD off = featuresOff(manner_);
    const bool isSet = WinHttpSetOption(request, WINHTTP_OPTION_REDIRECT_POLICY, &never, sizeof never) &&
                       WinHttpSetOption(request, WINHTTP_OPTION_DISABLE_FEATURE, &off, sizeof off) &&
                       restrainLogon(request);
    // A server that would like a client certificate gets none, instead of an error of ours.
    WinHttpSetOption(request, WINHTTP_OPTION_CLIENT_CERT_CONTEXT, WINHTTP_NO_CLIENT_CERT_CONTEXT, 0);
    DWORD revocation = WINHTTP_ENABLE_SSL_REVOCATION;
    const bool isChecked = !manner_.isRevocationChecked ||
                           WinHttpSetOption(request, WINHTTP_OPTION_ENABLE_FEATURE, &revocation, sizeof revocation);
    return isSet && isChecked;
  }

  bool restrainLogon(HINTERNET request) const {
    // Windows before 10 knows no level for proxies alone. Its middle one answers proxies, and servers on the list of
    // those that are reached without: the way that was found goes by the proxy.
    const DWORD asked[] = {kProxyOnly, WINHTTP_AUTOLOGON_SECURITY_LEVEL_MEDIUM};
    DWORD high = WINHTTP_AUTOLOGON_SECURITY_LEVEL_HIGH;
    if (!manner_.isProxyAnswered)
      return WinHttpSetOption(request, WINHTTP_OPTION_AUTOLOGON_POLICY, &high, sizeof high) != FALSE;
    for (DWORD level : asked) {
      if (WinHttpSetOption(request, WINHTTP_OPTION_AUTOLOGON_POLICY, &level, sizeof level)) return true;
    }
    return false;
  }

  /// A proxy's questions may take the request more than once (ERROR_WINHTTP_RESEND_REQUEST).
  bool exchange(const HttpRequest& request) {
    for (int round = 0; round < kMostRounds; ++round) {
      if (!send(request)) return false;
      if (!WinHttpReceiveResponse(state_->request, nullptr)) return refuse(GetLastError());
      if (await()) return true;
      if (!manner_.isProxyAnswered || state_->error != ERROR_WINHTTP_RESEND_REQUEST) return false;
      state_->error = 0;
    }
    return refuse(ERROR_WINHTTP_RESEND_REQUEST);
  }

  bool send(const HttpRequest& request) {
    BasicSecret<wchar_t> headers;
    for (const Header& header : request.headers) {
      for (const char c : header.name) headers.push(static_cast<wchar_t>(c));
      headers.append(L": ");
      for (const char c : header.value.view()) headers.push(static_cast<unsigned char>(c));
      headers.append(L"\r\n");
    }
    state_->body = request.body.clone();
    const auto size = static_cast<DWORD>(state_->body.size());
    char* const body = size == 0 ? nullptr : const_cast<char*>(state_->body.data());
    const wchar_t* const text = headers.empty() ? WINHTTP_NO_ADDITIONAL_HEADERS : headers.data();
    const HINTERNET handle = state_->request;
    const auto length = static_cast<DWORD>(headers.size());
    const bool began = WinHttpSendRequest(handle, text, length, body, size, size, state_->context) != FALSE;
    return began ? await() : refuse(GetLastError());
  }

  /// Waits for one asynchronous step; false where it failed, was cancelled or took too long.
  bool await() {
    const ULONGLONG now = GetTickCount64();
    const auto left = static_cast<DWORD>(deadline_ > now ? deadline_ - now : 0);
    const HANDLE either[] = {manner_.cancel, state_->happened.get()};
    const DWORD woke = WaitForMultipleObjects(2, either, FALSE, left);
    if (woke == WAIT_OBJECT_0) return refuse(ERROR_WINHTTP_OPERATION_CANCELLED);
    if (woke != WAIT_OBJECT_0 + 1) return refuse(ERROR_WINHTTP_TIMEOUT);
    return !state_->isKeyForeign && state_->error == 0;
  }

  bool refuse(DWORD error) {
    state_->error = error;
    return false;
  }

  [[nodiscard]] Outcome fault() const {
    if (state_->isKeyForeign) return NetworkFault{Failure::tlsPin, 0, true};
    if (own_ != Failure::none) return NetworkFault{own_, 0, false};
    return faultOf(state_->error);
  }

  [[nodiscard]] Outcome faultOf(DWORD error) const {
    return NetworkFault{failureOfWinHttp(error, state_->secureFlags), error, !state_->wasSent};
  }

  [[nodiscard]] std::string header(DWORD which, const wchar_t* name = WINHTTP_HEADER_NAME_BY_INDEX) const {
    wchar_t text[256];
    DWORD size = sizeof text;
    if (!WinHttpQueryHeaders(state_->request, which, name, text, &size, WINHTTP_NO_HEADER_INDEX))
      return {};
    std::string ascii;
    for (DWORD i = 0; i < size / sizeof(wchar_t); ++i)
      ascii.push_back(text[i] > 0x1F && text[i] < 0x7F ? static_cast<char>(text[i]) : '?');
    return ascii;
  }

  /// 0 where no answer is there.
  [[nodiscard]] DWORD status() const {
    DWORD status = 0;
    DWORD size = sizeof status;
    const DWORD which = WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER;
    const bool isThere = WinHttpQueryHeaders(state_->request, which, WINHTTP_HEADER_NAME_BY_INDEX, &status, &size,
                                             WINHTTP_NO_HEADER_INDEX) != FALSE;
    return isThere ? status : 0;
  }

  void readHead(HttpResponse& response) const {
    response.status = static_cast<int>(status());
    response.contentType = header(WINHTTP_QUERY_CONTENT_TYPE);
    response.retryAfter = header(WINHTTP_QUERY_RETRY_AFTER);
    response.date = header(WINHTTP_QUERY_DATE);
    response.replayNonce = header(WINHTTP_QUERY_CUSTOM, L"Replay-Nonce");
  }

  bool readBody(HttpResponse& response) {
    DWORD promised = 0;
    DWORD size = sizeof promised;
    const bool isPromised = WinHttpQueryHeaders(
        state_->request, WINHTTP_QUERY_CONTENT_LENGTH | WINHTTP_QUERY_FLAG_NUMBER, WINHTTP_HEADER_NAME_BY_INDEX,
        &promised, &size, WINHTTP_NO_HEADER_INDEX);
    // Room for all of it at once, so that no copy with a token stays behind in the heap.
    response.body.reserve(kMostAnswerBytes + CallState::kChunk);
    for (;;) {
      if (!WinHttpReadData(state_->request, state_->chunk, CallState::kChunk, nullptr))
        return refuse(GetLastError());
      if (!await()) return false;
      const DWORD count = state_->bytesRead;
      if (count == 0) break;
      response.body.append(state_->chunk, count);
      if (response.body.size() > kMostAnswerBytes) return own(Failure::answerTooLarge, response);
    }
    // Half an answer is none, even where the half parses.
    if (isPromised && response.body.size() < promised) return own(Failure::connectionReset, response);
    return true;
  }

  bool own(Failure failure, HttpResponse& response) {
    wipeMemory(response.body.data(), response.body.size());
    own_ = failure;
    return false;
  }

  const CallManner& manner_;
  ULONGLONG deadline_;
  std::shared_ptr<CallState> state_;
  Failure own_ = Failure::none;
};

}  // namespace

DWORD featuresOff(const CallManner& manner) noexcept {
  const DWORD always = WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_REDIRECTS;
  return manner.isProxyAnswered && manner.isByProxy ? always : always | WINHTTP_DISABLE_AUTHENTICATION;
}

Outcome callOnce(HINTERNET connection, const HttpRequest& request, const CallManner& manner,
                 std::uint32_t budgetMs) noexcept try {
  return Call(manner, budgetMs).run(connection, request);
} catch (...) {
  return NetworkFault{Failure::workerGone, ERROR_NOT_ENOUGH_MEMORY, true};
}

}  // namespace latchkey
