#!/bin/sh
# How long this program and others take for the same answers: `run.sh small`, `s` or `m`; see README.md and `run.sh --help`.
# The program is target/release/cyberlex, or what CYBERLEX names; that which makes up the data target/release/examples/generate,
# or what GENERATE names. Makes its own virtual environment; VENV says where, PYTHON which interpreter (3.11 or later). Jena, a
# Java compiler and Virtuoso are installed from Debian's packages where they are not there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${VENV:-"$here/.venv"}
. "$here/../../tests/independent/environment.sh"
environment "$venv" "$here/requirements.txt"
packages=
if [ ! -e /usr/share/java/jena-tdb2.jar ]; then packages="$packages libapache-jena-java"; fi
if ! command -v javac >/dev/null; then packages="$packages default-jdk-headless"; fi
if ! command -v virtuoso-t >/dev/null; then packages="$packages virtuoso-opensource-7-bin"; fi
if [ -n "$packages" ]; then
  install_packages $packages
fi
# Terms, and the jars of Jena, as the independent checks have them.
export PYTHONPATH="$here/../../tests/independent"
exec "$venv/bin/python" "$here/run.py" "$@"
