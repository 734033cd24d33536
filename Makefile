# The two commands: `make serve` and `make test`. Each does its own set-up.

PYTHON ?= python3
PORT ?= 8001
BASE ?= /
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help serve build downloads public serve-public test check fix screenshots alpha bench dist lock clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dateline needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

build: $(READY) ## build dateline.db from seeds/
	$(BIN)/python build_db.py

serve: build ## build, then browse at http://127.0.0.1:8001
	$(BIN)/datasette . --port $(PORT)

dateline.db: | $(READY) # only where there is none: it may be of somebody's own articles
	$(BIN)/python build_db.py

downloads: dateline.db ## write every table of dateline.db to downloads/, compressed
	$(BIN)/dateline downloads dateline.db downloads

public: dateline.db ## put together what a public site serves, in public/; BASE=/data/ when it is below a path
	$(BIN)/dateline public --to public --base-url $(BASE)

serve-public: public ## serve public/ as a public site would
	$(BIN)/datasette public --port $(PORT)

test: $(READY) ## run every test, a file of them on each core, the small ones last
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(READY) ## style, types, and docs that agree with the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m dateline.table_docs --check

fix: $(READY) ## format, and write the generated parts of the docs
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/python -m dateline.table_docs --write

screenshots: build ## make the pictures in README and docs anew
	$(BIN)/python tests/screenshots.py dateline.db

alpha: build ## tell what breaks with the newest alpha of Datasette 1.0; changes nothing
	$(PYTHON) -m venv .venv-alpha
	.venv-alpha/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-alpha/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv-alpha/bin/python -m pip install --quiet --disable-pip-version-check --pre --upgrade "datasette>=1.0a1"
	-.venv-alpha/bin/python -m pytest --tb=line -W ignore tests/test_site*.py

bench: $(READY) ## measure what it costs, in one table; BBC=, CLUSTERS=, TML= and HEIDELTIME= are data (bench/table.py), SIZES="1000 10000"
	$(BIN)/python bench/table.py

dist: $(READY) ## build the wheel and the source distribution, in dist/; the same bytes whenever they are built
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist

lock: $(READY) ## pin every dependency anew, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra test --extra dask --extra warc --group build pyproject.toml --output-file requirements.lock --upgrade

clean: ## remove what was built: database, downloads, public site, distributions and cache
	rm -rf dateline.db downloads public dist .dateline
