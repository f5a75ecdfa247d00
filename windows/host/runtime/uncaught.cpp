// Throws what nobody catches, with the runtime of the provider's DLL, and exits with 42 where that ends in a trap. The C
// runtime's abort() would ask a question in a message box first, and exit with 3.
#include <windows.h>

namespace {

LONG WINAPI tell(EXCEPTION_POINTERS* pointers) {
  const DWORD code = pointers->ExceptionRecord->ExceptionCode;
  TerminateProcess(GetCurrentProcess(), code == EXCEPTION_ILLEGAL_INSTRUCTION ? 42 : 1);
  return EXCEPTION_EXECUTE_HANDLER;
}

}  // namespace

int main() {
  SetUnhandledExceptionFilter(tell);
  throw 1;
}
