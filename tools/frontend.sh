#!/bin/bash
# The bundled parts of the pages: `tools/frontend.sh build` makes web/static/dist anew, `check` builds beside it and compares.
# npm is needed only here; nothing is run that a package brings along.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

install_packages() {
    wanted=$(cat package.json package-lock.json | sha256sum | cut -d' ' -f1)
    [ "$(cat node_modules/.installed 2>/dev/null)" = "$wanted" ] && return 0
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    printf '%s\n' "$wanted" >node_modules/.installed
}

install_packages
case "${1:-build}" in
build) node build.mjs ;;
check)
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    node build.mjs "$fresh/dist" >/dev/null
    if ! diff -rq "$fresh/dist" ../web/static/dist >&2; then
        echo "web/static/dist is not what frontend/ makes. Run: make frontend" >&2
        exit 1
    fi
    ;;
esac
