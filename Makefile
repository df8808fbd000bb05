# The two commands of the README, and what people do every day. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh

.PHONY: help
help: ## list what there is
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

node_modules: package.json package-lock.json
	npm ci
	@touch node_modules

.PHONY: setup
setup: node_modules ## install the locked npm packages

.PHONY: plan
plan: setup ## plan every stack with the real Terraform, without AWS; the report goes to .infra/report.md
	npx infra plan --offline
	npx infra report --output .infra/report.md

.PHONY: test
test: setup ## every tier of tests that can run here; STRICT=1 makes a tier that cannot a failure
	npm test

.PHONY: check
check: setup ## lint, import rules and types; a few seconds
	npm run check

.PHONY: synth
synth: setup ## write every stack to cdktf.out
	npx infra synth

.PHONY: format
format: setup ## format every file
	npm run format

.PHONY: schema
schema: setup ## write the JSON Schemas of the catalogue again
	npx infra schema

.PHONY: pins
pins: ## complete what is pinned: providers' hashes for all platforms, commits of actions; needs a network
	@# Not after `setup`: without a network, npm would take away what is installed.
	@test -d node_modules || { echo "Run make setup first: make pins needs the npm packages." >&2; exit 1; }
	@npm run --silent pins

.PHONY: get
get: setup ## turn the Terraform modules under modules/ into typed constructs in .gen
	npm run get

.PHONY: bench
bench: setup ## speed and memory, as ratios measured side by side
	npm run bench

.PHONY: clean
clean: ## remove what commands write
	rm -rf cdktf.out .infra coverage
