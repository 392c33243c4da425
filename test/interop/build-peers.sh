#!/bin/sh
# Builds the test peers: build-peers.sh [go|rust|js|python]... (without an argument, all).
#
# Prints one line for each, "LANGUAGE PATH", on stdout; everything else goes to stderr. What is built stays in a
# cache outside the checkout, under the SHA-256 of the peer's sources, and is not built again:
#   $MOTE_PEERS, else $XDG_CACHE_HOME/mote/peers, else ~/.cache/mote/peers
# Exit: 0 all built, 1 a build failed, 2 a tool is missing or the language is unknown.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cache=${MOTE_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/mote/peers}

say() {
    echo "build-peers: $*" >&2
}

need() { # COMMAND HINT
    command -v "$1" >/dev/null 2>&1 || {
        say "there is no '$1': $2"
        exit 2
    }
}

sources() { # LANGUAGE: the files that a build reads, sorted, relative to the language's folder
    case $1 in
        go) (cd "$here/go" && find . -name '*.go' -o -name go.mod -o -name go.sum) ;;
        rust) (cd "$here/rust" && find Cargo.toml src -type f) ;;
        js) (cd "$here/js" && find package.json src -type f) ;;
        python) (cd "$here/python" && find requirements.txt src -name '*.txt' -o -name '*.py') ;;
    esac | LC_ALL=C sort
}

key() { # LANGUAGE
    sources "$1" | (cd "$here/$1" && xargs sha256sum) | sha256sum | cut -c1-64
}

build_go() { # OUTPUT
    (cd "$here/go" && CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$1" .) >&2
}

# Built from a copy, so that no lock file or target folder appears in the checkout. Both stay there from one key to
# the next: only the first build takes minutes.
build_rust() { # OUTPUT
    mkdir -p "$cache/rust/source" &&
        rm -rf "$cache/rust/source/src" &&
        cp -R "$here/rust/Cargo.toml" "$here/rust/src" "$cache/rust/source/" &&
        CARGO_TARGET_DIR="$cache/rust/target" \
            cargo build --release --manifest-path "$cache/rust/source/Cargo.toml" >&2 &&
        cp "$cache/rust/target/release/mote-peer" "$1"
}

# Packages stay from one key to the next, under the SHA-256 of the list that pins them all.
build_js() { # OUTPUT
    folder=$(dirname "$1")
    packages=$cache/js/packages-$(sha256sum "$here/js/package.json" | cut -c1-64)
    if [ ! -d "$packages/node_modules" ]; then
        rm -rf "$packages.unfinished"
        mkdir -p "$packages.unfinished"
        cp "$here/js/package.json" "$packages.unfinished/"
        (cd "$packages.unfinished" &&
            npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 || return
        mv "$packages.unfinished" "$packages"
    fi
    rm -rf "$folder/src" "$folder/node_modules"
    cp -R "$here/js/package.json" "$here/js/src" "$folder/" &&
        ln -s "$packages/node_modules" "$folder/node_modules" &&
        printf '#!/bin/sh\nexec node "%s/src/main.js" "$@"\n' "$folder" >"$1" &&
        chmod +x "$1"
}

# A virtual environment cannot be moved, so a file in it tells that it is whole.
build_python() { # OUTPUT
    folder=$(dirname "$1")
    packages=$cache/python/packages-$( (python3 -V && cat "$here/python/requirements.txt") | sha256sum | cut -c1-64)
    if [ ! -e "$packages/whole" ]; then
        rm -rf "$packages"
        python3 -m venv "$packages" >&2 &&
            "$packages/bin/pip" install -q --disable-pip-version-check --no-deps \
                -r "$here/python/requirements.txt" >&2 &&
            touch "$packages/whole" || return
    fi
    rm -rf "$folder/src"
    mkdir "$folder/src" &&
        cp "$here"/python/src/*.py "$folder/src/" &&
        printf '#!/bin/sh\nexec "%s/bin/python" "%s/src/main.py" "$@"\n' "$packages" "$folder" >"$1" &&
        chmod +x "$1"
}

[ $# -gt 0 ] || set -- go rust js python
need flock "install util-linux"
mkdir -p "$cache"
exec 9>"$cache/lock" # One build at a time: they share the rust folders.
flock 9
for language; do
    case $language in
        go) need go "install Go 1.26 or newer" ;;
        rust) need cargo "install Rust 1.95 or newer" ;;
        python) need python3 "install Python 3.10 or newer, with its venv" ;;
        js) need node "install Node 20 or newer" && need npm "install Node 20 or newer, with npm" ;;
        *)
            say "unknown language '$language': go, rust, js or python"
            exit 2
            ;;
    esac
    folder=$cache/$language/$(key "$language")
    peer=$folder/mote-peer
    if [ ! -x "$peer" ]; then
        say "building the $language peer"
        mkdir -p "$folder"
        if ! "build_$language" "$peer.unfinished"; then
            rm -rf "$folder"
            say "the $language peer did not build"
            exit 1
        fi
        mv "$peer.unfinished" "$peer"
    fi
    echo "$language $peer"
done
