# Makes .venv from a lock file; sourced by ./run and ./test, which stand in the project's folder.
# Installs only when the lock or the project's own pyproject.toml changed: their digest is kept beside the environment.

find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            return 0
        fi
    done
    echo "Một Cửa cần Python 3.11 trở lên. Một Cửa needs Python 3.11 or newer. Run: apt-get install python3" >&2
    exit 3
}

make_environment() {
    [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return 0
    find_python
    if ! "$python" -c 'from ensurepip import version; import venv' 2>/dev/null; then
        echo "Thiếu gói python3-venv. The package python3-venv is missing. Run: apt-get install python3-venv" >&2
        exit 3
    fi
    "$python" -m venv .venv
}

# install_lock LOCK… : exactly what the locks name, by hash, and then the project itself, editable.
install_lock() {
    make_environment
    wanted=$(cat pyproject.toml requirements-installer.lock "$@" | sha256sum | cut -d' ' -f1)
    stamp=.venv/installed-$1.sha256
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
    echo "Cài đặt… Installing what $* names" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-installer.lock
    for lock in "$@"; do
        .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r "$lock"
    done
    .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
    printf '%s\n' "$wanted" >"$stamp"
}
