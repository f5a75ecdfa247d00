// What libstdc++ would link for sentences that nobody can read: LogonUI has no console. The handler of an exception
// that nobody caught brings a demangler and a printf, and the throwing of std::length_error and its kin brings two
// whole string classes, together half of this DLL. These take their places. The second kind becomes bad_alloc, as
// everything here ends as E_FAIL at the COM edge anyway. Not abort() in the first, which in Windows' C runtime asks
// a question in a message box, here on the secure desktop: a trap ends LogonUI, which Windows starts again.
#include <new>

namespace __gnu_cxx {

[[noreturn]] void __verbose_terminate_handler() { __builtin_trap(); }

}  // namespace __gnu_cxx

namespace std {

[[noreturn]] void __throw_bad_alloc() { throw bad_alloc(); }
[[noreturn]] void __throw_bad_array_new_length() { throw bad_alloc(); }
[[noreturn]] void __throw_length_error(const char*) { throw bad_alloc(); }
[[noreturn]] void __throw_logic_error(const char*) { throw bad_alloc(); }
[[noreturn]] void __throw_out_of_range(const char*) { throw bad_alloc(); }
[[noreturn]] void __throw_out_of_range_fmt(const char*, ...) { throw bad_alloc(); }
[[noreturn]] void __throw_bad_function_call() { throw bad_alloc(); }

}  // namespace std
