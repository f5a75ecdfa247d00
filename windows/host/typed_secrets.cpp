#include "host/typed_secrets.h"

#include <algorithm>

namespace latchkey::host {
namespace {

constexpr wchar_t kMask = 0x5A3C;

bool isSearchable(const MEMORY_BASIC_INFORMATION& region) noexcept {
  constexpr DWORD kWritable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
  return region.State == MEM_COMMIT && (region.Protect & kWritable) != 0 && (region.Protect & PAGE_GUARD) == 0;
}

int countIn(const MEMORY_BASIC_INFORMATION& region, const std::vector<wchar_t>& masked) noexcept {
  const auto* const begin = static_cast<const wchar_t*>(region.BaseAddress);
  const std::size_t units = region.RegionSize / sizeof(wchar_t);
  if (units < masked.size()) return 0;
  const auto first = static_cast<wchar_t>(masked[0] ^ kMask);
  int found = 0;
  for (std::size_t i = 0; i + masked.size() <= units; ++i) {
    if (begin[i] != first) continue;
    std::size_t same = 1;
    while (same < masked.size() && (begin[i + same] ^ kMask) == masked[same]) ++same;
    if (same == masked.size()) ++found;
  }
  return found;
}

}  // namespace

PassingText::PassingText(std::string_view utf8) {
  const int size = static_cast<int>(utf8.size());
  const int units = size == 0 ? 0 : MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, nullptr, 0);
  units_.resize(static_cast<std::size_t>(units) + 1);
  if (units > 0) MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, units_.data(), units);
  cutAt_ = this->size();
}

PassingText::~PassingText() { SecureZeroMemory(units_.data(), units_.size() * sizeof(wchar_t)); }

const wchar_t* PassingText::prefix(std::size_t count) noexcept {
  units_[cutAt_] = cut_;
  cutAt_ = std::min(count, size());
  cut_ = units_[cutAt_];
  units_[cutAt_] = L'\0';
  return units_.data();
}

std::vector<wchar_t> mask(std::wstring_view text) {
  std::vector<wchar_t> masked(text.size());
  std::transform(text.begin(), text.end(), masked.begin(),
                 [](wchar_t one) { return static_cast<wchar_t>(one ^ kMask); });
  return masked;
}

void TypedSecrets::remember(std::wstring_view secret) {
  if (secret.size() >= kShortest) masked_.push_back(mask(secret));
}

int TypedSecrets::copiesInMemory() const {
  int found = 0;
  MEMORY_BASIC_INFORMATION region = {};
  for (const char* at = nullptr; VirtualQuery(at, &region, sizeof region) == sizeof region;) {
    if (isSearchable(region)) {
      for (const auto& one : masked_) found += countIn(region, one);
    }
    at = static_cast<const char*>(region.BaseAddress) + region.RegionSize;
  }
  return found;
}

}  // namespace latchkey::host
