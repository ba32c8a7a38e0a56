# Everything lives in .venv. A target that ran once starts at once the next time.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
EXAMPLES := eval/overread/eval/datasets/examples
MODEL ?= qwen2.5-1.5b
TEST_MODEL := smollm2-135m
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check -c requirements.lock
COMPILE := $(BIN)/python -m compileall -q pipeline validators prompts app eval

.PHONY: help demo app test check-crash check-load check-compiled postgresql chromium check format bench screenshots eval golden schema lock wheel compiled clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment: on Debian, apt install python3-venv."; exit 1; }

$(VENV)/.plain: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing overread into $(VENV) (a few minutes the first time) ..."
	@$(PIP) -e .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing overread, its extras and the development tools into $(VENV) (several minutes the first time) ..."
	@$(PIP) -e '.[transformers,peers,postgres,dev]'
	@$(COMPILE)
	@touch $@ $(VENV)/.plain

$(VENV)/.test-model: | $(VENV)/.dev
	@$(BIN)/overread models pull $(TEST_MODEL)
	@touch $@

demo: $(VENV)/.plain ## draft and over-read the bundled studies with a language model of 1.1 GB
	@BIN=$(BIN) EXAMPLES=$(EXAMPLES) MODEL=$(MODEL) ./demo.sh

app: $(VENV)/.plain ## open the review page in a browser
	@$(BIN)/overread app

test: $(VENV)/.dev $(VENV)/.test-model postgresql chromium ## run all tests
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
		echo "Installing PostgreSQL for the tests of the record ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; }

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -x "$$CHROMIUM" ] || { \
		echo "Installing Chromium for the tests of the pages ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

check-crash: $(VENV)/.dev postgresql ## kill the process a hundred times while it signs (many minutes)
	@OVERREAD_KILLS=100 $(BIN)/python -m pytest -q -s tests/pipeline/records/test_crash.py

check-load: $(VENV)/.dev postgresql ## let twenty readers work at once and time every act
	@OVERREAD_ROUNDS=5 $(BIN)/python -m pytest -q -s tests/pipeline/records/test_load.py

check: $(VENV)/.dev ## lint, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.dev ## format the code and sort its imports
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev $(VENV)/.test-model ## time every step of an over-read at three lengths of text
	@$(BIN)/python -m pytest tests/bench/bench_over_read.py tests/bench/bench_drafting.py

screenshots: $(VENV)/.dev chromium ## take the pictures of the pages anew
	@$(BIN)/python docs/screenshots.py
	@$(BIN)/python docs/screenshots_desk.py

eval: $(VENV)/.dev ## measure caught errors and false alarms on the bundled studies
	@$(BIN)/overread eval examples

golden: $(VENV)/.dev ## rewrite the golden files; review the change before committing it
	@$(BIN)/python tests/pipeline/test_golden.py

schema: $(VENV)/.dev ## rewrite the JSON Schemas
	@$(BIN)/python -m overread.contract docs/schema

lock: $(VENV)/.dev ## rewrite requirements.lock from what is installed
	@{ head -1 requirements.lock; $(BIN)/python -m pip freeze --all --exclude-editable --exclude pip \
		| grep -vE '^(nvidia-|cuda-|triton)' | sed -E 's/\+cpu$$//'; } > requirements.new && mv requirements.new requirements.lock

wheel: $(VENV)/.dev ## build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel -d dist

compiled: $(VENV)/.dev ## build the wheel with the engine compiled by mypyc: half as fast again (needs a C compiler, minutes)
	@OVERREAD_COMPILE=1 $(BIN)/python -m hatchling build -t wheel -d dist/compiled

check-compiled: compiled ## run the tests of the engine against the compiled wheel
	@rm -rf build/compiled && $(PIP) --no-deps --target build/compiled dist/compiled/*.whl
	@PYTHONPATH=build/compiled $(BIN)/python -c 'import overread.language.words.reading as engine; assert engine.__file__.endswith(".so")'
	@PYTHONPATH=build/compiled $(BIN)/python -m pytest -q tests/validators tests/pipeline/test_*.py --ignore-glob='*draft*'

clean: ## remove the environment and everything built; models stay in the cache folder
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .benchmarks demo.jsonl
