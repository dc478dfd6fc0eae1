# What the scripts have in common that ask programs written by others; to be read by them with a dot.

# Makes a virtual environment ($1) with the packages of a list ($2), unless it is there already. PYTHON says which interpreter.
environment() {
  if [ ! -x "$1/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$1"
  fi
  if ! cmp -s "$2" "$1/installed.txt"; then
    "$1/bin/pip" install --quiet --no-deps --disable-pip-version-check -r "$2"
    cp "$2" "$1/installed.txt"
  fi
}

# Installs Debian's packages. What that says is no part of an answer.
install_packages() {
  as_root=
  if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
  $as_root apt-get update -qq >&2
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
}
