#!/bin/sh
# The whole add-in under Wine, as it is released: package, service, DLL and the real server (e2e/windows/).
# Dumps of every step of the tile and pictures of every step of the dialog stay in reports/windows-release/.
# Writes reports/windows-release.json at the root of the repository.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"

# The Node that the repository fetched for itself, where the machine's own is older.
for node in "$root"/.node/*/node_modules/*/bin/node node; do
  command -v "$node" >/dev/null 2>&1 && exec nice -n 10 "$node" scripts/run.mjs layer windows-release
done
echo 'no node: run npm start once, or install Node 24' >&2
exit 69
