// The half of the tile that LogonUI pulls from and types into. Events are in tile_events.cpp, signing in is in
// tile_sign_in.cpp.
#include "provider/tile_credential.h"

#include <utility>

#include "provider/tile_picture.h"

namespace latchkey {
namespace {

bool isField(DWORD id) noexcept { return id < kFields; }
Field fieldAt(DWORD id) noexcept { return static_cast<Field>(id); }

HRESULT give(std::u16string_view text, LPWSTR* out) noexcept {
  *out = textForHost(text);
  return *out != nullptr ? S_OK : E_OUTOFMEMORY;
}

}  // namespace

TileCredential::TileCredential(std::shared_ptr<ProviderCore> core, Person person)
    : core_(std::move(core)), flow_(core_->flowOf(person)), sid_(std::move(person.sid)), tile_(draw()) {}

TileCredential::~TileCredential() { flow_->controller().dropView(this); }

Tile TileCredential::draw() const {
  const SignInScreen& screen = core_->screen();
  return tileOf(flow_->controller().picture(), screen.host, screen.linkText);
}

HRESULT TileCredential::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  // Windows 7 takes a tile that knows Credential2 for one of a user list that it doesn't have.
  const bool isV2 = !core_->screen().host.isV1;
  if (IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kCredential) ||
      (isV2 && IsEqualGUID(iid, iid::kCredential2))) {
    *object = static_cast<ICredentialProviderCredential2*>(this);
  } else if (isV2 && IsEqualGUID(iid, iid::kWithFieldOptions)) {
    *object = static_cast<ICredentialProviderCredentialWithFieldOptions*>(this);
  } else {
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT TileCredential::Advise(ICredentialProviderCredentialEvents* events) noexcept {
  return guarded([&]() -> HRESULT {
    if (events == nullptr) return E_INVALIDARG;
    UnAdvise();
    // Drained while nobody listens: LogonUI doesn't know the fields yet and pulls them next.
    flow_->drain();
    tile_ = draw();
    events_ = ComPtr<ICredentialProviderCredentialEvents>::share(events);
    events2_ = events_.as<ICredentialProviderCredentialEvents2>(iid::kEvents2);
    return S_OK;
  });
}

HRESULT TileCredential::UnAdvise() noexcept {
  events2_.reset();
  events_.reset();
  return guarded([this] {
    // A LogonUI that goes without deselecting takes nothing of the person along.
    flow_->close(this);
    return S_OK;
  });
}

HRESULT TileCredential::SetSelected(BOOL* autoLogon) noexcept {
  if (autoLogon != nullptr) *autoLogon = FALSE;
  core_->log().line("tile selected");
  return guarded([this] {
    flow_->open(this);
    pictureChanged();
    return S_OK;
  });
}

HRESULT TileCredential::SetDeselected() noexcept {
  core_->log().line("tile deselected");
  return guarded([this] {
    flow_->drain();
    flow_->close(this);
    pictureChanged();
    return S_OK;
  });
}

HRESULT TileCredential::GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                      CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) noexcept {
  if (state == nullptr || interactive == nullptr) return E_POINTER;
  *state = CPFS_HIDDEN;
  *interactive = CPFIS_NONE;
  if (!isField(id)) return E_INVALIDARG;
  const Row& row = tile_.at(fieldAt(id));
  *state = static_cast<CREDENTIAL_PROVIDER_FIELD_STATE>(row.shown);
  *interactive = static_cast<CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE>(row.interactive);
  return S_OK;
}

HRESULT TileCredential::GetStringValue(DWORD id, LPWSTR* text) noexcept {
  if (text == nullptr) return E_POINTER;
  *text = nullptr;
  if (!isField(id)) return E_INVALIDARG;
  // Nothing that was typed is ever handed back.
  const bool isSecret = isTypedInto(fieldAt(id));
  return give(isSecret ? std::u16string_view() : std::u16string_view(tile_.at(fieldAt(id)).text), text);
}

HRESULT TileCredential::GetBitmapValue(DWORD id, HBITMAP* bitmap) noexcept {
  if (bitmap == nullptr) return E_POINTER;
  *bitmap = nullptr;
  if (!isField(id) || fieldAt(id) != Field::image) return E_INVALIDARG;
  *bitmap = drawTilePicture();
  return *bitmap != nullptr ? S_OK : E_FAIL;
}

HRESULT TileCredential::GetCheckboxValue(DWORD, BOOL* checked, LPWSTR* label) noexcept {
  if (checked != nullptr) *checked = FALSE;
  if (label != nullptr) *label = nullptr;
  return E_NOTIMPL;
}

HRESULT TileCredential::GetSubmitButtonValue(DWORD id, DWORD* adjacent) noexcept {
  if (adjacent == nullptr) return E_POINTER;
  *adjacent = 0;
  if (!isField(id) || fieldAt(id) != Field::submit) return E_INVALIDARG;
  *adjacent = static_cast<DWORD>(tile_.submitBy);
  return S_OK;
}

HRESULT TileCredential::GetComboBoxValueCount(DWORD id, DWORD* count, DWORD* selected) noexcept {
  if (count == nullptr || selected == nullptr) return E_POINTER;
  *count = *selected = 0;
  if (!isField(id) || fieldAt(id) != Field::choice) return E_INVALIDARG;
  *count = static_cast<DWORD>(tile_.options.size());
  *selected = *count > 0 ? tile_.selected : 0;
  return S_OK;
}

HRESULT TileCredential::GetComboBoxValueAt(DWORD id, DWORD item, LPWSTR* text) noexcept {
  if (text == nullptr) return E_POINTER;
  *text = nullptr;
  if (!isField(id) || fieldAt(id) != Field::choice || item >= tile_.options.size()) return E_INVALIDARG;
  return give(tile_.options[item], text);
}

HRESULT TileCredential::SetStringValue(DWORD id, LPCWSTR text) noexcept {
  return guarded([&]() -> HRESULT {
    if (!isField(id) || !isTypedInto(fieldAt(id))) return E_INVALIDARG;
    flow_->controller().type(boxOf(fieldAt(id)), units(text));
    return S_OK;
  });
}

HRESULT TileCredential::SetCheckboxValue(DWORD, BOOL) noexcept { return E_NOTIMPL; }

HRESULT TileCredential::SetComboBoxSelectedValue(DWORD id, DWORD item) noexcept {
  if (!isField(id) || fieldAt(id) != Field::choice || item >= tile_.options.size()) return E_INVALIDARG;
  flow_->controller().choose(item);
  tile_.selected = item;
  return S_OK;
}

HRESULT TileCredential::CommandLinkClicked(DWORD id) noexcept {
  return guarded([&]() -> HRESULT {
    if (!isField(id) || (fieldAt(id) != Field::link1 && fieldAt(id) != Field::link2)) return E_INVALIDARG;
    // What the person saw, before a step that has just arrived replaces it.
    const bool isThere = tile_.at(fieldAt(id)).shown != Shown::hidden;
    const std::size_t link = tile_.links[fieldAt(id) == Field::link1 ? 0 : 1];
    const std::uint32_t question = tile_.question;
    flow_->drain();
    if (isThere && question == tile_.question) flow_->controller().follow(link);
    return S_OK;
  });
}

HRESULT TileCredential::GetUserSid(LPWSTR* sid) noexcept {
  if (sid == nullptr) return E_POINTER;
  *sid = nullptr;
  return sid_.empty() ? S_FALSE : give(sid_, sid);
}

HRESULT TileCredential::GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) noexcept {
  if (options == nullptr) return E_POINTER;
  *options = CPCFO_NONE;
  if (!isField(id)) return E_INVALIDARG;
  *options = static_cast<CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS>(optionsOf(fieldAt(id), tile_.numbersOnly));
  return S_OK;
}

}  // namespace latchkey
