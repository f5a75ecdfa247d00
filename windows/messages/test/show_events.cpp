// show_events.exe DLL ID…: one line for each id and language, as the event viewer would put it together.
#include <windows.h>

#include <cstdio>
#include <cstdlib>

namespace {

void show(HMODULE library, DWORD id, WORD language) {
  const wchar_t* const inserts[] = {L"TEXT", L"NUMBER", L"CORRELATION"};
  wchar_t text[2048] = L"";
  const DWORD flags = FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_ARGUMENT_ARRAY;
  FormatMessageW(flags, library, id, language, text, 2048,
                 reinterpret_cast<va_list*>(const_cast<wchar_t**>(inserts)));
  for (wchar_t& unit : text)
    if (unit == L'\r' || unit == L'\n') unit = L' ';
  char utf8[8192] = "";
  WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, nullptr, nullptr);
  std::printf("%lu\t%x\t%s\n", id & 0xFFFF, language, utf8);
}

}  // namespace

int main(int count, char** words) {
  const HMODULE library = count > 1 ? LoadLibraryExA(words[1], nullptr, LOAD_LIBRARY_AS_DATAFILE) : nullptr;
  if (library == nullptr) return 1;
  for (int at = 2; at < count; ++at) {
    const DWORD id = std::strtoul(words[at], nullptr, 0);
    show(library, id, 0x0409);
    show(library, id, 0x040c);
  }
  return 0;
}
