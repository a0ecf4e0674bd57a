#!/usr/bin/env bash
# fuzz.sh [TARGET] [SECONDS]
# Runs the fuzz targets, all or the one, each for so many seconds (600), one after another; says
# what each reached, and keeps a small corpus in fuzz/corpus. docs/fuzzing.md explains.
#
# cargo-fuzz would do the same with a compiler of the day; these are its flags for the stable one.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"

only=${1:-}
seconds=${2:-600}
folder=$LUOTAIN_CACHE/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
built=$folder/target/$host/release
mapfile -t targets < <(sed -n 's|^path = "fuzz_targets/\(.*\)\.rs"$|\1|p' fuzz/Cargo.toml)
if [ -n "$only" ]; then
  [ -e "fuzz/fuzz_targets/$only.rs" ] || {
    printf 'no target %s; there are: %s\n' "$only" "${targets[*]}" >&2
    exit 1
  }
  targets=("$only")
fi

# Counters at every edge and the operands of comparisons for libFuzzer. With --target the flags
# concern only what is fuzzed, not build scripts.
flags='--cfg fuzzing -C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=4
  -C llvm-args=-sanitizer-coverage-inline-8bit-counters -C llvm-args=-sanitizer-coverage-pc-table
  -C llvm-args=-sanitizer-coverage-trace-compares'
mkdir -p "$folder"
CARGO_TARGET_DIR=$folder/target RUSTFLAGS=$(tr -s ' \n' ' ' <<<"$flags") tools/step.sh 'fuzz targets' 20m \
  'read the first error above; a C++ compiler is needed for libFuzzer' \
  cargo build --quiet --manifest-path fuzz/Cargo.toml --release --target "$host" \
  "${targets[@]/#/--bin=}"

found=0
for target in "${targets[@]}"; do
  work=$folder/corpus/$target kept=fuzz/corpus/$target
  log=$folder/$target.log findings=$folder/findings/$target
  mkdir -p "$work" "$findings" "$kept"
  dictionary=()
  [ ! -e "fuzz/dictionaries/$target.dict" ] || dictionary=(-dict="fuzz/dictionaries/$target.dict")
  printf '== fuzz %s: %s s ==\n' "$target" "$seconds"
  code=0
  nice -n 19 timeout --kill-after=10 "$((seconds + 120))" "$built/$target" "$work" "$kept" \
    -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$findings/" "${dictionary[@]}" >"$log" 2>&1 || code=$?

  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(sed -n 's/.*cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  all=$(sed -n 's/.*(\([0-9]*\) inline 8-bit counters).*/\1/p' "$log" | head -n 1)
  printf '   executions %s, edges %s of %s, inputs %s\n' "${runs:-?}" "${edges:-?}" "${all:-?}" \
    "$(find "$work" -type f | wc -l)"
  if [ "$code" != 0 ]; then
    found=1
    grep -A4 -m1 'panicked at\|ERROR: libFuzzer' "$log" | sed 's/^/   /' || tail -n 3 "$log"
    printf '   FINDING in %s; again: %s FILE\n   whole log: %s\n' "$findings" "$built/$target" "$log"
    continue
  fi

  # The working corpus stays in the cache; of it a few inputs are kept beside the seeds.
  merged=$(mktemp -d)
  mkdir "$merged/corpus"
  "$built/$target" -set_cover_merge=1 -use_counters=0 -max_len=4096 -merge_control_file="$merged/control" \
    "$merged/corpus" "$kept" "$work" >>"$log" 2>&1
  node tools/fuzz-corpus.mjs "$merged/control" "$kept" 15
  rm -r "$merged"
done
[ "$found" = 0 ]
