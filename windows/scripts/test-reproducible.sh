#!/bin/sh
# Builds the add-in twice, from two copies of the source that have nothing in common but their files, and compares
# every byte of what comes out. Takes a few minutes. Ends with `N passed, N failed, N skipped` and writes
# reports/windows-reproducible.json at the root of the repository.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)

# shellcheck source=packages.sh
. "$root/windows/scripts/packages.sh"
needPackages mingw-w64 wixl msitools cmake ninja-build nlohmann-json3-dev git

node=$(for one in "$root"/.node/*/node_modules/*/bin/node node; do command -v "$one" && break; done | head -1)
[ -n "$node" ] || { echo 'no node: run npm start once, or install Node 24' >&2; exit 69; }

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# What is there now, committed or not.
copyTo() {
  mkdir -p "$1"
  (cd "$root" && git ls-files -z windows scripts package.json |
    tar --null --files-from=- --ignore-failed-read -cf - 2>/dev/null) | tar -C "$1" -xf -
}

build() {
  nice -n 10 env SOURCE_DATE_EPOCH=1700000000 "$@" "$node" --input-type=module \
    -e "const { buildWindows } = await import('./scripts/tasks/build-windows.mjs')
        buildWindows({ version: '1.2.3', url: 'https://reset.example.org' })"
}

one=$room/one
other="$room/another place/with a much longer name"
copyTo "$one"
copyTo "$other"
(cd "$one" && umask 022 && build TZ=UTC LC_ALL=C)
(cd "$other" && umask 077 && build TZ=Pacific/Auckland LC_ALL=C.UTF-8 HOME="$room")

names=$(cd "$one/dist/windows" && find . -type f | sort)
passed=0
failed=0
for name in $names; do
  if cmp "$one/dist/windows/$name" "$other/dist/windows/$name"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $name is another one in the other place"
  fi
done
# Both packages, what is in them, the policies and the sums: fewer is a build that lost something.
[ "$passed" -ge 12 ] || failed=$((failed + 1))

mkdir -p "$root/reports"
printf '{"passed":%s,"failed":%s,"skipped":0}\n' "$passed" "$failed" >"$root/reports/windows-reproducible.json"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
