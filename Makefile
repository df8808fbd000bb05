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
pins: ## complete what is pinned: providers' hashes for all platforms, commits of actions, digests of images; needs a network
	@# Not after `setup`: without a network, npm would take away what is installed.
	@test -d node_modules || { echo "Run make setup first: make pins needs the npm packages." >&2; exit 1; }
	@npm run --silent pins

.PHONY: get
get: setup ## turn the Terraform modules under modules/ into typed constructs in .gen
	npm run get

.PHONY: bench
bench: setup ## speed and memory, as ratios measured side by side
	npm run bench

# The dev flow of an app. `make build deploy` puts what lies in the work tree on dev.
APP ?= portal
STAGE ?= dev
WEB ?= runtime/$(APP)/web
API ?= runtime/$(APP)/api
PACKAGE ?= .infra/packages/$(APP).zip

.PHONY: build
build: setup ## build the release package of an app from what lies in the work tree: APP=portal
	@mkdir -p "$(dir $(PACKAGE))"
	npx infra package "$(APP)" --version "$$(scripts/app-version.sh "$(WEB)" "$(API)")" --commit "$$(git rev-parse HEAD)" --web "$(WEB)" --api "$(API)" --output "$(PACKAGE)"

.PHONY: deploy
deploy: on-dev setup ## hand that package in to dev, follow its pipeline and see what is served: APP=portal STAGE=dev
	npx infra app deploy "$(APP)" "$(STAGE)" --package "$(PACKAGE)"

.PHONY: logs
logs: setup ## follow what the function of an app says; DEPLOYER=1: what its Deployer says
	npx infra app logs "$(APP)" "$(STAGE)" --follow $(if $(DEPLOYER),--deployer)

.PHONY: destroy
destroy: on-dev setup ## destroy an app on dev with all that it holds; shows what goes, and asks first
	npx infra destroy "$(STAGE)-deployer-$(APP)" "$(STAGE)-app-$(APP)"

.PHONY: on-dev
on-dev: ## refuse another stage than dev, unless CONFIRM names it, too: STAGE=stg CONFIRM=stg
	@test "$(STAGE)" = dev || test "$(STAGE)" = "$(CONFIRM)" || { echo "make works on dev; other stages are deployed by workflows. Say CONFIRM=$(STAGE) if you mean it." >&2; exit 1; }

.PHONY: clean
clean: ## remove what commands write
	rm -rf cdktf.out .infra coverage
