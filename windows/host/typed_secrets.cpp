#include "host/typed_secrets.h"

#include <algorithm>

namespace latchkey::host {
namespace {

constexpr wchar_t kMask = 0x5A3C;

bool isSearchable(const MEMORY_BASIC_INFORMATION& region) noexcept {
  constexpr DWORD kWritable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
  return region.State == MEM_COMMIT && (region.Protect & kWritable) != 0 && (region.Protect & PAGE_GUARD) == 0;
}

int countIn(const wchar_t* memory, std::size_t units, const std::vector<wchar_t>& masked) noexcept {
  const auto isSame = [](wchar_t hidden, wchar_t plain) { return hidden == static_cast<wchar_t>(plain ^ kMask); };
  int found = 0;
  for (std::size_t i = 0; i + masked.size() <= units; ++i) {
    if (std::equal(masked.begin(), masked.end(), memory + i, isSame)) ++found;
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
    if (isSearchable(region)) found += copiesIn(static_cast<const char*>(region.BaseAddress), region.RegionSize);
    at = static_cast<const char*>(region.BaseAddress) + region.RegionSize;
  }
  return found;
}

/// Reads as from another process: a thread that ends takes its stack along while we look, and a pointer into it would
/// end the host. What was read is wiped, so that the search never finds what an earlier one found.
int TypedSecrets::copiesIn(const char* begin, std::size_t bytes) const {
  constexpr std::size_t kUnits = 32768;
  std::size_t longest = 1;
  for (const auto& one : masked_) longest = std::max(longest, one.size());
  std::vector<wchar_t> chunk(kUnits);
  int found = 0;
  for (std::size_t at = 0; at < bytes;) {
    const std::size_t size = std::min(bytes - at, kUnits * sizeof(wchar_t));
    SIZE_T read = 0;
    if (ReadProcessMemory(GetCurrentProcess(), begin + at, chunk.data(), size, &read) == FALSE) break;
    const std::size_t units = read / sizeof(wchar_t);
    for (const auto& one : masked_) found += countIn(chunk.data(), units, one);
    if (at + size >= bytes) break;
    // One that straddles two chunks is whole in the second.
    at += size - (longest - 1) * sizeof(wchar_t);
  }
  SecureZeroMemory(chunk.data(), chunk.size() * sizeof(wchar_t));
  return found;
}

}  // namespace latchkey::host
