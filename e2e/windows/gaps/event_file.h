#pragma once

#include <windows.h>

#include <string>

namespace latchkey::gaps {

inline std::string utf8Of(const wchar_t* text) {
  char room[2048];
  const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, room, sizeof room, nullptr, nullptr);
  return size > 0 ? std::string(room, static_cast<std::size_t>(size) - 1) : std::string();
}

/// Stands for ReportEventW, of which Wine keeps nothing: one line for each event, the identifier whole (severity in its
/// two highest bits), the type, and what is put into the sentence, with tabs in between.
inline BOOL WINAPI keepEvent(HANDLE, WORD type, WORD, DWORD id, PSID, WORD count, DWORD, LPCWSTR* inserts, void*) {
  std::string line = std::to_string(id) + '\t' + std::to_string(type);
  for (WORD at = 0; at < count; ++at) line += '\t' + utf8Of(inserts[at]);
  line += '\n';
  const HANDLE file = CreateFileW(L"C:\\windows\\gaps-events.txt", FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                  nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  DWORD written = 0;
  const BOOL isKept = WriteFile(file, line.data(), static_cast<DWORD>(line.size()), &written, nullptr);
  CloseHandle(file);
  return isKept;
}

}  // namespace latchkey::gaps
