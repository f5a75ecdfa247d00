/* Stands for the worker where none is built: a service that starts, and ends at once. The installer starts one.
   With LIFELESS it is no service at all, and every start of it fails. */
#include <windows.h>

static void WINAPI control(DWORD what) { (void)what; }

static void WINAPI serve(DWORD count, LPWSTR *words) {
  SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, SERVICE_RUNNING, 0, NO_ERROR, 0, 0, 0};
  const SERVICE_STATUS_HANDLE handle = RegisterServiceCtrlHandlerW(L"", control);
  (void)count;
  (void)words;
  SetServiceStatus(handle, &status);
  status.dwCurrentState = SERVICE_STOPPED;
  SetServiceStatus(handle, &status);
}

int main(void) {
  wchar_t name[] = L"";
  const SERVICE_TABLE_ENTRYW services[] = {{name, serve}, {NULL, NULL}};
#ifndef LIFELESS
  StartServiceCtrlDispatcherW(services);
#else
  (void)services;
#endif
  return 0;
}
