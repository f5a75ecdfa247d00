#include "flow/secret_buffer.h"

namespace latchkey {

void wipeMemory(void* start, std::size_t bytes) noexcept {
  // Each store to a volatile object is a side effect that must happen (C++17 [intro.abstract] §7); memset
  // before a free is not, and optimisers drop it.
  volatile unsigned char* at = static_cast<volatile unsigned char*>(start);
  while (bytes-- > 0) *at++ = 0;
}

bool equalInConstantTime(const void* a, const void* b, std::size_t bytes) noexcept {
  const auto* left = static_cast<const volatile unsigned char*>(a);
  const auto* right = static_cast<const volatile unsigned char*>(b);
  unsigned char difference = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    difference = static_cast<unsigned char>(difference | (left[i] ^ right[i]));
  return difference == 0;
}

}  // namespace latchkey
