#include "host/allocation_spy.h"

#include <objbase.h>

#include "com/credential_provider.h"
#include "provider/handles.h"

namespace latchkey::host {
namespace {

constexpr GUID kIidMallocSpy = {0x0000001d, 0x0000, 0x0000, {0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};

}  // namespace

bool AllocationSpy::install() noexcept {
  installed_ = SUCCEEDED(CoRegisterMallocSpy(this));
  return installed_;
}

bool AllocationSpy::owns(void* block) noexcept {
  const Locked hold(lock_);
  return live_.count(block) > 0;
}

int AllocationSpy::leftFromCalls() noexcept {
  const Locked hold(lock_);
  int left = 0;
  for (const auto& [block, inside] : live_) left += inside ? 1 : 0;
  return left;
}

HRESULT AllocationSpy::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid != iid::kUnknown && iid != kIidMallocSpy) return E_NOINTERFACE;
  *object = this;
  return S_OK;
}

void* AllocationSpy::PostAlloc(void* block) {
  note(block);
  return block;
}

void* AllocationSpy::PreFree(void* block, BOOL) {
  const Locked hold(lock_);
  live_.erase(block);
  return block;
}

SIZE_T AllocationSpy::PreRealloc(void* block, SIZE_T size, void** request, BOOL) {
  const Locked hold(lock_);
  live_.erase(block);
  *request = block;
  return size;
}

void* AllocationSpy::PostRealloc(void* block, BOOL) {
  note(block);
  return block;
}

void AllocationSpy::note(void* block) noexcept {
  if (block == nullptr) return;
  const Locked hold(lock_);
  live_[block] = depth_ > 0 && GetCurrentThreadId() == thread_;
}

}  // namespace latchkey::host
