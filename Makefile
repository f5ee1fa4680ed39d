# Every target creates .venv on first use. PYTHON chooses the interpreter (3.11 or newer).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# The interpreters of `make test-all`; those that are not on this machine are passed over, and said.
PYTHONS ?= python3.11 python3.12 python3.13
# The oldest that pyproject.toml allows; constraints.txt has the newest that was tried.
OLDEST := tensorflow==2.20.0 keras==3.10.0
# Files of tests side by side, each in a process with a grader of its own.
# One more than there are processors, since some wait for a deadline.
SIDE_BY_SIDE := -n $(shell $(PYTHON) -c "import os; print(min(4, 1 + (os.cpu_count() or 1)))") --dist loadfile

.PHONY: sentences demo test test-all test-oldest test-fast test-long check lint prove bench format docs dist clean

demo: $(READY)
	$(BIN)/python scripts/demo.py

# Coverage is of the processes that run tests; commands and children that they start are not in it.
test: $(READY)
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not long" --cov=grader --cov-report= --cov-fail-under=70

test-fast: $(READY)
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not slow and not long"

test-long: $(READY)
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "long"

test-all:
	@for python in $(PYTHONS); do \
	  if ! $$python -c '' 2> /dev/null; then echo "$$python: not on this machine"; continue; fi; \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])') || exit 1; \
	  echo "Python $$version"; \
	  $(MAKE) test PYTHON=$$python VENV=.venv-$$version || exit 1; \
	done

# What records TensorFlow 2 uses private parts of TensorFlow and Keras, which differ with the version.
test-oldest: .venv-oldest/ready
	.venv-oldest/bin/pytest $(SIDE_BY_SIDE) -m "not long" tests/collect tests/execute tests/system/test_dialects.py

check: lint test-fast

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/mypy --platform darwin
	$(BIN)/lint-imports

prove: $(READY)
	PROOF_RUNS=20 $(BIN)/pytest tests/system/test_exercises.py
	PROOF_RUNS=20 $(BIN)/pytest tests/system/test_dialects.py -k full_marks

bench: $(READY)
	$(BIN)/python -m scripts.bench

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

sentences: $(READY)
	$(BIN)/python -m scripts.sentences

docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

dist: $(READY)
	$(BIN)/python -m build --wheel

# The grader's processes write no bytecode: without this each would compile its modules anew.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m compileall -q grader
	touch $@

.venv-oldest/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-oldest
	grep -v -E '^(tensorflow|keras)==' constraints.txt > .venv-oldest/constraints.txt
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --constraint .venv-oldest/constraints.txt --editable '.[dev]' $(OLDEST)
	touch $@

clean:
	rm -rf .venv .venv-* dist build demo site
