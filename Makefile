# Every command of the project. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
ONCE ?=

PY := .venv/bin/python
MANAGE := $(PY) manage.py
PYTEST := $(PY) -m pytest
TEMPLATES = $(shell find templates -name '*.html')
# The checks look at production's settings, with throw-away keys of their own.
PRODUCTION := env -u SIGAP_DEMO -u SIGAP_DEBUG -u DATABASE_URL SIGAP_VAR=var/check

.DEFAULT_GOAL := help
.PHONY: help demo run test check fix docs bench lock setup setup-dev messages

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: setup ## Play the main job over HTTP and keep serving (ONCE=1: stop after it; PORT=8000)
	@$(PY) -m demo --port "$(PORT)" $(if $(ONCE),--once)

run: setup ## Web server and worker on the demo regency, without the story (PORT=8000)
	@$(PY) -m demo --port "$(PORT)" --without-story

test: check ## Everything: check, then the suite on SQLite, browser journeys, PostgreSQL
	$(PYTEST) -n 2
	DATABASE=postgresql $(PYTEST) -n 2 --ignore=tests/journeys

check: setup-dev messages ## Lint, format, types, imports, docs, migrations, settings; changes nothing
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djade --check --target-version 5.2 $(TEMPLATES)
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache --no-logo
	$(PRODUCTION) $(MANAGE) make_keys
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) make_docs --check

fix: setup-dev ## Repair lint and format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	.venv/bin/djade --target-version 5.2 $(TEMPLATES)

docs: setup-dev ## Write the generated pages under docs/
	$(PRODUCTION) $(MANAGE) make_keys
	$(PRODUCTION) $(MANAGE) make_docs

bench: setup-dev messages ## Measure CPU and SQL per operation beside bare Django and DRF
	$(PY) -m benchmarks

lock: setup-dev ## Compile requirements*.in into requirements*.txt with hashes
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

setup:
	@command -v $(PYTHON) >/dev/null || { echo "Sigap needs Python 3.11 or newer; $(PYTHON) is not there." >&2; exit 1; }
	@$(PYTHON) tools/setup.py run

setup-dev:
	@command -v $(PYTHON) >/dev/null || { echo "Sigap needs Python 3.11 or newer; $(PYTHON) is not there." >&2; exit 1; }
	@$(PYTHON) tools/setup.py dev

messages:
	@$(PRODUCTION) $(MANAGE) make_keys
	@$(PRODUCTION) $(MANAGE) compilemessages --ignore .venv --verbosity 0
