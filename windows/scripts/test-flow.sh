#!/bin/sh
# Builds the portable half of the add-in with clang, ASan and UBSan, and runs its tests.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-flow.json at the root of the repository.
set -eu

windows=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$windows")
build=${LATCHKEY_FLOW_BUILD:-$root/dist/windows-build/flow}
reports=$root/reports

# shellcheck source=packages.sh
. "$windows/scripts/packages.sh"
needPackages clang libclang-rt-14-dev cmake ninja-build nlohmann-json3-dev doctest-dev

mkdir -p "$build" "$reports"
rm -f "$build/ctest.xml"
nice -n 10 cmake -G Ninja -S "$windows" -B "$build" -DCMAKE_CXX_COMPILER=clang++ \
  -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLATCHKEY_SANITIZE=ON -DLATCHKEY_FUZZ=ON >/dev/null
nice -n 10 cmake --build "$build"
nice -n 10 ctest --test-dir "$build" --output-on-failure --output-junit "$build/ctest.xml" -j 2 || true

# No report means that nothing ran, which is no success.
[ -s "$build/ctest.xml" ] || { echo 'ctest wrote no report' >&2; exit 1; }
count() { sed -n "s/^[[:space:]]*$1=\"\([0-9]*\)\".*/\1/p" "$build/ctest.xml" | head -n 1; }
tests=$(count tests)
failed=$(count failures)
skipped=$(($(count skipped) + $(count disabled)))
passed=$((tests - failed - skipped))
printf '{"passed":%d,"failed":%d,"skipped":%d}\n' "$passed" "$failed" "$skipped" >"$reports/windows-flow.json"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
