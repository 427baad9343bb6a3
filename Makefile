# make report   set up .venv and write output/report.pdf from the sample articles
# make test     set up .venv and run the tests
# make check    lint, types, import contracts (what CI runs beside the tests)
# make figures  measure accuracy on the sets in evaluation/ (POLNEAR= and NEWSMTSC= name outside data)
# make lock     write constraints.txt anew (needs uv)

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: setup pango report test check benchmark figures lock clean

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

test: setup pango
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/j2lint report_templates --ignore S0 S2 S3 S6 S7  # layout is our own; S0 knows no "trans": tests parse all

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

lock:
	uv pip compile --universal --all-extras --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o constraints.txt

clean:
	rm -rf .venv output/report.pdf output/report.html output/report.data build dist
