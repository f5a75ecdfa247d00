#pragma once

#include <windows.h>

#include <map>

#include <objidl.h>

namespace latchkey::host {

/// Watches CoTaskMem, so that ownership of what crosses the border can be checked: what LogonUI is to free must be
/// live CoTaskMem, and what a call allocated must be gone in the end. Lives as long as the process; any thread.
class AllocationSpy final : public IMallocSpy {
 public:
  /// Registers with COM; false where that failed, then nothing is checked.
  [[nodiscard]] bool install() noexcept;
  [[nodiscard]] bool isInstalled() const noexcept { return installed_; }

  /// Blocks that this thread allocates meanwhile count as the provider's.
  class Inside {
   public:
    explicit Inside(AllocationSpy& spy) noexcept : spy_(spy) { ++spy_.depth_; }
    ~Inside() { --spy_.depth_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    AllocationSpy& spy_;
  };

  [[nodiscard]] bool owns(void* block) noexcept;
  /// How many blocks allocated inside calls are still there.
  [[nodiscard]] int leftFromCalls() noexcept;

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return 2; }
  STDMETHODIMP_(ULONG) Release() override { return 1; }
  STDMETHODIMP_(SIZE_T) PreAlloc(SIZE_T size) override { return size; }
  STDMETHODIMP_(void*) PostAlloc(void* block) override;
  STDMETHODIMP_(void*) PreFree(void* block, BOOL spied) override;
  STDMETHODIMP_(void) PostFree(BOOL) override {}
  STDMETHODIMP_(SIZE_T) PreRealloc(void* block, SIZE_T size, void** request, BOOL spied) override;
  STDMETHODIMP_(void*) PostRealloc(void* block, BOOL spied) override;
  STDMETHODIMP_(void*) PreGetSize(void* block, BOOL) override { return block; }
  STDMETHODIMP_(SIZE_T) PostGetSize(SIZE_T size, BOOL) override { return size; }
  STDMETHODIMP_(void*) PreDidAlloc(void* block, BOOL) override { return block; }
  STDMETHODIMP_(int) PostDidAlloc(void*, BOOL, int actual) override { return actual; }
  STDMETHODIMP_(void) PreHeapMinimize() override {}
  STDMETHODIMP_(void) PostHeapMinimize() override {}

 private:
  void note(void* block) noexcept;

  SRWLOCK lock_ = SRWLOCK_INIT;
  std::map<void*, bool> live_;
  DWORD thread_ = GetCurrentThreadId();
  int depth_ = 0;
  bool installed_ = false;
};

}  // namespace latchkey::host
