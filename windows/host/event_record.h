#pragma once

#include <windows.h>

#include <string>

namespace latchkey::host {

/// What the provider's test DLL wrote into the event log, which Wine does not keep: it appends the ids to the file
/// that this names in its environment.
class EventRecord {
 public:
  EventRecord();
  ~EventRecord();
  EventRecord(const EventRecord&) = delete;
  EventRecord& operator=(const EventRecord&) = delete;

  /// How often an event was written since the last `clear`.
  [[nodiscard]] int count(int id) const;
  /// All of them, for the report.
  [[nodiscard]] std::string ids() const;
  void clear() noexcept;

 private:
  std::wstring path_;
};

}  // namespace latchkey::host
