# One command that checks it all: `make check`. The tools come from .venv, which ./test and ./run make.
.PHONY: help lint format check test bench proof kill lock migration states frontend frontend-check
BIN := .venv/bin
KILLS ?= 500
OPERATIONS ?= 5000

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/make \1	\2/p' Makefile

lint:  ## style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

format:  ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test:  ## every test, in the size of CI
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: lint frontend-check test  ## lint, the bundled scripts and every test

frontend:  ## bundle frontend/ into web/static/dist (needs npm)
	tools/frontend.sh build

frontend-check:  # what is committed in web/static/dist is what frontend/ makes
	tools/frontend.sh check

bench:  ## how fast, as ratios measured in one run
	$(BIN)/python -m bench

proof:  ## the proofs in full size, by hand; their results go to docs/performance.md
	$(BIN)/python -m bench --full
	$(BIN)/python -m tests.machine --processes 5000
	$(BIN)/python -m tests.machine --stories 300
	FEEL_FUZZ_ROUNDS=100000 $(BIN)/python -m pytest -q tests/unit/feel
	TAMPERINGS=1000 $(BIN)/python -m pytest -q tests/engine/test_tampering.py
	HOSTILE_ROUNDS=20000 $(BIN)/python -m pytest -q tests/hostile
	$(BIN)/python -m tests.tck ../shared/tck
	$(BIN)/python -m tests.scans
	$(BIN)/python -m tests.kill.papers --kills 200
	$(BIN)/python -m tests.kill.papers --kills 200 --postgres
	$(MAKE) kill

kill:  ## the long kill test on both databases: make kill KILLS=500
	$(BIN)/python -m tests.kill --kills $(KILLS) --operations $(OPERATIONS) --seconds 36000

lock:  ## pin every dependency again, with hashes
	echo 'uv>=0.13.9,<0.14' | $(COMPILE) - -o requirements-installer.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-config --quiet --upgrade

migration:  ## write a migration for what changed in the tables: make migration WHY="dossiers get a fee"
	$(BIN)/python -m app.migrations "$(WHY)"

states:  ## draw docs/states.md from the tables of moves
	$(BIN)/python -m tools.states
