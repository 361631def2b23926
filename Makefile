# Every target sets up what it needs by itself: `make run` and `make test` work on a fresh clone.
BIN := .venv/bin
.DEFAULT_GOAL := help

.PHONY: help
help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: setup
setup:  ## system libraries (as root) and .venv from the hashed locks
	@sh build_spec/setup.sh

.PHONY: run
run: setup  ## open the window; without a display, the demo instead
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	    exec $(BIN)/il2desk; \
	else \
	    echo "No display here: il2desk goes through its sample case offscreen and writes sheets and screenshots to out/."; \
	    exec $(BIN)/il2desk demo --out out; \
	fi

.PHONY: test
test: workstation lint types  ## everything CI checks
	$(BIN)/pytest -n 2 $(JUDGING) --cov=il2desk/domain --cov-branch --cov-report=term --cov-fail-under=100
	$(BIN)/pytest -n 2 $(foreach one,$(JUDGING),--ignore=$(one))

# What covers the domain whole; counting lines and branches doubles the time of a test, so the others go without.
JUDGING := tests/domain tests/test_scenarios.py tests/cli/test_case_commands.py tests/app/test_verify_pdf.py \
	tests/storage/files tests/storage/packs tests/storage/site tests/storage/pdf

.PHONY: lint
lint: setup  ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: setup  ## strict types
	$(BIN)/mypy --strict il2desk

.PHONY: proof
proof: setup  ## the whole sweeps of which make test takes a share: start hours, changes to packs, words, any sheet's structure
	$(BIN)/pytest -n 2 -m proof tests

.PHONY: workstation
workstation:
	@sh build_spec/setup.sh journeys

.PHONY: journeys
journeys: workstation  ## the installed program in a real window, by real keys and clicks; table in docs/journeys.md
	rm -rf out/journeys
	$(BIN)/pytest -n 2 -m "journey or not journey" tests/journeys
	$(BIN)/python -m tests.journeys.table

.PHONY: faults
faults: setup  ## every fault of docs/reliability.md tried in full, for about ten minutes; table in out/faults.md
	$(BIN)/python -m tests.faults

.PHONY: bench
bench: setup  ## ratios measured side by side in one run; table in out/bench.md
	$(BIN)/python tests/bench

.PHONY: batch
batch: setup  ## a thousand five-sheet sets of one process, about four minutes; table in out/batch.md
	$(BIN)/python tests/bench batch

.PHONY: demo
demo: setup  ## the sample case through the real wizard; sheets and screenshots in out/
	$(BIN)/il2desk demo --out out

.PHONY: gallery
gallery: setup  ## pictures of every page and sheet in gallery/, and those of the README
	$(BIN)/python tests/gallery
	for kind in empty outside deviating wrong odd long; do \
	    QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.gallery gallery/$$kind $$kind light 1366x768 || exit 1; \
	done
	for scheme in light dark; do \
	    QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.front_gallery gallery/front-$$scheme $$scheme 1366x768 || exit 1; \
	done
	cp gallery/front-light/start.png docs/pictures/cases.png

.PHONY: package
package:  ## a folder with the program and all it needs, in dist/il2desk/
	@sh build_spec/setup.sh package
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build_spec/il2desk.spec

# Universal: one lock serves Linux, Windows and macOS. No addresses: whichever index the reader's own tools use.
LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

.PHONY: lock
lock: setup  ## newest allowed versions into the locks (UPGRADE= keeps those that are there)
	$(LOCK) $(UPGRADE) --group bootstrap --output-file build_spec/bootstrap.lock
	$(LOCK) $(UPGRADE) pyproject.toml --output-file build_spec/requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --group dev --constraint build_spec/requirements.lock \
	    --output-file build_spec/requirements-dev.lock
UPGRADE ?= --upgrade

.PHONY: clean
clean:  ## remove what was made
	rm -rf .venv build dist out gallery htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
