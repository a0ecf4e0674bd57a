# Sourced by every script: where things lie, and which compiler is used.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Everything that is slow to make lies outside the checkout, so that a fresh
# clone compiles only our own crates.
export LUOTAIN_CACHE=${LUOTAIN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/luotain}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$LUOTAIN_CACHE/target}
# `site-root` in Cargo.toml; the server reads this variable too.
export LUOTAIN_SITE=$root/target/site
# The program of every day, or with LUOTAIN_PROFILE=dist the one that is handed out.
export LUOTAIN_PROFILE=${LUOTAIN_PROFILE:-release}
export LUOTAIN_BIN=$CARGO_TARGET_DIR/$LUOTAIN_PROFILE/luotain

cargo_leptos_version=0.3.11
cargo_deny_version=0.20.2
wasm_bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3 }' "$root/Cargo.lock")
rust_minimum=$(awk -F'"' '/^rust-version = / { print $2 }' "$root/Cargo.toml")

# Playwright runs on no older Node. Where the one on PATH is (Debian 12 has 18), this one,
# with its npm, comes from the npm registry.
node_minimum=20
node_version=22.23.3
npm_version=10.9.9

cargo_leptos_dir=$LUOTAIN_CACHE/tools/cargo-leptos-$cargo_leptos_version
cargo_deny_dir=$LUOTAIN_CACHE/tools/cargo-deny-$cargo_deny_version
wasm_bindgen_dir=$LUOTAIN_CACHE/tools/wasm-bindgen-$wasm_bindgen_version
node_dir=$LUOTAIN_CACHE/tools/node-$node_version
PATH=$cargo_leptos_dir/bin:$wasm_bindgen_dir/bin:$cargo_deny_dir/bin:$root/end2end/node_modules/.bin:$PATH

# True if the Node on PATH is new enough.
has_node() {
  local major
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  [ "${major:-0}" -ge "$node_minimum" ]
}

if ! has_node && [ -x "$node_dir/node_modules/.bin/node" ]; then
  PATH=$node_dir/node_modules/.bin:$PATH
fi

# True if the compiler $1 is new enough and has the WebAssembly library.
has_wasm() {
  local version libdir
  version=$("$1" --version 2>/dev/null | awk '{ print $2 }') || return 1
  printf '%s\n' "$rust_minimum" "${version:-0}" | sort --check=quiet --version-sort || return 1
  libdir=$("$1" --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
  compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

# One compiler for everything: Debian's where it was once set up (a change of
# compiler would compile everything anew), else the one on PATH.
if has_wasm /usr/bin/rustc; then
  PATH=/usr/bin:$PATH
fi
export PATH

# The browser of the tests: $CHROMIUM, else the first that is installed.
CHROMIUM=${CHROMIUM:-$(command -v chromium chromium-browser google-chrome google-chrome-stable | head -n 1 || true)}
export CHROMIUM
