#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Every rule of the contract that the host checks, with the sentence that a report shows. Each has a mistake of its
// name in host/plant that trips it and nothing else (host/scripts/plant/mistakes.txt).
#define LATCHKEY_RULES(rule)                                                                                  \
  rule(eventOffThread, "event-off-thread", "field events come on LogonUI's thread only")                      \
  rule(eventInAdvise, "event-in-advise", "no field event before Advise has returned")                         \
  rule(eventAfterUnadvise, "event-after-unadvise", "no field event once UnAdvise was called")                 \
  rule(eventForeignCredential, "event-foreign-credential", "an event names the credential that got Advise")   \
  rule(eventBadField, "event-bad-field", "an event names a field that was described")                         \
  rule(eventWrongType, "event-wrong-type", "an event suits the type of its field")                            \
  rule(batchNested, "batch-nested", "BeginFieldUpdates is not nested")                                        \
  rule(batchUnbalanced, "batch-unbalanced", "EndFieldUpdates follows a BeginFieldUpdates")                    \
  rule(batchOpen, "batch-open", "a batch ends within the call that began it")                                 \
  rule(moreThanTenFields, "more-than-ten-fields", "ten fields at most")                                       \
  rule(fieldIdOrder, "field-id-order", "the id of a descriptor is its index")                                 \
  rule(fieldCountChanged, "field-count-changed", "descriptors stay as they are inside a scenario")            \
  rule(fieldGuidUnknown, "field-guid-unknown", "guidFieldType is nil or one that Windows knows")              \
  rule(noDescriptor, "no-descriptor", "each index below the count has a descriptor")                          \
  rule(submitCount, "submit-count", "exactly one submit button")                                              \
  rule(twoImages, "two-images", "one tile image at most")                                                     \
  rule(submitByImage, "submit-by-image", "the submit button is next to a described field, not an image")      \
  rule(submitByHidden, "submit-by-hidden", "the submit button is next to a field that is shown")              \
  rule(comboRange, "combo-range", "combo items are named within their number")                                \
  rule(bitmapReused, "bitmap-reused", "each GetBitmapValue makes a bitmap, as LogonUI deletes it")            \
  rule(focusNotEditable, "focus-not-editable", "focus goes to fields that take input")                        \
  rule(focusHidden, "focus-hidden", "a hidden field has no focus")                                            \
  rule(twoFocused, "two-focused", "one field has the focus")                                                  \
  rule(disabledBefore10, "disabled-before-10", "no disabled field before Windows 10")                         \
  rule(readonlyReserved, "readonly-reserved", "CPFIS_READONLY is reserved")                                   \
  rule(numbersOnlyType, "numbers-only-type", "numbers only belongs to password fields")                       \
  rule(revealType, "reveal-type", "password reveal belongs to password fields")                               \
  rule(touchKeyboardType, "touch-keyboard-type", "the touch keyboard option belongs to the logo")             \
  rule(nullCredential, "null-credential", "each index below the count has a credential")                      \
  rule(defaultRange, "default-range", "the default tile exists")                                              \
  rule(autoLogonUninvited, "auto-logon-uninvited", "nobody is signed in without a key press")                 \
  rule(unknownSid, "unknown-sid", "a tile belongs to a user that LogonUI named")                              \
  rule(otherUserUnjoined, "other-user-unjoined", "\"Other user\" tiles exist on joined machines only")        \
  rule(v2Missing, "v2-missing", "on 8 and later tiles say which user they belong to")                         \
  rule(v2OnSeven, "v2-on-seven", "on 7 no interface of Windows 8 is offered")                                 \
  rule(scenarioAccepted, "scenario-accepted", "CredUI, password change and PLAP are refused")                 \
  rule(queryIdentity, "query-identity", "one object has one IUnknown")                                        \
  rule(queryUnknown, "query-unknown", "an unknown interface is refused and the pointer nulled")               \
  rule(connectableClaimed, "connectable-claimed", "IConnectable is not claimed")                              \
  rule(outOfRangeAccepted, "out-of-range-accepted", "an index past the end is refused and outputs nulled")    \
  rule(notCotaskmem, "not-cotaskmem", "what LogonUI frees comes from CoTaskMemAlloc")                         \
  rule(cotaskmemLeak, "cotaskmem-leak", "CoTaskMem that stays in the provider is freed")                      \
  rule(secretKept, "secret-kept", "a deselected tile hands out nothing that was typed")                       \
  rule(secretInMemory, "secret-in-memory", "a deselected tile left no typed secret in memory")                \
  rule(serializationOffset, "serialization-offset", "strings are packed by offset, inside the buffer")        \
  rule(wrongMessageType, "wrong-message-type", "the logon message suits the scenario")                        \
  rule(serializationClsid, "serialization-clsid", "a serialization names its provider")                       \
  rule(serializationLeak, "serialization-leak", "no buffer without a credential")                             \
  rule(eventsNotReleased, "events-not-released", "UnAdvise releases the credential's events")                 \
  rule(providerEventsNotReleased, "provider-events-not-released", "UnAdvise releases the provider's events")  \
  rule(providerEventAfterUnadvise, "provider-event-after-unadvise", "no CredentialsChanged after UnAdvise")   \
  rule(providerEventContext, "provider-event-context", "CredentialsChanged carries the context of Advise")    \
  rule(usersNotReleased, "users-not-released", "the user array and its users are released")                   \
  rule(providerRefcount, "provider-refcount", "the last Release frees the provider")                          \
  rule(objectsLeft, "objects-left", "DllCanUnloadNow agrees once all is released")                            \
  rule(stillLoaded, "still-loaded", "the DLL goes when it is freed")                                          \
  rule(threadsLeft, "threads-left", "no thread of the provider outlives it")                                  \
  rule(windowsLeft, "windows-left", "no window of the provider outlives it")                                  \
  rule(slowCall, "slow-call", "no call lasts 100 ms, and a dialog's no 100 ms without pumping")               \
  rule(noDialog, "no-dialog", "a dialog that the script drives appears")                                      \
  rule(dialogWrongParent, "dialog-wrong-parent", "a dialog's owner is the window that LogonUI gave")          \
  rule(filterHidesOthers, "filter-hides-others", "a filter hides nothing but the in-box password provider")   \
  rule(filterOutsideLogon, "filter-outside-logon", "a filter works at logon and unlock only")                 \
  rule(filterWithoutOurs, "filter-without-ours", "the in-box provider is hidden only while ours is shown")

namespace latchkey::host {

enum class Rule : std::size_t {
#define LATCHKEY_RULE_ID(id, name, promise) id,
  LATCHKEY_RULES(LATCHKEY_RULE_ID)
#undef LATCHKEY_RULE_ID
      count,
};

constexpr std::size_t kRules = static_cast<std::size_t>(Rule::count);

[[nodiscard]] const char* nameOf(Rule rule) noexcept;
[[nodiscard]] const char* promiseOf(Rule rule) noexcept;
[[nodiscard]] std::optional<Rule> ruleNamed(std::string_view name) noexcept;

}  // namespace latchkey::host
