#include "host/event_record.h"

#include <cstdlib>

#include "host/words.h"
#include "provider/handles.h"

namespace latchkey::host {

EventRecord::EventRecord() : path_(L"events." + std::to_wstring(GetCurrentProcessId())) {
  clear();
  SetEnvironmentVariableW(L"LATCHKEY_TEST_EVENTS", path_.c_str());
}

EventRecord::~EventRecord() { clear(); }

void EventRecord::clear() noexcept { DeleteFileW(path_.c_str()); }

std::string EventRecord::ids() const {
  const Handle file(CreateFileW(path_.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                OPEN_EXISTING, 0, nullptr));
  if (!file) return {};
  std::string text(GetFileSize(file.get(), nullptr), '\0');
  DWORD read = 0;
  if (ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &read, nullptr) == FALSE) return {};
  text.resize(read);
  return text;
}

int EventRecord::count(int id) const {
  const std::string all = ids();
  int found = 0;
  for (Words words(all); !words.isEmpty();) found += words.number() == id ? 1 : 0;
  return found;
}

}  // namespace latchkey::host
