#include "worker/call_state.h"

#include "worker/server_key.h"

namespace latchkey {
namespace {

using Held = std::shared_ptr<CallState>;

/// The TLS handshake is over and nothing of the request has left yet; by a proxy also before there is any.
void lookAtKey(CallState& state, HINTERNET request) noexcept {
  state.wasSent = true;
  if (state.pins.empty()) return;
  const KeyTrust trust = trustOfKey(request, state.pins);
  if (trust == KeyTrust::pinned) state.isKeyPinned = true;
  if (mayBeSent(trust, state.isByProxy)) return;
  state.isKeyForeign = true;
  state.close();
  SetEvent(state.happened.get());
}

void CALLBACK heard(HINTERNET request, DWORD_PTR context, DWORD status, void* facts, DWORD count) noexcept {
  auto* const held = reinterpret_cast<Held*>(context);
  if (held == nullptr) return;
  CallState& state = **held;
  switch (status) {
    case WINHTTP_CALLBACK_STATUS_HANDLE_CLOSING: delete held; return;
    case WINHTTP_CALLBACK_STATUS_SECURE_FAILURE: state.secureFlags |= *static_cast<DWORD*>(facts); return;
    case WINHTTP_CALLBACK_STATUS_SENDING_REQUEST: lookAtKey(state, request); return;
    case WINHTTP_CALLBACK_STATUS_REQUEST_ERROR:
      state.error = static_cast<WINHTTP_ASYNC_RESULT*>(facts)->dwError;
      break;
    case WINHTTP_CALLBACK_STATUS_READ_COMPLETE: state.bytesRead = count; break;
    case WINHTTP_CALLBACK_STATUS_SENDREQUEST_COMPLETE:
    case WINHTTP_CALLBACK_STATUS_HEADERS_AVAILABLE: break;
    default: return;
  }
  SetEvent(state.happened.get());
}

}  // namespace

bool listen(const Held& state) noexcept try {
  auto held = std::make_unique<Held>(state);
  const HINTERNET request = state->request;
  auto context = reinterpret_cast<DWORD_PTR>(held.get());
  if (!WinHttpSetOption(request, WINHTTP_OPTION_CONTEXT_VALUE, &context, sizeof context)) return false;
  const DWORD which = WINHTTP_CALLBACK_FLAG_ALL_COMPLETIONS | WINHTTP_CALLBACK_FLAG_HANDLES |
                      WINHTTP_CALLBACK_FLAG_SECURE_FAILURE | WINHTTP_CALLBACK_FLAG_SEND_REQUEST;
  if (WinHttpSetStatusCallback(request, heard, which, 0) == WINHTTP_INVALID_STATUS_CALLBACK) return false;
  state->context = context;
  // WinHTTP's own from here on; HANDLE_CLOSING deletes it.
  static_cast<void>(held.release());
  return true;
} catch (...) {
  return false;
}

}  // namespace latchkey
