#!/usr/bin/env bash
# step.sh NAME LIMIT HINT COMMAND…
# Runs one step: says its name, stops it after LIMIT (30s, 10m), says how long
# it took, and when it fails what to do (HINT).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

name=$1 limit=$2 hint=$3
shift 3

# With a terminal the command stays in the foreground, so that Ctrl-C reaches it.
foreground=()
[ -t 0 ] && foreground=(--foreground)

printf '== %s ==\n' "$name"
code=0
timeout "${foreground[@]}" --kill-after=10 "$limit" "$@" || code=$?
case $code in
  0) printf '== %s: done in %s s ==\n' "$name" "$SECONDS"; exit 0 ;;
  124 | 137) why="stopped after $limit" ;;
  *) why="failed (exit code $code) after $SECONDS s" ;;
esac
printf '== %s: %s ==\n   What to do: %s\n' "$name" "$why" "$hint" >&2
exit "$code"
