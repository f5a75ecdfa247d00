#include "host/awaited_text.h"

#include <algorithm>

#include "host/text.h"
#include "provider/handles.h"

namespace latchkey::host {

bool readAwaited(const std::string& said, std::string& text) {
  if (said.empty() || said.front() != '@') {
    text = said;
    return true;
  }
  const Handle file(CreateFileW(toWide(said.substr(1)).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE,
                                     nullptr, OPEN_EXISTING, 0, nullptr));
  char line[256];
  DWORD read = 0;
  if (!file || ReadFile(file.get(), line, sizeof line, &read, nullptr) == FALSE || read == 0) return false;
  text.assign(line, read);
  text.erase(std::min(text.find_first_of("\r\n"), text.size()));
  return true;
}

}  // namespace latchkey::host
