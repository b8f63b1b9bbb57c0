# `make gallery` is the main job: on a clean clone it needs Python 3.11 or later and make, nothing else.
# Every target sets up what it needs in $(VENV).

VENV    ?= .venv
FORMATS ?= svg
BIN     := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# The first Python on the PATH that is new enough; name another with `make PYTHON=...`.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; break; }; \
	done)

comma       := ,
FORMAT_LIST := $(subst $(comma), ,$(FORMATS))
SPECS       := $(wildcard specs/*.yaml)
SOURCES     := $(shell find src -type f ! -name '*.pyc')
GALLERY     := render specs --view all --scenario all -o output

.DEFAULT_GOAL := help
.PHONY: compare help gallery test test-quick lint accept bench judgement release-check clean

help:
	@echo "make gallery   review the specs in specs/ and draw them into output/, with a page of all (FORMATS=svg,png)"
	@echo "make test      run the tests"
	@echo "make test-quick run those that are quick, in under a minute"
	@echo "make lint      check style, types and the imports between the parts"
	@echo "make accept    refresh the files that the tests compare with, docs/ and output/"
	@echo "make bench     draw one system with other tools beside ours: docs/comparison.md (needs npm)"
	@echo "make judgement measure how well the review tells good designs from spoiled ones: docs/judgement.md"
	@echo "make release-check try everything that the tests know, build twice, install and use what was built, as a program, a hook and an action"
	@echo "make compare   show changed pictures beside the committed ones, in build/compare.html"
	@echo "make clean     remove what make made, output/ excepted"

gallery: $(VENV)/.installed check-specs output/index.html
	@echo "output/ is up to date; open output/index.html in a browser"

.PHONY: check-specs
check-specs: $(VENV)/.installed
	$(BIN)/mlarch check specs

# The page comes last, so it stands for the pictures: all are drawn again when a spec or the source has changed.
output/index.html: $(SPECS) $(SOURCES) $(VENV)/.installed
	$(BIN)/mlarch render specs -f html -o output
	$(BIN)/mlarch $(GALLERY) -f $(FORMATS) $(if $(filter svg png,$(FORMAT_LIST)),--index)
	@touch $@

test: $(VENV)/.developed
	$(BIN)/python -m pytest -n auto --dist worksteal

test-quick: $(VENV)/.developed
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --hypothesis-profile quick

lint: $(VENV)/.developed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/sizes.py src tools
	$(BIN)/mlarch fmt --check specs

accept: $(VENV)/.developed
	$(BIN)/python -m mlarch.rules.handbook > docs/.new && mv docs/.new docs/rules.md
	$(BIN)/python -m mlarch.catalog.handbook > docs/.new && mv docs/.new docs/kinds.md
	$(BIN)/python -m mlarch.language.handbook > docs/.new && mv docs/.new docs/reference.md
	$(BIN)/python tools/cli_page.py > docs/.new && mv docs/.new docs/cli.md
	$(BIN)/python tools/glyph_sheet.py docs/glyphs.svg
	$(BIN)/python tools/diagram_schema.py
	$(BIN)/python tools/goldens.py
	rm -f output/*.svg output/*.html
	$(BIN)/mlarch render specs -f html -o output
	$(BIN)/mlarch $(GALLERY) --index
	$(BIN)/python tools/readme.py README.md

# The other tools come from their package registries: Graphviz and Chromium from Debian's, D2 from PyPI, Mermaid from npm.
bench: $(VENV)/.developed .bench/node_modules
	@command -v dot >/dev/null && command -v chromium >/dev/null || apt-get install --yes --no-install-recommends graphviz chromium
	$(BIN)/python benchmarks/compare_pictures.py

judgement: $(VENV)/.developed
	PYTHONPATH=benchmarks $(BIN)/python -m judgement

.bench/node_modules:
	PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund --prefix .bench @mermaid-js/mermaid-cli@12.2.0 puppeteer@25.16.0

release-check: $(VENV)/.developed
	MLARCH_TESTS=thorough $(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile thorough
	$(BIN)/python tools/release.py

compare: $(VENV)/.developed
	$(BIN)/python benchmarks/gallery_diff.py

clean:
	rm -rf $(VENV) .bench build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "mlarch needs Python 3.11 or later, and none was found; install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "mlarch needs Python 3.11 or later, and $(PYTHON) is not: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# The package is installed in place: the stamps change with what it depends on, not with its source.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/.developed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.installed
