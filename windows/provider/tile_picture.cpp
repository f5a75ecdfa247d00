#include "provider/tile_picture.h"

namespace latchkey {
namespace {

constexpr int kSide = 128;
constexpr DWORD kGround = 0x00285078;
constexpr DWORD kKey = 0x00F4F6F8;

bool isInRing(int x, int y) noexcept {
  const int dx = x - 44;
  const int dy = y - 64;
  const int distance = dx * dx + dy * dy;
  return distance <= 24 * 24 && distance >= 12 * 12;
}

bool isInShaft(int x, int y) noexcept { return x >= 66 && x <= 108 && y >= 59 && y <= 69; }

bool isInTeeth(int x, int y) noexcept {
  const bool isColumn = (x >= 88 && x <= 95) || (x >= 101 && x <= 108);
  return isColumn && y >= 69 && y <= 82;
}

}  // namespace

HBITMAP drawTilePicture() noexcept {
  BITMAPINFO info = {};
  info.bmiHeader.biSize = sizeof info.bmiHeader;
  info.bmiHeader.biWidth = kSide;
  info.bmiHeader.biHeight = -kSide;
  info.bmiHeader.biPlanes = 1;
  info.bmiHeader.biBitCount = 32;
  void* pixels = nullptr;
  const HBITMAP bitmap = CreateDIBSection(nullptr, &info, DIB_RGB_COLORS, &pixels, nullptr, 0);
  if (bitmap == nullptr) return nullptr;
  auto* pixel = static_cast<DWORD*>(pixels);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x)
      *pixel++ = isInRing(x, y) || isInShaft(x, y) || isInTeeth(x, y) ? kKey : kGround;
  }
  return bitmap;
}

}  // namespace latchkey
