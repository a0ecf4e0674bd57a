#!/usr/bin/env bash
# setup.sh [browser] [load] [deny]
# Installs what is missing for the build; with `browser` also Chromium, with
# `load` also the load generator, with `deny` also cargo-deny. Installs nothing
# when everything is there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"
mkdir -p "$LUOTAIN_CACHE/tools"

# Two terminals, two clones: one installs, the other waits.
exec 9>"$LUOTAIN_CACHE/setup.lock"
flock 9

step() { tools/step.sh "$@"; }
has() { command -v "$1" >/dev/null; }
give_up() { printf '== tools: %s ==\n   What to do: %s\n' "$1" "$2" >&2; exit 1; }

lists_fresh=
apt_install() {
  if ! has apt-get || [ "$(id -u)" != 0 ]; then
    give_up "missing: $*" "install it (on Debian, as root: apt-get install $*) and start again"
  fi
  if [ -z "$lists_fresh" ]; then
    step 'package lists' 5m 'check the network and /etc/apt/sources.list' \
      apt-get update -qq || printf '   going on with the old package lists\n'
    lists_fresh=1
  fi
  DEBIAN_FRONTEND=noninteractive step "Debian packages: $*" 20m \
    'read the message of apt-get above; on another system install the same by hand' \
    bash -c 'apt-get install -qq --no-install-recommends "$@" >/dev/null' apt "$@"
}

basics() {
  has cc && has c++ || apt_install build-essential
  has git || apt_install git
  # A bare Debian trusts nobody: cargo and git need the certificates.
  if has dpkg-query && [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then apt_install ca-certificates; fi
  has node || apt_install nodejs
  has npm || apt_install npm
  has_node || newer_node
}

# Node with an npm of its own (Debian's npm works with Debian's Node only), from the packages
# that carry them whole: nothing is downloaded beside the registry.
newer_node() {
  local arch
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) give_up "Node is older than $node_minimum" "install Node $node_minimum or newer (nodejs.org) and start again" ;;
  esac
  step "Node $node_version" 10m "check the network, or install Node $node_minimum or newer (nodejs.org), and start again" \
    npm --prefix "$node_dir" install --no-audit --no-fund --loglevel=error \
    "node-linux-$arch@$node_version" "npm@$npm_version"
  . tools/env.sh
  has_node || give_up "Node is older than $node_minimum" "install Node $node_minimum or newer (nodejs.org) and start again"
}

# A compiler that builds for the server and for the browser. The target from
# rustup where rustup's server answers (where it does not, rustup hangs); else
# Debian's compiler, for which the library is built from Debian's source.
compiler() {
  if ! has_wasm rustc; then
    if has rustup && step 'WebAssembly target from rustup' 60s 'nothing: the compiler of Debian is tried next' \
      rustup target add wasm32-unknown-unknown && has_wasm rustc; then
      return
    fi
    debian_compiler
    . tools/env.sh
    has_wasm rustc || give_up "no Rust $rust_minimum with WebAssembly" \
      'install Rust from rustup.rs, run: rustup update && rustup target add wasm32-unknown-unknown'
  fi
  # Debian updates its compiler, not the library that was built beside it.
  local probe=$LUOTAIN_CACHE/probe.wasm
  if ! echo 'pub fn probe() {}' | rustc --target wasm32-unknown-unknown --crate-type cdylib -o "$probe" - 2>/dev/null; then
    [ "$(command -v rustc)" = /usr/bin/rustc ] || give_up 'rustc cannot build for WebAssembly' \
      'run: rustup target remove wasm32-unknown-unknown; rustup target add wasm32-unknown-unknown'
    debian_compiler
  fi
  rm -f "$probe"
}

debian_compiler() {
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy
  # rust-web-llvm links to `rust-lld` without depending on the package that has it.
  local lld
  lld=$(dpkg-query --show --showformat='${Depends}' rust-web-llvm | sed -n 's/.*llvm-\([0-9]*\).*/lld-\1/p')
  has "$lld" || apt_install "$lld"
  has cargo-fmt || apt_install rustfmt-web
  step 'WebAssembly library for the Debian compiler' 10m \
    'run make clean, and start again' tools/wasm-std.sh
}

# Installed once per version, into the cache.
cargo_tools() {
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $wasm_bindgen_version" ]; then
    # Not --locked: one of its locked dependencies was withdrawn.
    CARGO_TARGET_DIR=$LUOTAIN_CACHE/tools/build \
      CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
      step "wasm-bindgen $wasm_bindgen_version" 20m 'check the network; starting again goes on where it stopped' \
      cargo install --quiet --root "$wasm_bindgen_dir" wasm-bindgen-cli --version "$wasm_bindgen_version"
  fi
  if [ "$(cargo-leptos --version 2>/dev/null | awk '{ print $NF }')" != "$cargo_leptos_version" ]; then
    # A debug build takes a quarter of the time and is fast enough in use.
    # `no_downloads`: it must use the tools of this script.
    # `--ignore-rust-version`: its lock file asks for Rust 1.96, and 1.95 does.
    CARGO_TARGET_DIR=$LUOTAIN_CACHE/tools/build CARGO_PROFILE_DEV_DEBUG=0 \
      step "cargo-leptos $cargo_leptos_version" 40m 'check the network; starting again goes on where it stopped' \
      cargo install --quiet --debug --locked --ignore-rust-version --root "$cargo_leptos_dir" \
      --no-default-features --features no_downloads \
      cargo-leptos --version "$cargo_leptos_version"
  fi
  rm -rf "$LUOTAIN_CACHE/tools/build"
}

# Playwright, axe, lighthouse and wasm-opt, when the lock file has changed.
npm_packages() {
  local stamp=end2end/node_modules/.luotain-lock
  cmp -s end2end/package-lock.json "$stamp" && return
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 step 'npm packages' 10m 'check the network and the registry that npm uses' \
    npm --prefix end2end ci --no-audit --no-fund --loglevel=error
  cp end2end/package-lock.json "$stamp"
}

browser() {
  [ -z "$CHROMIUM" ] || return 0
  if has apt-get && [ "$(id -u)" = 0 ]; then
    apt_install chromium
  else
    # $CHROMIUM stays empty: Playwright then takes its own.
    step 'Chromium from Playwright' 10m 'install Chromium by hand, or name it in the variable CHROMIUM' \
      playwright install chromium
  fi
}

# Like cargo-leptos a debug build; nothing of the build needs it.
cargo_deny() {
  [ "$(cargo-deny --version 2>/dev/null)" = "cargo-deny $cargo_deny_version" ] && return
  CARGO_TARGET_DIR=$LUOTAIN_CACHE/tools/build CARGO_PROFILE_DEV_DEBUG=0 \
    step "cargo-deny $cargo_deny_version" 40m 'check the network; starting again goes on where it stopped' \
    cargo install --quiet --debug --locked --root "$cargo_deny_dir" cargo-deny --version "$cargo_deny_version"
  rm -rf "$LUOTAIN_CACHE/tools/build"
}

basics
compiler
cargo_tools
npm_packages
for extra in "$@"; do
  case $extra in
    browser) browser ;;
    load) has wrk || apt_install wrk ;;
    deny) cargo_deny ;;
    *) give_up "unknown: $extra" 'setup.sh [browser] [load] [deny]' ;;
  esac
done
