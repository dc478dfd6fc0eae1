#!/bin/sh
# Loads the graph into two real SPARQL services, Virtuoso and oxigraph's server, and asks the program over them. The program is
# target/debug/cyberlex, or what CYBERLEX names. Makes its own virtual environment, the one of benches/peers; VENV says where,
# PYTHON which interpreter (3.11 or later). Virtuoso is installed from Debian's packages where it is not there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
peers=$here/../../benches/peers
venv=${VENV:-"$peers/.venv"}
if [ ! -x "$venv/bin/python" ]; then
  "${PYTHON:-python3}" -m venv "$venv"
fi
if ! cmp -s "$peers/requirements.txt" "$venv/installed.txt"; then
  "$venv/bin/pip" install --quiet --no-deps --disable-pip-version-check -r "$peers/requirements.txt"
  cp "$peers/requirements.txt" "$venv/installed.txt"
fi
if ! command -v virtuoso-t >/dev/null; then
  as_root=
  if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends virtuoso-opensource-7-bin
fi
PYTHONPATH="$peers" exec "$venv/bin/python" "$here/services.py" "$@"
