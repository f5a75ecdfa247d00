#include "worker/service_sid.h"

#include <cstring>

#include "worker/digest.h"

namespace latchkey {

std::optional<std::wstring> serviceSidOf(const std::wstring& service) {
  std::wstring capitals = service;
  for (wchar_t& unit : capitals) {
    if (unit >= L'a' && unit <= L'z') unit = static_cast<wchar_t>(unit - 32);
  }
  const auto hash = sha1Of(capitals.data(), capitals.size() * sizeof(wchar_t));
  if (!hash) return std::nullopt;
  std::wstring sid = L"S-1-5-80";
  for (std::size_t at = 0; at < hash->size(); at += 4) {
    std::uint32_t part = 0;
    std::memcpy(&part, hash->data() + at, sizeof part);
    sid += L"-" + std::to_wstring(part);
  }
  return sid;
}

}  // namespace latchkey
