#include <doctest/doctest.h>

#include <windows.h>

#include <string>

#include "worker/log_folder.h"
#include "worker/verbose_log.h"

using namespace latchkey;

namespace {

struct Folder {
  std::wstring path;
  Folder() {
    wchar_t root[MAX_PATH];
    GetTempPathW(MAX_PATH, root);
    path = std::wstring(root) + L"latchkey-log-" + std::to_wstring(GetTickCount64());
    CreateDirectoryW(path.c_str(), nullptr);
  }
  ~Folder() {
    for (int age = 0; age < 8; ++age) DeleteFileW(file(age).c_str());
    RemoveDirectoryW(path.c_str());
  }
  [[nodiscard]] std::wstring file(int age) const {
    return path + L"\\worker" + (age == 0 ? std::wstring() : L"." + std::to_wstring(age)) + L".log";
  }
  [[nodiscard]] std::string text() const {
    const Handle opened(CreateFileW(file(0).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                    OPEN_EXISTING, 0, nullptr));
    std::string held(65536, '\0');
    DWORD read = 0;
    ReadFile(opened.get(), held.data(), static_cast<DWORD>(held.size()), &read, nullptr);
    held.resize(read);
    return held;
  }
};

bool exists(const std::wstring& file) { return GetFileAttributesW(file.c_str()) != INVALID_FILE_ATTRIBUTES; }

}  // namespace

TEST_CASE("the log redacts what looks like a secret") {
  const Folder folder;
  {
    VerboseLog log(folder.path);
    log.line("start");
    log.line("Authorization: Bearer Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4 code 123456");
  }
  const std::string text = folder.text();
  CHECK(text.find("start") != std::string::npos);
  CHECK(text.find("Zm9v") == std::string::npos);
  CHECK(text.find("123456") == std::string::npos);
}

TEST_CASE("the log keeps five files of one megabyte") {
  const Folder folder;
  {
    VerboseLog log(folder.path);
    std::string words;
    for (int i = 0; i < 200; ++i) words += "step ";
    for (int i = 0; i < 8000; ++i) log.line(words);
  }
  WIN32_FILE_ATTRIBUTE_DATA facts = {};
  CHECK(GetFileAttributesExW(folder.file(1).c_str(), GetFileExInfoStandard, &facts) != FALSE);
  CHECK(facts.nFileSizeLow <= VerboseLog::kMostBytes);
  CHECK(exists(folder.file(4)));
  CHECK_FALSE(exists(folder.file(5)));
}

TEST_CASE("without a folder of ours nothing is written") {
  VerboseLog log(L"");
  log.line("start");
  CHECK_FALSE(log.isOpen());
}

TEST_CASE("a file, or nothing, in the place of the folder isn't ours") {
  const Folder folder;
  CHECK_FALSE(isFolderOurs(folder.path + L"\\missing"));
  VerboseLog(folder.path).line("start");
  CHECK_FALSE(isFolderOurs(folder.file(0)));
}
