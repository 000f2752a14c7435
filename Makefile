# One target per job; `make help` lists them.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PORT   ?= 8000
CI     ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types imports build check eval bench train openapi lock clean

help: ## list the targets
	@grep -E '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(STAMP) ## create .venv with everything pinned in the lock file (does nothing when it is up to date)

$(STAMP): requirements-dev.lock pyproject.toml
	@echo "kefu: setting up $(VENV) from requirements-dev.lock (a few minutes the first time)"
	@command -v $(PYTHON) >/dev/null 2>&1 && $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kefu needs Python 3.11 or newer: make setup PYTHON=/path/to/python3.11")'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
	@echo "kefu: set up"

run: setup ## load the demo shop and serve it on http://127.0.0.1:$(PORT)
	@$(BIN)/kefu shop import demo
	@$(BIN)/kefu serve --port $(PORT)

test: setup ## run every test that this machine can run
	@$(BIN)/python -m pytest

lint: setup ## ruff: style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## mypy, strict
	@$(BIN)/mypy

imports: setup ## import-linter: the house's import rules
	@$(BIN)/lint-imports

build: setup ## build the wheel into dist/
	@rm -rf dist && $(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null && ls dist

check: lint types imports test build ## everything that CI runs

eval: setup ## run the demo shop's golden set against the production agent
	@$(BIN)/kefu shop import demo
	@$(BIN)/kefu eval eval/golden/shiye.yaml --shop shiye

bench: setup ## what a turn costs beside its parts, in one run
	@$(BIN)/python -m bench.turn

crash-test: setup ## 300 kill -9 at every named step: nothing lost, doubled or unapproved (DATABASE=postgres for PostgreSQL)
	@$(BIN)/python -m tests.proof.crash --kills $(or $(KILLS),300) --database $(or $(DATABASE),sqlite)

train: setup ## rebuild the embedded models from their corpora
	@$(BIN)/python -m training.triage

openapi: setup ## write docs/order-backend.openapi.yaml anew
	@$(BIN)/python -m api.reference > docs/order-backend.openapi.yaml

lock: ## remake both lock files (needs uv)
	uv pip compile -q --no-emit-index-url --generate-hashes --python-version 3.11 --extra postgres --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --no-emit-index-url --generate-hashes --python-version 3.11 --extra postgres --extra dev -c requirements.lock --custom-compile-command "make lock" pyproject.toml -o requirements-dev.lock

clean: ## remove what was built (keeps data/)
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache
