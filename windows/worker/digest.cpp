#include "worker/digest.h"

#include <bcrypt.h>

namespace latchkey {
namespace {

/// BCryptHash in one call exists from Windows 10 only.
bool digest(const wchar_t* algorithm, const void* bytes, std::size_t count, std::uint8_t* into,
            std::size_t size) noexcept {
  BCRYPT_ALG_HANDLE provider = nullptr;
  if (BCryptOpenAlgorithmProvider(&provider, algorithm, nullptr, 0) < 0) return false;
  BCRYPT_HASH_HANDLE hash = nullptr;
  bool isGood = BCryptCreateHash(provider, &hash, nullptr, 0, nullptr, 0, 0) >= 0;
  if (isGood) {
    auto* const read = static_cast<UCHAR*>(const_cast<void*>(bytes));
    isGood = BCryptHashData(hash, read, static_cast<ULONG>(count), 0) >= 0 &&
             BCryptFinishHash(hash, into, static_cast<ULONG>(size), 0) >= 0;
    BCryptDestroyHash(hash);
  }
  BCryptCloseAlgorithmProvider(provider, 0);
  return isGood;
}

}  // namespace

std::optional<Sha256> sha256Of(const void* bytes, std::size_t count) noexcept {
  Sha256 made;
  if (!digest(BCRYPT_SHA256_ALGORITHM, bytes, count, made.data(), made.size())) return std::nullopt;
  return made;
}

std::optional<Sha1> sha1Of(const void* bytes, std::size_t count) noexcept {
  Sha1 made;
  if (!digest(BCRYPT_SHA1_ALGORITHM, bytes, count, made.data(), made.size())) return std::nullopt;
  return made;
}

}  // namespace latchkey
