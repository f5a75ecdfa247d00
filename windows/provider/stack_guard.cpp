// The canary behind -fstack-protector-strong. MinGW's own (libssp) opens a crypto provider while LogonUI waits for the
// DLL to load, and on a smashed stack looks for a terminal to complain on.
#include <windows.h>

// RtlGenRandom under the name that Windows exports it by.
extern "C" BOOLEAN NTAPI SystemFunction036(void* bytes, ULONG count);

extern "C" {

void* __stack_chk_guard = nullptr;

/// Whoever smashed the stack gets no handler to land in: LogonUI ends and Winlogon starts another.
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }

/// Before any constructor with a canary of its own, which must not change under a function that is running.
[[gnu::constructor(101), gnu::no_stack_protector]] static void drawCanary() {
  if (!SystemFunction036(&__stack_chk_guard, sizeof __stack_chk_guard)) {
    LARGE_INTEGER ticks = {};
    QueryPerformanceCounter(&ticks);
    __stack_chk_guard = reinterpret_cast<void*>(static_cast<ULONG_PTR>(ticks.QuadPart) * 0x9E3779B1u ^
                                                reinterpret_cast<ULONG_PTR>(&ticks));
  }
  // A NUL in it stops string functions that run over the end from writing the right value back.
  *reinterpret_cast<unsigned char*>(&__stack_chk_guard) = 0;
}

}
