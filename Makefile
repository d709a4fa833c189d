# Everything a fresh Debian or Ubuntu machine needs besides Python 3.11+, make and git is set up here.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLOUD := .venv-cloud

# Qt's X11 plug-in, the virtual screen of the demo and the tests, and a font that is pleasant to read.
SYSTEM_PACKAGES := python3-venv xvfb openbox xdotool xauth \
  libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 \
  libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libegl1 libgl1 libdbus-1-3 libfontconfig1 \
  fonts-inter fonts-dejavu-core

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: setup
setup: $(VENV)/.system $(VENV)/.packages ## Install system packages and make .venv (safe to repeat)

$(VENV)/.system: Makefile
	@missing=""; if command -v dpkg-query >/dev/null; then \
	  for package in $(SYSTEM_PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing system packages:$$missing"; \
	    as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo"; \
	    $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  fi; \
	else echo "This is no Debian or Ubuntu: install the equivalents of $(SYSTEM_PACKAGES)"; fi
	@mkdir -p $(VENV) && touch $@

$(VENV)/.packages: requirements/dev.txt pyproject.toml $(VENV)/.system
	@echo "Setting up $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 setup"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup-train
setup-train: setup ## Install torch as well, which only the encoder's training needs
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0

.PHONY: setup-cloud
setup-cloud: setup $(CLOUD)/.packages ## Install SAM and the template's checks, in an environment of their own

$(CLOUD)/.packages: requirements/cloud.txt requirements/checkov.txt
	@echo "Setting up $(CLOUD)"
	@$(BIN)/uv venv --quiet --clear --python $(PYTHON) $(CLOUD)
	@$(BIN)/uv pip install --quiet --python $(CLOUD)/bin/python --no-deps --require-hashes -r requirements/cloud.txt
	@$(BIN)/uv venv --quiet --python $(PYTHON) $(CLOUD)/checkov
	@$(BIN)/uv pip install --quiet --python $(CLOUD)/checkov/bin/python --no-deps --require-hashes -r requirements/checkov.txt
	@touch $@

.PHONY: run
run: setup ## Open the app; without a screen, run the demo on a virtual one
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/keystroke; \
	else echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo on a virtual one."; \
	  exec $(BIN)/keystroke demo --out demo-out; fi

# They wait for typing most of the time, so they run beside the others.
WINDOW_TESTS := tests/e2e $(addprefix tests/desktop/,bench capture demo ui virtual)

.PHONY: test
test: setup check ## Run the checks and all tests
	@printf '%s\n' "$(WINDOW_TESTS)" "tests $(addprefix --ignore=,$(WINDOW_TESTS))" \
	  | xargs -P 2 -L 1 $(BIN)/python -m pytest

.PHONY: check
check: setup ## Formatting, lint, types and import rules
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: test-cloud
test-cloud: setup-cloud ## Check the template and the Dockerfile; test on Lambda's own runtime behind SAM's HTTP API
	@$(BIN)/python -m pytest -m cloud

.PHONY: image
image: setup ## Build Lambda's image with Docker (ARCHITECTURE=arm64 or x86_64)
	@$(BIN)/python -m deploy image --architecture "$(ARCHITECTURE)"

.PHONY: try-image
try-image: ## Build Lambda's image without Docker, on a base of Debian's packages, and tell what it adds (as root, with buildah and debootstrap)
	@deploy/try_image.sh

STACK ?= keystroke
.PHONY: deploy
deploy: setup-cloud ## Build, push and deploy to AWS (STACK, REGION, ARCHITECTURE, PARAMETERS="MaxFmr=0.01 ...")
	@$(BIN)/python -m deploy deploy --stack "$(STACK)" --region "$(REGION)" --architecture "$(ARCHITECTURE)" -- $(PARAMETERS)

.PHONY: destroy
destroy: setup ## Delete the stack with everybody's profiles, and the images (STACK, REGION, CONFIRM=the stack's name)
	@$(BIN)/python -m deploy destroy --stack "$(STACK)" --region "$(REGION)" --confirm "$(CONFIRM)"

.PHONY: fuzz
fuzz: setup ## Hold the API against its OpenAPI document with 1,000 generated requests an operation
	@KEYSTROKE_EXAMPLES=1000 $(BIN)/python -m pytest tests/test_fuzzing.py

.PHONY: package
package: setup ## Build the app as a folder that needs no Python: dist/keystroke
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/package.txt
	@$(BIN)/python -m desktop.packaging.icons build/icons/keystroke.png
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/package --distpath dist desktop/packaging/keystroke.spec
	@cp desktop/packaging/keystroke.desktop build/icons/keystroke.png dist/keystroke/
	@echo "The app is dist/keystroke/keystroke."

.PHONY: format
format: setup ## Format the code and mend what ruff can mend
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

TRANSLATIONS := desktop/ui/translations
.PHONY: translations
translations: setup ## Bring the translations in step with the sources, and compile them
	@$(BIN)/pyside6-lupdate $$(git ls-files 'desktop/ui/*.py' 'desktop/logic/*.py') -no-obsolete -locations none \
	  -source-language en -target-language de -ts $(TRANSLATIONS)/keystroke_de.ts
	@$(BIN)/pyside6-lrelease -silent $(TRANSLATIONS)/keystroke_de.ts

.PHONY: notebook
notebook: setup ## Run notebooks/model.ipynb (with KEYSTROKE_DATA: on the real data) to build/model.ipynb
	@mkdir -p build
	@$(BIN)/jupyter execute notebooks/model.ipynb --kernel_name=python3 --output=../build/model.ipynb
	@echo "The notebook with its figures and plots is build/model.ipynb."

.PHONY: lock
lock: setup ## Pin the requirements again, with hashes (evdev is left out: see README)
	@for set in runtime lambda desktop dev package cloud checkov; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	    --no-annotate --no-header --no-emit-package evdev --output-file requirements/$$set.txt requirements/$$set.in; done

.PHONY: clean
clean: ## Remove .venv and everything generated
	@rm -rf $(VENV) $(CLOUD) build dist demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
