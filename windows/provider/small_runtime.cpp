// What libstdc++ would link for sentences that nobody can read: LogonUI has no console. The handler of an exception
// that nobody caught brings a demangler and a printf, and the throwing of std::length_error and its kin brings two
// whole string classes, together half of this DLL. These take their places. The second kind becomes bad_alloc, as
// everything here ends as E_FAIL at the COM edge anyway.
#include <cstdlib>
#include <new>

namespace __gnu_cxx {

[[noreturn]] void __verbose_terminate_handler() { std::abort(); }

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
