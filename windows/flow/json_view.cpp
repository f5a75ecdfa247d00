#include "flow/json_view.h"

#include <algorithm>

#include "flow/drawable.h"
#include "flow/utf.h"

namespace latchkey {

const Json* JsonView::find(const char* name) const {
  if (!object_.is_object()) return nullptr;
  const auto at = object_.find(name);
  return at == object_.end() || at->is_null() ? nullptr : &*at;
}

const std::string& JsonView::string(const char* name) {
  static const std::string kEmpty;
  const Json* found = find(name);
  if (found != nullptr && found->is_string()) return *found->get_ptr<const std::string*>();
  fail(StepMistake::wrongShape);
  return kEmpty;
}

std::u16string JsonView::decoded(const char* name) {
  auto text = utf16From(string(name));
  if (!text) fail(StepMistake::illFormedText);
  return std::move(text).value_or(std::u16string());
}

std::u16string JsonView::text(const char* name, std::size_t cap) {
  return find(name) == nullptr ? std::u16string() : drawable(decoded(name), cap);
}

std::u16string JsonView::line(const char* name, std::size_t cap) {
  return find(name) == nullptr ? std::u16string() : drawableLine(decoded(name), cap);
}

std::u16string JsonView::requiredText(const char* name, std::size_t cap) {
  return drawable(decoded(name), cap);
}

std::u16string JsonView::requiredLine(const char* name, std::size_t cap) {
  return drawableLine(decoded(name), cap);
}

std::uint32_t JsonView::number(const char* name, std::uint32_t most, std::uint32_t absent) {
  const Json* found = find(name);
  if (found == nullptr) return absent;
  if (!found->is_number_unsigned()) {
    fail(StepMistake::wrongShape);
    return absent;
  }
  const auto value = *found->get_ptr<const Json::number_unsigned_t*>();
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, most));
}

const Json& JsonView::list(const char* name, std::size_t most) {
  static const Json kEmpty = Json::array();
  const Json* found = find(name);
  if (found == nullptr) return kEmpty;
  if (!found->is_array())
    fail(StepMistake::wrongShape);
  else if (found->size() > most)
    fail(StepMistake::tooMany);
  else
    return *found;
  return kEmpty;
}

}  // namespace latchkey
