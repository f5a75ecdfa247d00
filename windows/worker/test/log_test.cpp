#include <doctest/doctest.h>

#include <windows.h>

#include <string>

#include "worker/access.h"
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

namespace {

/// `Latchkey\Logs` under a root of its own, with the given access for one of them.
struct Tree {
  Folder root;
  Tree(const wchar_t* top, const wchar_t* logs) {
    make(root.path + L"\\Latchkey", top);
    make(root.path + L"\\Latchkey\\Logs", logs);
  }
  ~Tree() {
    for (const wchar_t* name : {L"\\Latchkey\\Logs\\Worker", L"\\Latchkey\\Logs", L"\\Latchkey"})
      RemoveDirectoryW((root.path + name).c_str());
  }
  static void make(const std::wstring& folder, const wchar_t* sddl) {
    const Access access(sddl);
    SECURITY_ATTRIBUTES attributes = access.attributes();
    CreateDirectoryW(folder.c_str(), &attributes);
    SetFileSecurityW(folder.c_str(), DACL_SECURITY_INFORMATION, attributes.lpSecurityDescriptor);
  }
};

constexpr wchar_t kOurs[] = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)";
constexpr wchar_t kEverybodys[] = L"D:P(A;OICI;FA;;;WD)";

}  // namespace

TEST_CASE("the log's folder is made where those above it are ours") {
  const Tree tree(kOurs, kOurs);
  CHECK(readyLogFolderIn(tree.root.path) == tree.root.path + L"\\Latchkey\\Logs\\Worker");
}

TEST_CASE("a folder that everybody may write to isn't ours, whoever owns it, nor is one below it") {
  const Tree top(kEverybodys, kOurs);
  CHECK_FALSE(isFolderOurs(top.root.path + L"\\Latchkey"));
  CHECK(readyLogFolderIn(top.root.path).empty());
  Sleep(20);
  const Tree logs(kOurs, kEverybodys);
  CHECK(readyLogFolderIn(logs.root.path).empty());
}

TEST_CASE("nothing is made under a root without our folders") {
  const Folder root;
  CHECK(readyLogFolderIn(root.path).empty());
  CHECK_FALSE(exists(root.path + L"\\Latchkey"));
}
