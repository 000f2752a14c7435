# One target per job; `make help` lists them.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PORT   ?= 8000
COMMA  := ,
CI     ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types imports build check eval eval-risk bench screenshots bench-console bench-ingest bench-lexical train openapi lock clean

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

# A file stays with one worker, so that what its tests share is set up once; more than four need more memory than they save time.
test: setup ## run every test that this machine can run
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

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

bench-eval: setup ## what the harness costs beside the agent's own time: the last line says it
	@$(BIN)/kefu shop import demo
	@$(BIN)/kefu eval eval/golden/shiye.yaml --shop shiye --tag order --tag usage_help --concurrency 1 --gate eval/rubrics/open-gate.yaml

eval-risk: setup ## triage, risk, screening, records, redaction, injection and suggestions on sets of their own
	@OMP_NUM_THREADS=1 $(BIN)/python -m bench.risk

eval-answers: setup ## answer quality on sixteen shops, five of them kept out of all tuning (ABLATE=1: each ingredient off)
	@$(BIN)/python -m bench.answers $(if $(ABLATE),--ablate)

bench: setup ## what a turn costs beside its parts, in one run
	@$(BIN)/python -m bench.turn

bench-ingest: setup ## what ingest costs and keeps, beside its parts and the ordinary LangChain recipe, in one run
	@$(BIN)/python -m bench.ingest

crash-test: setup ## 300 kill -9 at every named step: nothing lost, doubled or unapproved (DATABASE=postgres, then REPLICAS=3)
	@$(BIN)/python -m tests.proof.crash --kills $(or $(KILLS),300) --database $(or $(DATABASE),sqlite) --replicas $(or $(REPLICAS),1)

race-test: setup ## 1,000 simultaneous pairs from two processes: one effect each (DATABASE=postgres, REPLICAS=3)
	@$(BIN)/python -m tests.proof.race --pairs $(or $(PAIRS),1000) --database $(or $(DATABASE),sqlite) --replicas $(or $(REPLICAS),2)

authz-test: setup ## 3,000 attempts on foreign data against a reasoner that obeys every request: nothing told
	@$(BIN)/python -m tests.proof.authz --attempts $(or $(ATTEMPTS),3000) --database $(or $(DATABASE),sqlite) --reasoner $(or $(REASONER),obedient)

fuzz-api: setup ## EXAMPLES=500 generated requests for each operation of the OpenAPI document, and raw bytes: no server error
	@KEFU_EXAMPLES=$(or $(EXAMPLES),500) $(BIN)/python -m pytest -q -s --timeout 7200 tests/e2e/test_api_fuzz.py

rules-test: setup ## 20,000 decisions of the rule engine against an oracle that shares no code with it
	@$(BIN)/python -m tests.proof.rules --decisions $(or $(DECISIONS),20000)

llm-test: setup ## the chat model down, slow, cut off, talking nonsense, refusing everybody: what turns come to
	@KEFU_TEST_FULL=1 $(BIN)/python -m pytest -q -s tests/integration/llm/test_bad_days.py

load-test: setup ## turns a second, p50/p99/p99.9, an overload and its recovery: SQLite, PostgreSQL, two replicas
	@$(BIN)/python -m bench.load $(if $(DATABASE),--database $(DATABASE)) --seconds $(or $(SECONDS),15) --levels $(if $(LEVELS),$(LEVELS),1$(COMMA)8$(COMMA)64$(COMMA)512)

bench-scale: setup ## search and turn time with 1k-100k chunks, 10-1,000 shops, 10,000 open and 200-turn conversations
	@$(BIN)/python -m bench.scale $(if $(CHUNKS),--chunks $(CHUNKS))

bench-lexical: setup ## the lexical index over 100,000 chunks: build, save, load, update, search
	@$(BIN)/python -m bench.lexical

bench-tools: setup ## what a turn about an order costs beside its reads, in one run
	@$(BIN)/python -m bench.tool_turn

eval-orders: setup ## order questions on shops of other trades: right order, right facts; a third held out of tuning
	@$(BIN)/python -m bench.orders

ingest-proof: setup ## kill -9 of ingest KILLS=100 times; READS=1000 reads during rebuilds and replacements
	@KEFU_KILLS=$(or $(KILLS),100) KEFU_READS=$(or $(READS),1000) $(BIN)/python -m pytest --timeout 3600 tests/integration/ingest/test_crashes.py tests/integration/ingest/test_rebuild.py tests/integration/ingest/test_concurrent_search.py

screenshots: setup ## pictures of every console page in data/screenshots (needs Chromium; README=1: the three in docs/images)
	@$(BIN)/python -m tests.e2e.console.screenshots $(if $(README),--readme docs/images)

bench-console: setup ## first paint of the inbox, time to a visible suggestion (needs Chromium)
	@$(BIN)/python -m tests.e2e.console.speed

train: setup ## rebuild the embedded models from their corpora
	@$(BIN)/python -m training.affairs
	@$(BIN)/python -m training.triage
	@$(BIN)/python -m training.screening
	@$(BIN)/python -m training.injection
	@$(BIN)/python -m training.answers

openapi: setup ## write docs/order-backend.openapi.yaml anew
	@$(BIN)/python -m api.reference > docs/order-backend.openapi.yaml

lock: ## remake both lock files (needs uv)
	uv pip compile -q --no-emit-index-url --generate-hashes --python-version 3.11 --extra postgres --extra eval --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --no-emit-index-url --generate-hashes --python-version 3.11 --extra postgres --extra eval --extra dev -c requirements.lock --custom-compile-command "make lock" pyproject.toml -o requirements-dev.lock

clean: ## remove what was built (keeps data/)
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache
