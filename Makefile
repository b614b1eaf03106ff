# Everything runs in .venv inside the project; it is made when it is missing.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check bench attack faults quality clean

demo: $(READY)  ## talent base from the shipped sample, one vacancy ranked and explained
	@$(BIN)/matcher demo --base .demo

test: check  ## checks and all tests; nothing in them depends on the clock or on a quiet machine
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(READY)  ## formatting, types, and which room may know which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## speed of the ranking core and its rivals; rows go to benchmarks/results
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	$(BIN)/python -m benchmarks.speed

faults: $(READY)  ## 200 kills at random moments, and broken writers that must be caught
	$(BIN)/python -m benchmarks.faults --kills 200

attack: $(READY)  ## hostile texts of doubling size through every reader and pattern; long
	$(BIN)/python -m benchmarks.attack --only growth

quality: $(READY)  ## every task of quality whose data is here, beside chance, BM25 and others
	$(BIN)/python -m benchmarks.quality

clean:  ## the environment and all that was made
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@
