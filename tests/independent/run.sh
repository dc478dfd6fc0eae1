#!/bin/sh
# Validates ontology and corpus against the shapes once more (pySHACL), then asks the exported graph our queries (rdflib, Apache
# Jena), with engines that share no line with this program; and asks a running server with a client and a parser that others
# wrote. The program is target/debug/cyberlex, or what CYBERLEX names.
# Makes its own virtual environment; VENV says where, PYTHON which interpreter (3.11 or later). Jena and Java are installed
# from Debian's packages where they are not there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${VENV:-"$here/.venv"}
. "$here/environment.sh"
environment "$venv" "$here/requirements.txt"
if [ ! -e /usr/share/java/jena-arq.jar ] || ! command -v java >/dev/null; then
  install_packages libapache-jena-java default-jre-headless
fi
"$venv/bin/python" "$here/validate.py" "$@"
"$venv/bin/python" "$here/export.py"
"$venv/bin/python" "$here/jena.py"
exec "$venv/bin/python" "$here/endpoint.py"
