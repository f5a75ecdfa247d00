// std::mutex is not in this MinGW's thread model, and all assertions are on one thread.
#define DOCTEST_CONFIG_NO_MULTITHREADING
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int wmain(int, wchar_t**) { return doctest::Context().run(); }
