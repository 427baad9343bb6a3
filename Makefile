# make report   set up .venv and write output/report.pdf from the sample articles
# make test     set up .venv and run the tests
# make check    lint, types, import contracts (what CI runs beside the tests)
# make figures  measure accuracy on the sets in evaluation/ (POLNEAR= and NEWSMTSC= name outside data)
# make docs     build the documentation as a site, in site/
# make pictures  draw the pictures of the documentation anew
# make typefaces  cut the bundled typefaces anew to what HTML editions need of them
# make dist     build wheel and sdist, and try the wheel elsewhere
# make sbom     write what framing is made of, with licences and hashes (CycloneDX)
# make lowest   run the quick tests with the lowest versions of what pyproject.toml asks for
# make test-3.13  run the quick tests with another Python
# make lock     write constraints.txt anew

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Resolves and installs for make lock, lowest and test-3.*; a copy of its own where the machine has none.
UV := $(or $(shell command -v uv),.venv-uv/bin/uv)
# What depends on the versions of Python and of libraries, without what sets whole reports.
QUICK := -m "not pdf" --ignore=tests/cli --ignore=tests/preview --ignore=tests/rendering --ignore=tests/test_repository.py

.PHONY: setup pango report test check benchmark figures docs pictures typefaces dist sbom lowest lock clean

setup: .venv/.installed

# Every dependency is pinned with its hashes, the language model included.
.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("framing needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (a minute or two the first time)"
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# Where Pango is missing and cannot be installed, the line that installs it is named and the work goes
# on: the report is written as HTML, tests that set a PDF are passed over, and both end with status 1.
pango: setup
	@test -e .venv/.pango || if $(BIN)/python tools/install_pango.py; then touch .venv/.pango; fi

report: setup pango
	$(BIN)/framing report seeds/ -o output/report.pdf

# Tests start many processes: compiled modules are kept for them, whatever the shell says.
test: setup pango
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict -q -d .mypy_cache/site
# How our templates are laid out is our own (S2 to S7), and j2lint does not know {% trans %} (S0): that they are
# sound, the tests say, which parse all of them.
	$(BIN)/j2lint report_templates --ignore S0 S2 S3 S6 S7

benchmark: setup
	$(BIN)/python -m evaluation.benchmark
	$(BIN)/python -m evaluation.rendering

figures: setup
	$(BIN)/python -m evaluation.sources $(if $(POLNEAR),--polnear $(POLNEAR))
	$(BIN)/python -m evaluation.tone $(if $(NEWSMTSC),--data $(NEWSMTSC))
	$(BIN)/python -m evaluation.emphasis frames
	$(BIN)/python -m evaluation.emphasis elsewhere
	$(BIN)/python -m evaluation.emphasis copy
	$(BIN)/python -m evaluation.emphasis speed
	$(BIN)/python -m evaluation.sentences
	$(BIN)/python -m evaluation.certainty
	$(BIN)/python -m evaluation.preview

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict -q

pictures: setup pango
	$(BIN)/python tools/pictures.py

typefaces: setup
	$(BIN)/python tools/typefaces.py

dist: setup pango
	$(BIN)/python tools/dist.py

sbom: setup
	$(BIN)/python tools/sbom.py

.venv-uv/bin/uv:
	@$(PYTHON) -m venv .venv-uv
	@.venv-uv/bin/python -m pip --disable-pip-version-check install -q uv

# Of what pyproject.toml names the lowest versions that it allows; of what those need, the newest.
lowest: $(filter .venv-uv/%,$(UV))
	$(UV) venv -q --clear -p $(PYTHON) .venv-lowest
	$(UV) pip compile -q --resolution lowest-direct --all-extras pyproject.toml -o .venv-lowest/versions.txt
	$(UV) pip install -q -p .venv-lowest/bin/python -r .venv-lowest/versions.txt
	$(UV) pip install -q -p .venv-lowest/bin/python --no-deps -e .
	.venv-lowest/bin/python -m pytest -n auto --dist loadfile $(QUICK)
	.venv-lowest/bin/framing report seeds/ -q -o .venv-lowest/report.pdf

# A Python that is installed, or that pyenv has; else uv fetches one, if it may.
test-3.%: $(filter .venv-uv/%,$(UV))
	$(UV) venv -q --clear -p $(firstword $(wildcard $(HOME)/.pyenv/versions/3.$*.*/bin/python) 3.$*) .venv-3.$*
	$(UV) pip install -q -p .venv-3.$*/bin/python --require-hashes -r constraints.txt
	$(UV) pip install -q -p .venv-3.$*/bin/python --no-deps -e .
	.venv-3.$*/bin/python -m pytest -n auto --dist loadfile $(QUICK)
	.venv-3.$*/bin/framing report seeds/ -q -o .venv-3.$*/report.pdf

lock: $(filter .venv-uv/%,$(UV))
	$(UV) pip compile --universal --all-extras --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o constraints.txt

clean:
	rm -rf .venv .venv-* site output/report.pdf output/report.html output/report.data build dist
