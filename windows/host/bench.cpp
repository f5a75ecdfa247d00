#include "host/bench.h"

namespace latchkey::host {

bool Bench::owns(void* block, const char* what) {
  if (block == nullptr || !spy.isInstalled() || spy.owns(block)) return true;
  ledger.breach(Rule::notCotaskmem, what);
  return false;
}

std::string Bench::take(LPWSTR text, const char* what) {
  if (text == nullptr) return {};
  std::string copy = toUtf8(text);
  if (!owns(text, what)) return copy;
  // A string may be a password that the provider should not have handed out: not one more copy in the heap.
  SecureZeroMemory(text, wcslen(text) * sizeof(wchar_t));
  CoTaskMemFree(text);
  return copy;
}

}  // namespace latchkey::host
