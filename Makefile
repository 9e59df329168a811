# make digest   sets everything up and builds the sample issue
# make test     sets everything up and passes the tests
# make lint     looks at style, types and the floors of the house
# make check    lint, and the tests with their coverage, which takes twice as long as without
# make fuzz     looks for bytes that hurt a reader, longer than the tests do: EXAMPLES=20000
# make check-schedule   runs the weekly run through years in all zones, and kills it a hundred times
# make fix      what the formatter and the linter can mend by themselves
# make judges  builds the hardest issues and asks every judge about their letters, in one table: DETAILS=file WHOLE=1
# make letters  writes that table and the letters' pictures into docs/letters.md
# make golden   writes the golden letters anew; look at the difference before you commit it
# make messages  gathers the phrases of the templates for their translators
# make lock     pins what the program and its tests need, with hashes
# make clean    removes what the others made

PYTHON ?= python3
DATE ?= 2024-06-23
EXAMPLES ?= 5000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help digest test lint check check-schedule fuzz judges letters fix golden messages lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "digest needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python .requirements/run.txt .requirements/build.txt pyproject.toml
	@$(PIP) install --require-hashes -r .requirements/run.txt -r .requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp .requirements/dev.txt
	@$(PIP) install --require-hashes -r .requirements/dev.txt
	@touch $@

digest: $(VENV)/run.stamp
	@$(BIN)/digest build --date $(DATE)

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses auto --quiet

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest --numprocesses auto --quiet --cov --cov-report=term

fuzz: $(VENV)/dev.stamp
	@EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest --numprocesses auto --quiet --timeout 0 tests/fuzz

judges: $(VENV)/dev.stamp
	@bash .ci/judges
	@PYTHONPATH=benchmarks:. bash .ci/judges with $(BIN)/python -m letters $(if $(DETAILS),--details $(DETAILS)) $(if $(WHOLE),--whole)

letters: $(VENV)/dev.stamp
	@bash .ci/judges
	@PYTHONPATH=benchmarks:. bash .ci/judges with $(BIN)/python -m letters --write --whole

check-schedule: $(VENV)/dev.stamp
	@FULL=1 $(BIN)/python -m pytest --numprocesses auto --quiet --timeout 300 tests/scheduler

fix: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: $(VENV)/dev.stamp
	@DIGEST_GOLDEN=1 $(BIN)/python -m pytest --quiet tests/templating/test_golden.py
	@git --no-pager diff --stat -- tests || true

messages: $(VENV)/run.stamp
	@$(BIN)/python .ci/messages

lock: $(VENV)/dev.stamp
	@$(COMPILE) --output-file .requirements/run.txt pyproject.toml
	@$(COMPILE) --output-file .requirements/build.txt --group build
	@$(COMPILE) --output-file .requirements/dev.txt pyproject.toml --group dev

clean:
	@rm -rf $(VENV) .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	@find outbox -mindepth 1 ! -name .gitkeep ! -name '*.sent.json' -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
