#!/bin/sh
# Builds what the tests under Wine run: build-tests.sh x86_64|i686 TARGET…  Every layer builds in the same folder,
# dist/windows-build/ARCH, with the same flags, so that nothing is compiled twice.
set -eu

windows=$(cd "$(dirname "$0")/.." && pwd)
arch=$1
build=$(dirname "$windows")/dist/windows-build/$arch
shift

mkdir -p "$build"
{
  nice -n 10 cmake -G Ninja -S "$windows" -B "$build" -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_COMPILER="$arch-w64-mingw32-g++" -DCMAKE_RC_COMPILER="$arch-w64-mingw32-windres" &&
    nice -n 10 cmake --build "$build" -j 2 --target "$@"
} >"$build/build.log" 2>&1 || { tail -n 20 "$build/build.log" >&2; exit 1; }
