#include "flow/network_failure.h"

namespace latchkey {
namespace {

// A certificate can be wrong in several ways at once; the one that most suggests an attack is named.
Failure failureOfCertificate(std::uint32_t flags) noexcept {
  if (flags & secure_flag::kRevoked) return Failure::tlsRevoked;
  if (flags & (secure_flag::kUnknownAuthority | secure_flag::kInvalidCertificate | secure_flag::kWrongUsage))
    return Failure::tlsAuthority;
  if (flags & secure_flag::kWrongName) return Failure::tlsName;
  if (flags & secure_flag::kWrongDate) return Failure::tlsDate;
  if (flags & secure_flag::kRevocationFailed) return Failure::revocationUnknown;
  return Failure::tlsProtocol;
}

}  // namespace

Failure failureOfWinHttp(std::uint32_t error, std::uint32_t secureFlags) noexcept {
  switch (error) {
    case 12002: return Failure::timedOut;                  // ERROR_WINHTTP_TIMEOUT
    case 12007: return Failure::nameNotResolved;           // ERROR_WINHTTP_NAME_NOT_RESOLVED
    case 12017: return Failure::cancelled;                 // ERROR_WINHTTP_OPERATION_CANCELLED
    case 12029: return Failure::cannotConnect;             // ERROR_WINHTTP_CANNOT_CONNECT
    case 12030: return Failure::connectionReset;           // ERROR_WINHTTP_CONNECTION_ERROR
    case 12037: return Failure::tlsDate;                   // ERROR_WINHTTP_SECURE_CERT_DATE_INVALID
    case 12038: return Failure::tlsName;                   // ERROR_WINHTTP_SECURE_CERT_CN_INVALID
    case 12045: return Failure::tlsAuthority;              // ERROR_WINHTTP_SECURE_INVALID_CA
    case 12057: return Failure::revocationUnknown;         // ERROR_WINHTTP_SECURE_CERT_REV_FAILED
    case 12157:                                            // ERROR_WINHTTP_SECURE_CHANNEL_ERROR
    case 12175: return failureOfCertificate(secureFlags);  // ERROR_WINHTTP_SECURE_FAILURE
    case 12166:                                            // ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT
    case 12167:                                            // ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT
    case 12178:                                            // ERROR_WINHTTP_AUTO_PROXY_SERVICE_ERROR
    case 12180: return Failure::proxyDiscovery;            // ERROR_WINHTTP_AUTODETECTION_FAILED
    case 12169:                                            // ERROR_WINHTTP_SECURE_INVALID_CERT
    case 12179: return Failure::tlsAuthority;              // ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE
    case 12170: return Failure::tlsRevoked;                // ERROR_WINHTTP_SECURE_CERT_REVOKED
    case 12152: return Failure::answerMalformed;           // ERROR_WINHTTP_INVALID_SERVER_RESPONSE
    default: return Failure::cannotConnect;
  }
}

Failure failureOfStatus(int status) noexcept {
  if (status >= 300 && status < 400) return Failure::captivePortal;
  switch (status) {
    case 401:
    case 404:
    case 410: return Failure::flowExpired;
    case 407: return Failure::proxyLogin;
    case 429: return Failure::throttled;
    // RFC 6585 §6: "Network Authentication Required", made for sign-in pages of networks.
    case 511: return Failure::captivePortal;
    case 502:
    case 503:
    case 504: return Failure::maintenance;
    default: return Failure::unexpectedAnswer;
  }
}

}  // namespace latchkey
