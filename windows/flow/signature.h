#pragma once

#include <string>
#include <string_view>

#include "flow/machine_key.h"
#include "flow/transport.h"

namespace latchkey {

// RFC 9421 in the one shape that the server takes: method, server, path and digest of the body, in this
// order. No time is covered: it would be the PC's own.

/// The field Content-Digest (RFC 9530).
[[nodiscard]] std::string contentDigestOf(const Sha256& digest);
/// Covered components and parameters, as they stand in Signature-Input and in the last line of what is signed. No
/// `keyid` where it is empty. Both texts must have passed `isId`.
[[nodiscard]] std::string signatureParametersOf(std::string_view nonce, std::string_view keyid);
/// The field Signature, under the same label as in Signature-Input.
[[nodiscard]] std::string signatureFieldOf(const MachineSignature& signature);
[[nodiscard]] std::string signatureInputOf(std::string_view parameters);
/// What is signed (RFC 9421 §2.5). `authority` is that of the server's address, so that what a PC signed for one
/// server holds at no other.
[[nodiscard]] std::string signatureBaseOf(const HttpRequest& request, std::string_view authority,
                                          std::string_view contentDigest, std::string_view parameters);

}  // namespace latchkey
