#!/bin/sh
# Holds the running API against its own OpenAPI document with schemathesis, which shares no line with this program.
# The program is target/debug/cyberlex, or what CYBERLEX names. Makes its own virtual environment; VENV says where, PYTHON
# which interpreter. SECONDS_AT_MOST bounds the run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${CYBERLEX:-"$root/target/debug/cyberlex"}
venv=${VENV:-"$here/.venv-api"}
. "$here/environment.sh"
environment "$venv" "$here/requirements-api.txt"
port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
work=$(mktemp -d)
"$program" --corpus "$root" serve --bind "127.0.0.1:$port" >"$work/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
# Left out: what only an interface with keys or with writing could fail; and that every value of the right form is accepted,
# since which articles an instrument has, or which parameters exclude each other, is said by the data and in words.
# How long an answer takes depends on what else the machine does: only one that never comes is a failure.
cd "$work"
"$venv/bin/schemathesis" run "http://127.0.0.1:$port/api/v1/openapi.json" \
  --wait-for-schema 60 --phases examples,coverage --checks all \
  --exclude-checks ignored_auth,use_after_free,positive_data_acceptance \
  --max-examples "${EXAMPLES:-8}" --seed 1 --no-shrink --workers 2 --request-timeout 180 --max-response-time 180 \
  --suppress-health-check all --continue-on-failure --warnings off
