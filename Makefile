# `make` lists what can be typed. PORT, JOBS and every SANSHEN_ variable can be given on the line.

# Granian is told where to listen on its command line, so these two are needed here as well.
from_env = $(or $(shell sed -n 's/^$(1)=//p' .env 2>/dev/null),$(2))
PORT ?= $(call from_env,SANSHEN_PORT,8000)
JOBS ?= 2
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
TEMPLATES := $(wildcard site/templates cms/templates cms/admin/templates workflow/desk/templates workflow/reports/templates)
# The parts that are strict about types; what does not exist yet is left out.
TYPED := $(wildcard ledger workflow/states.py workflow/roles.py workflow/rules.py \
  workflow/transitions.py workflow/proofreading search/record.py search/query.py \
  search/results.py search/engine.py site/config)
# What the tests need from the system: a browser, a database, Chinese letters, gettext.
PACKAGES := chromium postgresql fonts-noto-cjk gettext libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# And what may have come in another way, by the command it gives: axe needs npm, the validator Java,
# and Elasticsearch both Java and Maven.
COMMANDS := nodejs:node npm:npm default-jre-headless:java maven:mvn
# What tries the pages, from npm: see package.json there.
NPM := tests/browser/node_modules/.package-lock.json
# Each package with words of its own has a catalogue; site/locale takes those of site/.
LOCALES = $(shell find . -name locale -type d -not -path './.venv/*' -not -path './var/*')
COLLECT = $(MANAGE) makemessages --verbosity 0 --no-obsolete --no-wrap --no-location \
  --ignore var --ignore tests --ignore bench --ignore node_modules
# Tests whose outcome may depend on the database run on both.
BOTH := $(wildcard tests/doors tests/workflow tests/ledger)

export PYTHONPATH := $(CURDIR):$(CURDIR)/site
export DJANGO_SETTINGS_MODULE ?= config.settings.demo
export SANSHEN_PORT ?= $(PORT)
export SANSHEN_LISTEN ?= $(call from_env,SANSHEN_LISTEN,127.0.0.1)

SERVE = exec $(BIN)/granian --interface wsgi --workers 1 --blocking-threads $(THREADS) --http 1 \
  --no-ws --log-level warning --working-dir $(CURDIR)/site \
  --host $(SANSHEN_LISTEN) --port $(SANSHEN_PORT) config.wsgi:application
# More threads than one only help the admin: the front answers in microseconds.
THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help install demo run test test-quick check format messages docs bench backup clean system

help: ## list what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.installed ## install what production needs into .venv

.venv/.installed: requirements.txt
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt | .venv/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(NPM): tests/browser/package.json tests/browser/package-lock.json | system
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

demo: install ## start a portal with people and pages on http://127.0.0.1:8000 (PORT=…)
	@$(MANAGE) load_demo
	@$(SERVE)

run: install ## start the server as the environment says, without changing any data
	@$(SERVE)

system:
	@missing=$$(for name in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || echo $$name; done; \
	  for pair in $(COMMANDS); do \
	    command -v $${pair#*:} >/dev/null || echo $${pair%:*}; done); \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	    --no-install-recommends $$missing >/dev/null; \
	else \
	  echo "Missing for the tests. Type: sudo apt-get install --no-install-recommends" $$missing; \
	  exit 1; \
	fi

test: export DJANGO_SETTINGS_MODULE = config.settings.test
test: .venv/.installed-dev $(NPM) system check ## check, then run every test, on SQLite and on PostgreSQL
	$(PY) -m pytest -n $(JOBS)
	$(if $(BOTH),SANSHEN_TEST_DATABASE=postgresql $(PY) -m pytest -n $(JOBS) $(BOTH))
	@$(MAKE) --no-print-directory test-elasticsearch

.PHONY: test-elasticsearch
test-elasticsearch: export DJANGO_SETTINGS_MODULE = config.settings.test
test-elasticsearch: .venv/.installed-dev system ## run the tests on a real Elasticsearch (ELASTICSEARCH_URL, or our own)
	tests/search/elasticsearch.sh run $(PY) -m pytest -n $(JOBS) -m elasticsearch tests

test-quick: export DJANGO_SETTINGS_MODULE = config.settings.test
test-quick: .venv/.installed-dev ## run the tests that need no browser, on SQLite
	$(PY) -m pytest -n $(JOBS) -m "not browser"

check: export DJANGO_SETTINGS_MODULE = config.settings.test
check: .venv/.installed-dev ## lint, types, layers, migrations, messages, generated documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(if $(TEMPLATES),$(BIN)/djlint --quiet --lint $(TEMPLATES))
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) write_docs --check
	@$(MAKE) --no-print-directory check-messages

.PHONY: check-messages
# The same sentences on both sides, none untranslated, none guessed, and compiled as they stand.
check-messages:
	@$(COLLECT) --exclude zh_Hans --keep-pot
	@for locale in $(LOCALES); do \
	  test -e $$locale/django.pot || continue; \
	  words=$$locale/zh_Hans/LC_MESSAGES/django; \
	  msgcmp $$words.po $$locale/django.pot || failed=1; \
	  msgfmt --check -o - $$words.po | cmp -s - $$words.mo || \
	    { echo "$$words.mo is not what $$words.po says: make messages"; failed=1; }; \
	  rm -f $$locale/django.pot; \
	done; test -z "$$failed"

format: .venv/.installed-dev ## format Python and sort its imports
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

messages: .venv/.installed-dev ## collect the sentences into zh_Hans, compile them, list what is left
	@$(COLLECT) --locale zh_Hans
	@for words in $(addsuffix /zh_Hans/LC_MESSAGES/django,$(LOCALES)); do \
	  test -e $$words.po || continue; \
	  msgfmt --check -o $$words.mo $$words.po; \
	  msgattrib --untranslated --no-wrap $$words.po; \
	  msgattrib --only-fuzzy --no-wrap $$words.po; \
	done

docs: .venv/.installed-dev ## write the generated parts of docs/ again
	$(MANAGE) write_docs

bench: .venv/.installed-dev ## measure against the named baselines; writes bench/last.json
	$(PY) -m bench

backup: install ## copy database, assets and heads to BACKUP=folder; keys are kept apart
	$(MANAGE) backup $(BACKUP)

clean: ## remove caches and rendered files, never data, keys or the database
	rm -rf var/public .ruff_cache .mypy_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
