#!/bin/sh
# Checks the packages of the add-in: tables, events, policies, signing, and under Wine how they install, upgrade and go.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-installer.json at the root of the repository.
set -eu

windows=$(cd "$(dirname "$0")/.." && pwd)

# shellcheck source=packages.sh
. "$windows/scripts/packages.sh"
needPackages mingw-w64 wixl msitools osslsigncode openssl libxml2-utils wine64 xvfb xauth

# The Node that the repository fetched for itself, where the machine's own is older.
for node in "$(dirname "$windows")"/.node/*/node_modules/*/bin/node node; do
  command -v "$node" >/dev/null 2>&1 && exec nice -n 10 xvfb-run -a "$node" "$windows/installer/test/run.mjs" "$@"
done
echo 'no node: run npm start once, or install Node 24' >&2
exit 69
