#pragma once

#include <windows.h>

#include <wincrypt.h>
#include <winhttp.h>

#include <optional>
#include <vector>

#include "flow/pins.h"

namespace latchkey {

/// What a request handle knows of the server's key.
enum class KeyTrust { unknown, pinned, foreign };

/// SHA-256 of the DER of the certificate's SubjectPublicKeyInfo.
[[nodiscard]] std::optional<Pin> pinOf(PCCERT_CONTEXT certificate) noexcept;

/// Compares the key of the server at the other end of `request` with the pins. `unknown` before there is a TLS
/// connection, as for the CONNECT of a proxy.
[[nodiscard]] KeyTrust trustOfKey(HINTERNET request, const std::vector<Pin>& pins) noexcept;

/// Whether a request may go on to the server, asked where WinHTTP is about to send it. On the direct way the handshake
/// is over by then, so a key that can't be seen is as bad as a foreign one; by a proxy, that is its CONNECT.
[[nodiscard]] constexpr bool mayBeSent(KeyTrust trust, bool isByProxy) noexcept {
  return trust == KeyTrust::pinned || (isByProxy && trust == KeyTrust::unknown);
}

}  // namespace latchkey
