#pragma once

#include <string>

namespace latchkey {

/// Keeps the fleet code in HKLM\SOFTWARE\Latchkey\Enrolment, a key for SYSTEM, administrators and the service with
/// that SID, until the worker has used it. No row of the Registry table, since the installer writes what those
/// hold into its log. Gives a Windows error.
[[nodiscard]] unsigned long storeEnrolmentCode(const wchar_t* code, const std::wstring& service);

/// For an install that is rolled back.
void forgetEnrolmentCode() noexcept;

}  // namespace latchkey
