#pragma once

#include <cstdint>

#include "flow/failure.h"

namespace latchkey {

/// What WinHTTP reports of a certificate (WINHTTP_CALLBACK_STATUS_FLAG_*).
namespace secure_flag {
constexpr std::uint32_t kRevocationFailed = 0x1;
constexpr std::uint32_t kInvalidCertificate = 0x2;
constexpr std::uint32_t kRevoked = 0x4;
constexpr std::uint32_t kUnknownAuthority = 0x8;
constexpr std::uint32_t kWrongName = 0x10;
constexpr std::uint32_t kWrongDate = 0x20;
constexpr std::uint32_t kWrongUsage = 0x40;
constexpr std::uint32_t kChannelError = 0x80000000;
}  // namespace secure_flag

/// The failure behind a WinHTTP error number and the flags of its secure-failure callback. Never `none`.
[[nodiscard]] Failure failureOfWinHttp(std::uint32_t error, std::uint32_t secureFlags) noexcept;

/// The failure behind an HTTP status that is not a success, by status alone. Never `none`.
[[nodiscard]] Failure failureOfStatus(int status) noexcept;

}  // namespace latchkey
