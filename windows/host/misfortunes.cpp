#include "host/misfortunes.h"

#include <imm.h>
#include <malloc.h>
#include <wtsapi32.h>

#include <atomic>
#include <cstdlib>
#include <set>

#include "host/imports.h"
#include "provider/handles.h"

namespace latchkey::host::misfortunes {
namespace {

constexpr unsigned char kGone = 0xDD;

SRWLOCK lock = SRWLOCK_INIT;
std::set<HWND> listening;
std::set<HWND> plain;
std::atomic<long> untilStarved{0};
std::atomic<long> deaf{0};
DWORD sta = 0;

bool isStarved() noexcept {
  return GetCurrentThreadId() == sta && untilStarved.load() > 0 && untilStarved.fetch_sub(1) == 1;
}

void* allocate(std::size_t size) noexcept { return isStarved() ? nullptr : std::malloc(size); }

/// Byte by byte and volatile: a compiler leaves out a memset of what is freed next.
void release(void* block) noexcept {
  auto* const bytes = static_cast<volatile unsigned char*>(block);
  for (std::size_t i = block != nullptr ? _msize(block) : 0; i > 0; --i) bytes[i - 1] = kGone;
  std::free(block);
}

BOOL WINAPI listenToSession(HWND window, DWORD) noexcept {
  if (deaf.load() > 0 && deaf.fetch_sub(1) > 0) {
    SetLastError(RPC_S_INVALID_BINDING);
    return FALSE;
  }
  const Locked hold(lock);
  listening.insert(window);
  return TRUE;
}

BOOL WINAPI stopListening(HWND window) noexcept {
  const Locked hold(lock);
  return listening.erase(window) > 0;
}

HIMC WINAPI part(HWND box, HIMC context) noexcept {
  const Locked hold(lock);
  if (context == nullptr) plain.insert(box);
  return ImmAssociateContext(box, context);
}

const imports::Mended kLed[] = {
    {"malloc", imports::addressOf(allocate)},
    {"free", imports::addressOf(release)},
    {"WTSRegisterSessionNotification", imports::addressOf(listenToSession)},
    {"WTSUnRegisterSessionNotification", imports::addressOf(stopListening)},
    {"ImmAssociateContext", imports::addressOf(part)},
};

}  // namespace

void follow(HMODULE provider) noexcept {
  sta = GetCurrentThreadId();
  for (const imports::Mended& one : kLed) imports::mendImport(provider, one);
}

void starve(long allocations) noexcept { untilStarved = allocations; }

void deafen(long times) noexcept { deaf = times; }

bool hearsSession(HWND window) noexcept {
  const Locked hold(lock);
  return listening.count(window) > 0;
}

bool hasNoInputMethod(HWND box) noexcept {
  const Locked hold(lock);
  return plain.count(box) > 0;
}

}  // namespace latchkey::host::misfortunes
