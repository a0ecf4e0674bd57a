# Luotain: `make run` starts the demonstration, `make test` runs everything.
# Each step says what it does; tools/step.sh bounds it in time. docs/toolchain.md explains.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help tools build front server run dev check test crash dist bench sbom deny fuzz fmt clean \
	format clippy unit bundle browser lighthouse optimised

step := tools/step.sh
fix := read the first error above, mend it, and start again
# Always the whole workspace and all targets: the features of the dependencies
# are then the same in every step, and the store is compiled once.
workspace := --release --workspace
# Warnings stop the continuous integration, not a person at work.
deny := $(if $(CI),-D warnings)
data := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/luotain/demo

# The demonstration with the front in a folder.
demonstration = mkdir -p '$(data)' && echo '== demonstration: data in $(data); stop with Ctrl-C ==' && \
	. tools/env.sh && exec "$$LUOTAIN_BIN" demo --data '$(data)' --site "$(1)" --listen 127.0.0.1:3000

rounds := $(or $(ROUNDS),100)
persons := $(or $(PERSONS),100000)
seconds := $(or $(SECONDS),10)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## install what is missing: compiler target, cargo-leptos, wasm-bindgen, npm packages
	@tools/setup.sh

build: server front ## the program and what the browser loads

server: tools ## the program, its tests and benchmarks
	@$(step) 'program (the first time a quarter of an hour)' 60m '$(fix)' cargo build $(workspace) --all-targets

front: tools ## what the browser loads, into target/site
	@$(step) 'front' 30m '$(fix)' tools/front.sh

run: build ## the demonstration at http://localhost:3000, with a synthetic register
	@$(call demonstration,$$LUOTAIN_SITE)

# Most of what an edit of a page costs is making it fast and small. Only the part with the pages is built
# otherwise; a test beside the program keeps the features of the other parts as in every step.
soon := --config profile.release.package.luotain-app.opt-level=1 \
	--config profile.release.package.luotain-app.codegen-units=256

dev: tools ## as run, soon built after an edit of a page, and slow to load
	@$(step) 'program, soon built (some minutes the first time)' 60m '$(fix)' \
		cargo $(soon) test $(workspace) --test crash --no-run
	@$(step) 'front, soon built (some minutes the first time)' 30m '$(fix)' tools/front.sh dev
	@$(call demonstration,target/site-dev)

check: tools format clippy unit ## the inner loop: format, clippy, unit and integration tests

format:
	@. tools/env.sh; if cargo fmt --version >/dev/null 2>&1; \
	then $(step) 'format' 2m 'run: make fmt' cargo fmt --all --check; \
	else echo '== format: left out, there is no rustfmt =='; fi

# The second run reads the code that only the browser has; its folder and
# profile are those of the front build, so that nothing is compiled twice.
clippy:
	@$(step) 'clippy' 40m '$(fix)' cargo clippy $(workspace) --all-targets -- $(deny)
	@. tools/env.sh; $(step) 'clippy for the browser' 20m '$(fix)' \
		cargo clippy --package luotain-app --lib --features hydrate --profile wasm-release \
		--target wasm32-unknown-unknown --target-dir "$$CARGO_TARGET_DIR/front" -- $(deny)

unit:
	@$(step) 'unit and integration tests' 60m 'read the failing test above; run it alone: cargo test --release --workspace NAME' \
		cargo test $(workspace)

test: check sbom server front bundle browser ## everything: check, front, its size, browser tests

bundle:
	@. tools/env.sh; $(step) 'size of the first load' 1m 'docs/toolchain.md, "Size"' node tools/bundle-report.mjs "$$LUOTAIN_SITE" "$$LUOTAIN_BIN"

sbom: tools ## what the program is made of, as CycloneDX: target/luotain.cdx.json; licences by deny.toml
	@. tools/env.sh; $(step) 'bill of materials' 5m 'a new dependency: its licence and source against deny.toml; docs/toolchain.md' \
		bash -c 'node tools/sbom.mjs target/luotain.cdx.json && node --test tools/sbom.test.mjs'

deny: ## licences, bans and sources by cargo-deny, and known holes where their database can be reached
	@tools/setup.sh deny
	@tools/deny.sh

browser:
	@tools/setup.sh browser
	@$(step) 'browser tests' 45m 'read the first failure; pictures and traces: cd end2end && npx playwright show-report' \
		npm --prefix end2end test

lighthouse: server front ## how fast the pages come on a slow phone, in Chromium
	@tools/setup.sh browser
	@$(step) 'page loads' 20m 'docs/front-end.md; another build beside the measurement makes it worse' \
		npm --prefix end2end run --silent lighthouse

crash: tools ## kills and power cuts under load, many rounds: ROUNDS=1000 SEED=7
	@. tools/env.sh; LUOTAIN_CRASH_ROUNDS=$(rounds) LUOTAIN_CRASH_SEED=$(SEED) \
		$(step) '$(rounds) kills and $(rounds) power cuts' 3h 'the failed round names its folder and seed; docs/reliability.md' \
		cargo test $(workspace) --test crash

# Both are of the program that is handed out (docs/decisions/0025-the-program-that-is-handed-out.md).
dist bench optimised: export LUOTAIN_PROFILE := dist

optimised: tools
	@$(step) 'program to hand out (the first time half an hour)' 90m '$(fix)' \
		cargo build --profile $(LUOTAIN_PROFILE) --workspace --bin luotain

dist: optimised front browser ## the program to hand out, and the browser tests on it
	@. tools/env.sh; printf 'program: %s\nsite:    %s\n' "$$LUOTAIN_BIN" "$$LUOTAIN_SITE"

bench: optimised ## the store and the audited query on this machine: PERSONS=1000000 SECONDS=10
	@. tools/env.sh; $(step) 'benchmark of the store' 60m '$(fix)' \
		"$$LUOTAIN_BIN" bench store --data "$$LUOTAIN_CACHE/bench-$(persons)" --persons $(persons) \
			$(if $(RECENT_WRITES),--recent-writes $(RECENT_WRITES))
	@. tools/env.sh; $(step) 'benchmark of the audited query' 30m '$(fix)' \
		"$$LUOTAIN_BIN" bench query --data "$$LUOTAIN_CACHE/bench-$(persons)" --persons $(persons) --seconds $(seconds)
	@. tools/env.sh; $(step) 'benchmark of the operations' 30m '$(fix)' \
		"$$LUOTAIN_BIN" bench operations --data "$$LUOTAIN_CACHE/bench-$(persons)" --persons $(persons)

fuzz: ## hunt for inputs that break a parser: TARGET=receipt SECONDS=600 (docs/fuzzing.md)
	@tools/fuzz.sh '$(TARGET)' '$(or $(SECONDS),600)'

fmt: tools ## format all Rust code
	@$(step) 'format' 2m 'install rustfmt: rustup component add rustfmt' cargo fmt --all

clean: ## remove what was built (not the tools, not the demonstration's data)
	@. tools/env.sh; $(step) 'clean' 5m 'remove the folder by hand' \
		rm -rf "$$CARGO_TARGET_DIR" "$$LUOTAIN_CACHE/wasm-std" "$$LUOTAIN_CACHE/tools/build" target end2end/test-results end2end/playwright-report
