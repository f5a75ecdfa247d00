#pragma once

#include <windows.h>

#include <cstring>

namespace latchkey::imports {

struct Mended {
  const char* function;
  void* ours;
};

template <class Function>
void* addressOf(Function* function) noexcept {
  return reinterpret_cast<void*>(function);
}

/// Leads one function that a loaded image imports to ours. The image in the file stays as it was released.
inline void mendImport(HMODULE image, const Mended& one) noexcept {
  auto* const base = reinterpret_cast<BYTE*>(image);
  const auto* const headers =
      reinterpret_cast<IMAGE_NT_HEADERS*>(base + reinterpret_cast<IMAGE_DOS_HEADER*>(base)->e_lfanew);
  const DWORD at = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
  for (auto* from = reinterpret_cast<IMAGE_IMPORT_DESCRIPTOR*>(base + at); from->Name != 0; ++from) {
    const auto* name = reinterpret_cast<IMAGE_THUNK_DATA*>(base + from->OriginalFirstThunk);
    auto* place = reinterpret_cast<IMAGE_THUNK_DATA*>(base + from->FirstThunk);
    for (; name->u1.AddressOfData != 0; ++name, ++place) {
      if (IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal)) continue;
      const auto* const wanted = reinterpret_cast<IMAGE_IMPORT_BY_NAME*>(base + name->u1.AddressOfData);
      if (std::strcmp(reinterpret_cast<const char*>(wanted->Name), one.function) != 0) continue;
      DWORD before = 0;
      VirtualProtect(place, sizeof *place, PAGE_READWRITE, &before);
      place->u1.Function = reinterpret_cast<ULONG_PTR>(one.ours);
      VirtualProtect(place, sizeof *place, before, &before);
    }
  }
}

}  // namespace latchkey::imports
