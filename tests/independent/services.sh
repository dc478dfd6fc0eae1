#!/bin/sh
# Loads the graph into two real SPARQL services, Virtuoso and oxigraph's server, and asks the program over them. The program is
# target/debug/cyberlex, or what CYBERLEX names. Makes its own virtual environment, the one of benches/peers; VENV says where,
# PYTHON which interpreter (3.11 or later). Virtuoso is installed from Debian's packages where it is not there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
peers=$here/../../benches/peers
venv=${VENV:-"$peers/.venv"}
. "$here/environment.sh"
environment "$venv" "$peers/requirements.txt"
if ! command -v virtuoso-t >/dev/null; then
  install_packages virtuoso-opensource-7-bin
fi
PYTHONPATH="$peers" exec "$venv/bin/python" "$here/services.py" "$@"
