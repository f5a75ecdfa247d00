#include "host/play.h"

#include <cstdlib>

#include "host/commands.h"

namespace latchkey::host {
namespace {

/// The whole file, or nothing.
std::optional<std::string> readFile(const std::wstring& path) {
  const Handle file(CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  if (!file) return std::nullopt;
  std::string text(GetFileSize(file.get(), nullptr), '\0');
  DWORD read = 0;
  if (ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &read, nullptr) == FALSE) return std::nullopt;
  text.resize(read);
  return text;
}

struct Line {
  int number;
  std::string text;
};

std::vector<Line> linesIn(const std::string& text) {
  std::vector<Line> lines;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line[0] != '#') lines.push_back({number, std::move(line)});
  }
  return lines;
}

/// What is between `repeat N` and `again`, so often; one is not inside another.
std::vector<Line> withRepeats(const std::vector<Line>& lines) {
  std::vector<Line> whole;
  std::size_t begin = 0;
  long times = 0;
  for (const Line& line : lines) {
    Words words(line.text);
    const std::string first = words.word();
    if (first == "repeat") {
      times = words.number();
      begin = whole.size();
    } else if (first == "again") {
      const std::vector<Line> once(whole.begin() + static_cast<std::ptrdiff_t>(begin), whole.end());
      for (; times > 1; --times) whole.insert(whole.end(), once.begin(), once.end());
    } else {
      whole.push_back(line);
    }
  }
  return whole;
}

void playLine(Play& play, std::string_view line) {
  Words words(line);
  const std::string name = words.word();
  const Command command = findCommand(name);
  if (command == nullptr) return play.bench.ledger.fail("unknown command: " + name);
  command(play, words);
}

}  // namespace

std::size_t Play::fieldNamed(const std::string& name) const {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  return static_cast<std::size_t>(std::strtoul(name.c_str(), nullptr, 10));
}

const Field* Play::field(const std::string& name) {
  const Tile* const tile = ui.current();
  const std::size_t index = fieldNamed(name);
  if (tile != nullptr && index < tile->fields.size()) return &tile->fields[index];
  bench.ledger.fail("no field " + name);
  return nullptr;
}

GUID Play::classNamed(const std::string& name) const {
  if (name == "ours") return ui.providerClass();
  if (name == "in-box-v1") return kInboxV1;
  if (name == "in-box-v2") return kInboxV2;
  GUID clsid = {};
  (void)parseGuid(name, clsid);
  return clsid;
}

Command findCommand(std::string_view name) noexcept {
  for (const auto& commands :
       {settingCommands(), machineCommands(), lifeCommands(), tileCommands(), expectCommands()}) {
    for (const NamedCommand* one = commands.first; one != commands.last; ++one) {
      if (one->name == name) return one->run;
    }
  }
  return nullptr;
}

bool playFile(Play& play, const std::wstring& path) {
  const auto text = readFile(path);
  if (!text) return false;
  bool isDialog = false;
  std::vector<std::string> dialogLines;
  for (const auto& [number, line] : withRepeats(linesIn(*text))) {
    if (play.isOver) break;
    play.bench.ledger.atLine(number);
    if (line == "dialog") {
      isDialog = true;
    } else if (isDialog && line == "end") {
      isDialog = false;
      play.dialog.begin(std::move(dialogLines));
      dialogLines.clear();
    } else if (isDialog) {
      dialogLines.push_back(line);
    } else {
      playLine(play, line);
    }
  }
  return true;
}

}  // namespace latchkey::host
