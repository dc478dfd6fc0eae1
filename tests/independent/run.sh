#!/bin/sh
# Validates ontology and corpus against the shapes once more, then asks the exported graph our queries, both with engines that
# share no line with this program; and asks a running server with a client and a parser that others wrote. The program is
# target/debug/cyberlex, or what CYBERLEX names.
# Makes its own virtual environment; VENV says where, PYTHON which interpreter.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${VENV:-"$here/.venv"}
if [ ! -x "$venv/bin/python" ]; then
  "${PYTHON:-python3}" -m venv "$venv"
fi
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  "$venv/bin/pip" install --quiet --no-deps --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
"$venv/bin/python" "$here/validate.py" "$@"
"$venv/bin/python" "$here/export.py"
exec "$venv/bin/python" "$here/endpoint.py"
