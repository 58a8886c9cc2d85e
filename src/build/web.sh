#!/bin/bash
# web.sh build TARGET      builds the pages (src/main/web) into TARGET/classes/web, unless nothing has changed
# web.sh check TARGET      lint, types and unit tests of the pages, unless nothing has changed since they passed
#
# What npm fetches is kept in the project's own cache folder; nothing outside of it, of src/main/web/node_modules and of
# TARGET is written.
set -euo pipefail
WHAT=$1
TARGET=$(mkdir -p "$2" && cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../main/web"
export npm_config_cache="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/earshot/npm"

die() {
    echo "web: $*" >&2
    exit 1
}

node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null &&
    command -v npm >/dev/null ||
    die "the pages need Node.js 20.19, 22.12 or newer, with npm. Install it, or build without pages: -DskipWeb"

# Name, size and time of what the given files and folders hold.
state() { find "$@" -type f -printf '%p %s %T@\n' | sort | sha256sum; }

CONFIGURATION=(package.json package-lock.json .npmrc tsconfig.json vite.config.ts)

install() {
    local wanted
    wanted=$(cat package.json package-lock.json | sha256sum)
    [ "$(cat node_modules/.earshot 2>/dev/null)" = "$wanted" ] && return
    npm ci --prefer-offline --loglevel=error >/dev/null ||
        die "the libraries of the pages could not be fetched. Check the network or npm's settings, or build without pages: -DskipWeb"
    echo "$wanted" >node_modules/.earshot
}

build() {
    local stamp=$TARGET/.web-built now
    now=$(state "${CONFIGURATION[@]}" index.html public src)
    [ -f "$TARGET/classes/web/files.txt" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
    install
    node_modules/.bin/vite build --logLevel warn --outDir "$TARGET/classes/web" --emptyOutDir
    (cd "$TARGET/classes/web" && find . -type f ! -name files.txt | sed 's/^\.//' | sort >"$TARGET/web-files" &&
        mv "$TARGET/web-files" files.txt)
    echo "$now" >"$stamp"
}

check() {
    local stamp=$TARGET/.web-checked now
    now=$(state "${CONFIGURATION[@]}" .oxlintrc.json vitest.browser.config.ts src browser)
    [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
    install
    npm run --silent check >"$TARGET/web-check.log" 2>&1 || {
        cat "$TARGET/web-check.log" >&2
        die "the checks of the pages fail (see above)."
    }
    echo "$now" >"$stamp"
}

case "$WHAT" in
    build) build ;;
    check) check ;;
    *) die "say build or check, not '$WHAT'." ;;
esac
