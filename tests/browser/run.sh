#!/bin/sh
# Opens the site in a real browser and does what its readers do. The program is target/debug/cyberlex, or what CYBERLEX names.
# Needs Node.js 20, npm and Debian's Chromium, which is installed where it is missing and root runs this. SHOTS names a folder
# for a picture of every kind of page; what else is given goes to Node's test runner, a file say.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${CYBERLEX:-"$here/../../target/debug/cyberlex"}
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"

if [ ! -x "$CHROMIUM" ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "browser tests: there is no $CHROMIUM; install Debian's package chromium, or name a Chromium in CHROMIUM" >&2
    exit 1
  fi
  apt-get update -qq
  # The fonts have the letters of all languages that the site speaks.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk >/dev/null
fi
if ! cmp -s "$here/package-lock.json" "$here/node_modules/installed.json"; then
  (cd "$here" && npm ci --silent --no-fund --no-audit)
  cp "$here/package-lock.json" "$here/node_modules/installed.json"
fi

log=$(mktemp)
server=
stop() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -f "$log"
}
trap stop EXIT
trap 'exit 1' INT TERM
CYBERLEX_LOG=warn "$program" serve --bind 127.0.0.1:0 2>"$log" &
server=$!
tries=0
until SITE=$(sed -n 's/^cyberlex serves at //p' "$log") && [ -n "$SITE" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "browser tests: the server did not start:" >&2
    cat "$log" >&2
    exit 1
  fi
  sleep 0.2
done
export SITE

cd "$here"
status=0
# Files one after another: two browsers at once would only make each wait.
node --test --test-concurrency=1 --test-timeout=1500000 --test-reporter="$here/quiet.mjs" "$@" || status=$?
# What the server had to say: a panic, say, that a page hid.
grep -v '^cyberlex serves at ' "$log" >&2 || true
exit "$status"
