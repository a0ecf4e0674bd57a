#!/usr/bin/env bash
# Builds what the browser loads (WASM in lazy chunks, JS, CSS) into target/site,
# compressed beside the originals. Does nothing if no source has changed.
# With `dev`: into target/site-dev, soon built after an edit and slow to load, for work on pages.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"

fingerprint() {
  {
    rustc --version
    printf '%s\n' "$cargo_leptos_version"
    for path in app src style public .cargo Cargo.toml Cargo.lock end2end/package-lock.json tools/front.sh tools/bin tools/precompress.mjs; do
      if [ -e "$path" ]; then find "$path" -type f -print0; fi
    done | LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum
}

if [ "${1:-}" = dev ]; then
  export LEPTOS_SITE_ROOT=$root/target/site-dev
  cargo leptos build --frontend-only --split
  exit 0
fi

stamp=$LUOTAIN_SITE.stamp
now=$(fingerprint)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && [ -f "$LUOTAIN_SITE/pkg/luotain.wasm" ]; then
  printf '   unchanged\n'
  exit 0
fi
rm -f "$stamp"
WASM_OPT=$(command -v wasm-opt)
export WASM_OPT
# What every browser loads says nothing of the machine that built it, and is the same from another
# one: where a panic names a library's source, the path begins at the library. Set here, flags
# replace those of .cargo/config.toml.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
[ -d "$cargo_home/registry/src" ] || cargo fetch --locked --target wasm32-unknown-unknown
RUSTFLAGS='--cfg erase_components'
for sources in "$cargo_home"/registry/src/*; do
  RUSTFLAGS+=" --remap-path-prefix=$sources=crates"
done
export RUSTFLAGS
PATH=$root/tools/bin:$PATH cargo leptos build --release --frontend-only --split
for path in "$cargo_home" "$root"; do
  if grep --recursive --text --quiet --fixed-strings -- "$path/" "$LUOTAIN_SITE/pkg"; then
    printf '   the front names a folder of this machine: %s\n' "$path"
    exit 1
  fi
done
node tools/precompress.mjs "$LUOTAIN_SITE"
printf '%s\n' "$now" >"$stamp"
