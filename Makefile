PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.ready
# Journeys wait for commits and clocks: two workers a core keep these busy, and
# each more costs ten seconds of work before its first test.
WORKERS := $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 2) * 2)")

.PHONY: setup demo test lint lock clean coverage-table docs-images

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wuyebot needs Python 3.11 or newer: make PYTHON=python3.12 setup")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

# make demo PORT=8001, where 8000 is taken
demo: setup
	$(VENV)/bin/wuyebot demo $(if $(PORT),--port $(PORT))

# Workers must collect alike, so sets iterate alike; they and the desks that they start share one bytecode,
# compiled once; and each keeps to its own core. What breaks many tests, each of which may wait for minutes,
# is known after twenty.
test: ALIKE := PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE= OPENBLAS_NUM_THREADS=1
test: setup
	$(ALIKE) $(VENV)/bin/python -m compileall -q bot desk handlers nlp storage
	$(ALIKE) $(VENV)/bin/python -m pytest -n $(WORKERS) --dist worksteal --maxfail 20

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# Which clause of the standard is proven by which tests: docs/standard-coverage.md
coverage-table: setup
	$(VENV)/bin/python -m tests.coverage_table

# The card, pictures and archive of the made-up year: docs/images. The archive's pages are printed by LibreOffice
# and poppler; where they are not installed it says so and leaves those as they are.
docs-images: setup
	$(VENV)/bin/python -m tests.docs_images

# Needs the network and `uv`; writes no index addresses.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
