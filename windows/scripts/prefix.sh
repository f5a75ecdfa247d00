# Sourced by the test scripts: Windows of their own, quickly.
# shellcheck shell=sh

# preparePrefix TEMPLATE: a Wine prefix that nothing was done to, made once, with a screen, since Wine asks for one. `wine`
# and `wineserver` name the programs.
preparePrefix() {
  [ -e "$1/.prepared" ] && return 0
  rm -rf "$1"
  WINEPREFIX=$1 nice -n 10 xvfb-run -a "$wine" wineboot -i >/dev/null 2>&1
  WINEPREFIX=$1 "$wineserver" -w
  [ -e "$1/system.reg" ] && touch "$1/.prepared"
}

# copyPrefix TEMPLATE PREFIX: as good as new. The 700 MB of Windows' own files are hard links, since nobody writes to them;
# the registry is a copy.
copyPrefix() {
  rm -rf "$2"
  cp -al "$1" "$2"
  for file in "$2"/*.reg; do cp --remove-destination "$1/${file##*/}" "$file"; done
}
