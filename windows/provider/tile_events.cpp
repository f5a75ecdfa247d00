// The part of the tile that tells LogonUI what changed.
#include "provider/tile_credential.h"

namespace latchkey {

void TileCredential::pictureChanged() noexcept {
  if (!events_) return;
  guarded([this] {
    Tile next = draw();
    const auto changes = changesBetween(tile_, next, core_->screen().host);
    // First the truth, then the events: LogonUI may pull a value while it handles one.
    tile_ = std::move(next);
    core_->log().line("events", static_cast<std::uint32_t>(changes.size()));
    for (const Change& change : changes) fire(change);
    return S_OK;
  });
}

void TileCredential::fire(const Change& change) noexcept {
  const auto id = static_cast<DWORD>(change.field);
  switch (change.call) {
    case Call::beginUpdates:
      if (events2_) events2_->BeginFieldUpdates();
      return;
    case Call::endUpdates:
      if (events2_) events2_->EndFieldUpdates();
      return;
    case Call::setOptions:
      if (events2_)
        events2_->SetFieldOptions(this, id, static_cast<CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS>(change.number));
      return;
    case Call::removeOption: events_->DeleteFieldComboBoxItem(this, id, change.number); return;
    case Call::addOption: events_->AppendFieldComboBoxItem(this, id, wide(change.text)); return;
    case Call::selectOption: events_->SetFieldComboBoxSelectedItem(this, id, change.number); return;
    case Call::setString: events_->SetFieldString(this, id, wide(change.text)); return;
    case Call::setShown:
      events_->SetFieldState(this, id, static_cast<CREDENTIAL_PROVIDER_FIELD_STATE>(change.number));
      return;
    case Call::setSubmitBy: events_->SetFieldSubmitButton(this, id, change.number); return;
    case Call::setInteractive:
      events_->SetFieldInteractiveState(this, id,
                                        static_cast<CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE>(change.number));
      return;
  }
}

}  // namespace latchkey
