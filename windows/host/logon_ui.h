#pragma once

#include <windows.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/bench.h"
#include "host/credential_events.h"
#include "host/provider_module.h"
#include "host/tile.h"
#include "host/users.h"

namespace latchkey::host {

/// Plays LogonUI against one provider: enumerates, selects, deselects, draws the curtain, goes and comes again.
/// Everything on the thread that made it.
class LogonUi {
 public:
  LogonUi(Bench& bench, UserList& users);
  ~LogonUi();
  LogonUi(const LogonUi&) = delete;
  LogonUi& operator=(const LogonUi&) = delete;

  void setClass(const GUID& clsid) noexcept { clsid_ = clsid; }
  [[nodiscard]] const GUID& providerClass() const noexcept { return clsid_; }
  [[nodiscard]] ProviderModule& module() noexcept { return module_; }

  /// Makes the provider, tells it the scenario and users, and enumerates. False where the scenario was refused.
  bool begin();
  /// Releases everything in LogonUI's order and checks that nothing is held.
  void end();
  [[nodiscard]] bool hasProvider() const noexcept { return static_cast<bool>(provider_); }

  /// The lock curtain: tiles and provider get UnAdvise, the provider stays.
  void drawCurtain();
  void liftCurtain();

  [[nodiscard]] std::size_t tileCount() const noexcept { return tiles_.size(); }
  /// The tile that the script drives; null where there is none.
  [[nodiscard]] Tile* current() noexcept;
  bool select(std::size_t index);
  void deselect();

  /// Enumerates again at the next pump, as if the provider had asked for it.
  void askAgain() noexcept { isAskedAgain_ = true; }
  /// Dispatches what is queued and enumerates again where the provider asked for it.
  void pump();
  void pumpFor(DWORD ms);
  /// Pumps until the condition holds; false at the time-out.
  bool pumpUntil(DWORD ms, const std::function<bool()>& isReached);

  /// Deselects a tile that nobody touched for so long, as Windows 8 and later do; 0 never.
  void setIdleAfter(DWORD ms) noexcept { idleAfterMs_ = ms; }
  void touch() noexcept { lastTouch_ = GetTickCount(); }

 private:
  static LRESULT CALLBACK windowProc(HWND window, UINT message, WPARAM wide, LPARAM large);
  void openWindow();
  bool startScenario();
  void adviseAndEnumerate();
  void enumerate();
  void readDescriptors();
  Field readDescriptor(DWORD index, bool& isThere);
  void readCredentials();
  void addTile(DWORD index);
  void leave(Tile& tile);
  void dropTiles();
  void unadviseProvider();
  void enumerateAgain();
  void deselectIdle();
  void checkTyped(Tile& tile);

  Bench& bench_;
  UserList& users_;
  ListEvents listEvents_;
  ProviderModule module_;
  GUID clsid_ = {};
  ComPtr<ICredentialProvider> provider_;
  std::vector<Field> descriptors_;
  bool isScenarioNew_ = false;
  std::vector<Tile*> tiles_;
  /// Every tile and event sink that ever was: see Tile.
  std::vector<std::unique_ptr<Tile>> kept_;
  std::vector<std::unique_ptr<TileEvents>> keptEvents_;
  std::vector<TileEvents*> events_;
  std::size_t currentIndex_ = 0;
  DWORD idleAfterMs_ = 0;
  DWORD lastTouch_ = 0;
  bool isAskedAgain_ = false;
  /// The tiles go and come because the provider asked for it: nobody leaves.
  bool isRefreshing_ = false;
};

}  // namespace latchkey::host
