#include "host/window_dump.h"

#include <objidl.h>

#include <gdiplus.h>

namespace latchkey::host {
namespace {

constexpr CLSID kPngEncoder = {0x557cf406, 0x1a04, 0x11d3, {0x9a, 0x73, 0x00, 0x00, 0xf8, 0x1e, 0xf3, 0x2e}};

bool isPassword(HWND window) { return SendMessageW(window, EM_GETPASSWORDCHAR, 0, 0) != 0; }

BOOL CALLBACK collect(HWND window, LPARAM into) {
  if (IsWindowVisible(window) != FALSE) reinterpret_cast<std::vector<HWND>*>(into)->push_back(window);
  return TRUE;
}

INT_PTR CALLBACK warmUpProc(HWND window, UINT message, WPARAM, LPARAM) {
  if (message == WM_INITDIALOG) {
    for (const wchar_t* const control : {L"STATIC", L"EDIT", L"COMBOBOX", L"BUTTON"}) {
      CreateWindowW(control, L"Aé✓", WS_CHILD | WS_VISIBLE, 4, 4, 80, 20, window, nullptr, nullptr, nullptr);
    }
    SetTimer(window, 1, 50, nullptr);
    return TRUE;
  }
  if (message == WM_TIMER) EndDialog(window, 0);
  return FALSE;
}

class ScreenCopy {
 public:
  explicit ScreenCopy(const RECT& place)
      : screen_(GetDC(nullptr)),
        memory_(CreateCompatibleDC(screen_)),
        bitmap_(CreateCompatibleBitmap(screen_, place.right - place.left, place.bottom - place.top)) {
    const HGDIOBJ before = SelectObject(memory_, bitmap_);
    BitBlt(memory_, 0, 0, place.right - place.left, place.bottom - place.top, screen_, place.left, place.top, SRCCOPY);
    SelectObject(memory_, before);
  }
  ~ScreenCopy() {
    DeleteObject(bitmap_);
    DeleteDC(memory_);
    ReleaseDC(nullptr, screen_);
  }
  ScreenCopy(const ScreenCopy&) = delete;
  ScreenCopy& operator=(const ScreenCopy&) = delete;
  [[nodiscard]] HBITMAP bitmap() const noexcept { return bitmap_; }

 private:
  HDC screen_;
  HDC memory_;
  HBITMAP bitmap_;
};

}  // namespace

std::string classOf(HWND window) {
  wchar_t name[64] = {};
  GetClassNameW(window, name, 64);
  return toUtf8(name);
}

std::string textOf(HWND window) {
  wchar_t text[2048] = {};
  SendMessageW(window, WM_GETTEXT, 2048, reinterpret_cast<LPARAM>(text));
  if (classOf(window) == "Edit" && isPassword(window)) return std::string(wcslen(text), '*');
  return toUtf8(text);
}

std::vector<HWND> visibleControls(HWND dialog) {
  std::vector<HWND> found;
  EnumChildWindows(dialog, collect, reinterpret_cast<LPARAM>(&found));
  return found;
}

JsonLine describeWindow(HWND dialog) {
  std::string controls = "[";
  for (const HWND control : visibleControls(dialog)) {
    RECT place = {};
    GetWindowRect(control, &place);
    MapWindowPoints(nullptr, dialog, reinterpret_cast<POINT*>(&place), 2);
    JsonLine line(classOf(control));
    line.number("id", GetDlgCtrlID(control)).text("text", textOf(control));
    line.flag("enabled", IsWindowEnabled(control) != FALSE).number("x", place.left).number("y", place.top);
    line.number("width", place.right - place.left).number("height", place.bottom - place.top);
    controls += (controls.size() > 1 ? "," : "") + line.take();
  }
  JsonLine line("window");
  line.text("class", classOf(dialog)).text("title", textOf(dialog)).raw("controls", controls + "]");
  return line;
}

void warmUpDrawing(HWND owner) {
  struct {
    DLGTEMPLATE shape;
    WORD nothing[3];
  } dialog = {};
  dialog.shape.style = WS_POPUP | WS_VISIBLE | WS_CAPTION;
  dialog.shape.cx = 120;
  dialog.shape.cy = 60;
  DialogBoxIndirectParamW(GetModuleHandleW(nullptr), &dialog.shape, owner, warmUpProc, 0);
}

bool savePicture(HWND window, const std::wstring& path) {
  RECT place = {};
  if (GetWindowRect(window, &place) == FALSE) return false;
  const Gdiplus::GdiplusStartupInput input;
  ULONG_PTR token = 0;
  if (Gdiplus::GdiplusStartup(&token, &input, nullptr) != Gdiplus::Ok) return false;
  bool isSaved = false;
  {
    const ScreenCopy copy(place);
    Gdiplus::Bitmap picture(copy.bitmap(), nullptr);
    isSaved = picture.Save(path.c_str(), &kPngEncoder, nullptr) == Gdiplus::Ok;
  }
  Gdiplus::GdiplusShutdown(token);
  return isSaved;
}

}  // namespace latchkey::host
