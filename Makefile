# Everything a person does with this repository. `make` alone prints the list below.

# A Python that is found may still be none: a shim without a version behind it, or one without its venv module.
TRY := -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
ifndef PYTHON
PYTHON := $(shell for found in python3.11 python3.12 python3.13 python3; do $$found $(TRY) && echo $$found && break; done)
endif
PYTHON_WORKS = $(shell '$(PYTHON)' $(TRY) && echo yes)
VENV := .venv
RUN := $(VENV)/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help demo run test check acceptance bench reset format lock clean install

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: install ## install, start everything, walk the main job, stay up until Ctrl-C
	@$(RUN) deploy demo

run: install ## install, start the database and the four processes, stay up until Ctrl-C
	@$(RUN) deploy up

test: install ## run the test suite on a PostgreSQL of its own
	@$(RUN) pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

check: install ## format, lint, types, import contracts, migrations in step with models, nothing of this machine in a file
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(VENV)/bin/python -c 'import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())'
	$(RUN) pytest tests/deploy/test_tracked_files.py
	$(RUN) deploy check-migrations

acceptance: install ## the long suites
	@$(RUN) tests.acceptance

bench: install ## measure
	@$(RUN) tests.bench

reset: install ## stop, and remove settings, database and logs (asks first)
	@$(RUN) deploy reset

format: install ## let ruff lay out the code and repair what it can
	$(RUN) ruff check --fix
	$(RUN) ruff format

lock: ## work requirements.lock out anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv: install it with your package manager or pipx.' >&2; exit 1; }
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock

clean: ## remove the virtual environment and what tools left; data stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is current when it holds a copy of the very lock it was installed from; times of files say nothing
# after a checkout.
install:
ifeq ($(shell cmp -s requirements.lock $(VENV)/requirements.lock && echo current),current)
	@:
else
	$(if $(PYTHON_WORKS),,$(error No Python 3.11 or newer with its venv module was found: install one \
		(Debian: python3 and python3-venv) or say make PYTHON=/path/to/python3))
	@$(RUN) pip --version >/dev/null 2>&1 || { echo 'Making $(VENV) with $(PYTHON) ...'; '$(PYTHON)' -m venv --clear $(VENV); }
	@echo 'Installing what requirements.lock lists; this takes a minute or two the first time ...'
	@$(RUN) pip install --no-input --disable-pip-version-check --require-hashes -r requirements.lock
	@cp requirements.lock $(VENV)/requirements.lock
endif
