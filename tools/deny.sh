#!/usr/bin/env bash
# deny.sh
# Holds the crates to deny.toml, and to what is publicly known of their holes where the database
# of advisories can be reached. docs/toolchain.md explains.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$root"

# Without --workspace cargo-deny looks at the crate in the root only, not at the program.
tools/step.sh 'licences, bans and sources' 5m 'hold the crate that is named above against deny.toml' \
  cargo deny --workspace check --hide-inclusion-graph licenses bans sources

if tools/step.sh 'database of advisories' 2m 'start again where github.com/RustSec/advisory-db can be reached' \
  cargo deny fetch db; then
  tools/step.sh 'known holes' 5m 'docs/security.md, "Parts of others", says within which time to mend it' \
    cargo deny --workspace check advisories
else
  printf '== known holes: NOT LOOKED FOR, the database of advisories was not reached ==\n'
fi
