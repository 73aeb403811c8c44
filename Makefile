# make run    set up, build the front end, serve it on http://HOST:PORT
# make test   set up, run every test          (ARGS='-m slow': the slow ones)
# make check  lint, format, types, known holes in packages; a warning is an error
# make fuzz   the API and the live channel, for longer than the tests do
# make soak   10 minutes of 100 clients, good and bad
# make bench  every figure of docs/benchmarks.md, beside its reference; some 20 minutes
# make models retrain the networks in models/ (MODELS='ludic': that one)
# make clean  remove all that make made
#
# Needs CPython 3.11 to 3.14 and make. Node, Chromium and everything else are installed here.
# PYTHON=python3.12 takes that one, instead of the newest on the PATH.
# TORCH_INDEX=https://download.pytorch.org/whl/cu130 takes another build of torch.

HOST ?= 127.0.0.1
PORT ?= 8000
MODELS ?=
ARGS ?=

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export TORCH_INDEX

.PHONY: run test check fuzz soak bench models clean
.DELETE_ON_ERROR:

run: build/static/index.html
	SHIFTSCOPE_HOST=$(HOST) SHIFTSCOPE_PORT=$(PORT) exec .venv/bin/python -m app

# Two at a time, each file by one, in order: the long ones, of e2e, come first. What measures turns
# and limits is alone, and comes last.
ALONE = tests/api tests/serve
ALL = .venv/bin/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder \
	$(ALONE:%=--ignore %) && \
	.venv/bin/python -m pytest $(ALONE)

test: .venv/ready-test build/static/index.html
	npm test
	chromium=$$(scripts/chromium) && export CHROMIUM="$$chromium" && \
	$(if $(ARGS),.venv/bin/python -m pytest $(ARGS),$(ALL))

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

soak: .venv/ready-test
	.venv/bin/python -m benchmarks.soak

# ARGS='frame trip': those alone are measured again.
bench: .venv/ready-test build/static/index.html
	chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" .venv/bin/python -m benchmarks $(ARGS)

models: .venv/ready-training
	.venv/bin/python -m app.training $(MODELS)

clean:
	rm -rf .venv node_modules build .*_cache .hypothesis
	find app tests -name __pycache__ -prune -exec rm -r {} +

# Stamps: each is younger than what it was made from.

.venv/python:
	python=$$(scripts/find-python) && "$$python" -m venv .venv
	@touch $@

# The packages of the app, and of one more group of pyproject.toml.
.venv/ready-%: .venv/python pyproject.toml requirements.lock scripts/install
	scripts/install .venv/bin/python app $*
	@touch $@

node_modules/ready: .venv/ready-build package.json package-lock.json .npmrc
	npm ci || { echo 'npm could not install the front end: does its registry answer?' >&2; exit 1; }
	@touch $@

build/static/index.html: node_modules/ready lit-localize.json scripts/localize.js vite.config.js $(shell find static -type f)
	npm run build
