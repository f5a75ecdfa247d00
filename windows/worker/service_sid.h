#pragma once

#include <optional>
#include <string>

namespace latchkey {

/// The SID that Windows gives a service of that name: S-1-5-80 and the five parts of the SHA-1 of the name in capitals.
[[nodiscard]] std::optional<std::wstring> serviceSidOf(const std::wstring& service);

}  // namespace latchkey
