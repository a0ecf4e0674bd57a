#!/usr/bin/env bash
# Builds Rust's standard library for the browser from Debian's own source
# (rust-web-src), and puts it where Debian's compiler looks for it. After that
# the compiler is as after `rustup target add wasm32-unknown-unknown`.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
PATH=/usr/bin:$PATH

work=$LUOTAIN_CACHE/wasm-std
rm -rf "$work"
mkdir -p "$work/src"
cd "$work"
touch src/lib.rs
cat >Cargo.toml <<'TOML'
[package]
name = "wasm-std"
edition = "2024"
[workspace]
TOML

# -Zbuild-std is a switch of nightly compilers; Debian's source fits its compiler.
CARGO_TARGET_DIR=$work/target RUSTC_BOOTSTRAP=1 cargo build --quiet --release \
  --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test

libdir=$(rustc --print target-libdir --target wasm32-unknown-unknown)
mkdir -p "$libdir"
rm -f "$libdir"/*.rlib
rm -f target/wasm32-unknown-unknown/release/deps/libwasm_std-*.rlib
cp target/wasm32-unknown-unknown/release/deps/*.rlib "$libdir/"
rm -rf "$work"
