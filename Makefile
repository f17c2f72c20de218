# Two commands do everything on a fresh machine: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVER ?= 127.0.0.1:8000

.PHONY: help run test setup setup-dev checks unit journeys bench shots catalogues requirements

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup  ## set up everything, load the courses, make demo people, serve on 127.0.0.1:8000
	@$(BIN)/flask db upgrade
	@$(BIN)/flask courses load --all
	@$(BIN)/flask demo people
	@echo "The Academy is at http://$(SERVER) – stop it with Ctrl+C."
	@exec $(BIN)/granian --interface wsgi --host $(firstword $(subst :, ,$(SERVER))) --port $(lastword $(subst :, ,$(SERVER))) \
		--workers 2 --blocking-threads 1 --no-ws --log-level warning wsgi:app

test: setup-dev  ## set up everything, and run every check and every test
	@$(BIN)/python -m tools.proof

setup: $(VENV)/ready  ## the environment in .venv
setup-dev: $(VENV)/ready-dev

$(VENV)/ready: requirements.txt $(wildcard translations/*/LC_MESSAGES/*.po)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pybabel -q compile -d translations
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

checks: setup-dev  ## everything but the tests: format, lint, types, floors, templates, catalogues, courses
	@$(BIN)/python -m tools.proof --checks

unit: setup-dev  ## the tests that need neither a browser nor a kill
	@$(BIN)/python -m pytest -q -n 2 -m "not journey and not fault"

journeys: setup-dev  ## the tests in a real browser
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m journey

bench: setup-dev  ## the budgets, measured beside their limits
	@$(BIN)/python -m bench

shots: setup-dev  ## screenshots of every page, by language and width, in shots/
	@$(BIN)/python -m tools.shots

catalogues: setup-dev  ## collect the interface's words and refresh every catalogue
	@$(BIN)/python -m tools.catalogues

requirements: setup-dev  ## write the hashed requirements anew
	@$(BIN)/python -m tools.requirements
