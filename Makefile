# `make run` and `make test` are all that is needed; each makes .venv first where it is missing.
PORT ?= 8000
PYTEST ?= .venv/bin/pytest
export PORT
# Dozens of processes start in a run; each would compile our sources, and pytest every test, once more.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check unit journeys pictures test-server-postgres bench attacks format clean

run: .venv/.installed
	@exec .venv/bin/pranata serve --demo

# Every stage, each test once; says at the end which stage failed.
test: .venv/.installed
	@tools/test

# What a change must pass besides tests: the lock, style, types, contracts, migrations and deployment checks.
check: .venv/.installed
	.tools/bin/uv lock --check --quiet
	.venv/bin/ruff check --quiet .
	.venv/bin/ruff format --quiet --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy
	.venv/bin/python -m pranata.config.check

unit: .venv/.installed
	$(PYTEST) -n 2 --dist worksteal

journeys: .venv/.installed
	tools/require-chromium
	$(PYTEST) -n 2 --dist worksteal -m journey tests/journeys

# The journeys again, this time taking the pictures of docs/guide/images anew.
pictures: .venv/.installed
	tools/require-chromium
	PRANATA_SHOTS=1 $(PYTEST) -n 2 -m journey tests/journeys

# The journeys and whatever depends on which PostgreSQL it is, on the system's own instead of the embedded one.
test-server-postgres: .venv/.installed
	tools/require-chromium
	tools/require-postgres
	tools/test-server-postgres

# Twelve attacks on the log, made for real on a database of their own; writes docs/reference/attacks.md.
attacks: .venv/.installed
	.venv/bin/python -m tools.attacks

# `.venv/bin/python -m bench pages log` measures these groups alone.
bench: .venv/.installed
	.venv/bin/python -m bench

format: .venv/.installed
	.venv/bin/ruff check --quiet --fix .
	.venv/bin/ruff format --quiet .

clean:
	rm -rf .venv .tools

.venv/.installed: uv.lock pyproject.toml bootstrap tools/uv.txt
	@echo "Menyiapkan lingkungan Python; hanya pada kali pertama dan setelah paket berubah."
	@./bootstrap
