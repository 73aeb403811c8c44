# make run    set up, build the front end, serve it on http://HOST:PORT
# make test   set up, run every test          (ARGS='-m slow': the slow ones)
# make test-browsers  install Firefox and WebKit where that is possible, run the main job in each
# make check  lint, format, types, known vulnerabilities of packages; warnings are errors
# make fuzz   fuzz the API and the live channel for longer than `make test` does; send 10,000 hostile files
# make soak   run 100 clients, good and bad, against a server for 10 minutes
# make bench  measure every figure of docs/benchmarks.md beside its reference; some 20 minutes
# make models retrain the networks in models/ (MODELS='ludic': only that one)
# make clean  remove everything that make has built
#
# These need CPython 3.11 to 3.14 and make. They install Node, Chromium and everything else here.
# PYTHON=python3.12 selects an interpreter; by default it is the newest on the PATH.
# TORCH_INDEX=https://download.pytorch.org/whl/cu130 selects another build of torch.

HOST ?= 127.0.0.1
PORT ?= 8000
MODELS ?=
ARGS ?=

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export TORCH_INDEX

.PHONY: run test test-browsers check fuzz soak bench models clean
.DELETE_ON_ERROR:

run: build/static/index.html
	SHIFTSCOPE_HOST=$(HOST) SHIFTSCOPE_PORT=$(PORT) exec .venv/bin/python -m app

# Three processes run the tests, one file at a time each: on two cores, because a test often waits for
# its browser or its server.
ALL = --numprocesses 3 --dist loadfile --no-loadscope-reorder

test: .venv/ready-test build/static/index.html
	npm test
	chromium=$$(scripts/chromium) && export CHROMIUM="$$chromium" && \
	.venv/bin/python -m pytest $(or $(ARGS),$(ALL))

test-browsers: .venv/ready-test build/static/index.html
	scripts/browsers
	chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" .venv/bin/python -m pytest tests/browsers

check: .venv/ready-check node_modules/ready
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	npm run lint
	npm run format:check
	npm run types
	scripts/audit

fuzz: .venv/ready-test
	.venv/bin/python -m pytest -m 'slow or not slow' tests/fuzz
	.venv/bin/python -m benchmarks.hostile

soak: .venv/ready-test
	.venv/bin/python -m benchmarks.soak

# ARGS='frame trip' measures only those figures again.
bench: .venv/ready-test build/static/index.html
	chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" .venv/bin/python -m benchmarks $(ARGS)

models: .venv/ready-training
	.venv/bin/python -m app.training $(MODELS)

clean:
	rm -rf .venv node_modules build .*_cache .hypothesis
	find app tests -name __pycache__ -prune -exec rm -r {} +

# Stamp files: each is newer than the files that it depends on.

.venv/python:
	python=$$(scripts/find-python) && "$$python" -m venv .venv
	@touch $@

# Installs the packages of the app and of one more group of pyproject.toml.
.venv/ready-%: .venv/python pyproject.toml requirements.lock scripts/install
	scripts/install .venv/bin/python app $*
	@touch $@

node_modules/ready: .venv/ready-build package.json package-lock.json .npmrc
	@echo npm ci; npm ci || { echo 'npm could not install the front end: does its registry answer?' \
		'If npm speaks of a certificate, as behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS' \
		'to the file with the certificates of that proxy (PEM), and run make again.' >&2; exit 1; }
	@touch $@

build/static/index.html: node_modules/ready lit-localize.json scripts/localize.js vite.config.js $(shell find static -type f)
	npm run build
