# Every verb of the project. `make` alone prints this list; `run` and `test` set up what they need themselves.

BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

# Any Python 3.10+ can run the set-up; it then finds or fetches the Python ≥ 3.12 that Guiju itself runs on.
PYTHON := $(shell for p in python3 /usr/bin/python3 /usr/local/bin/python3 python $(BIN)/python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

# Byte code stands beside the modules in ignored folders. Without it each process compiles all of Django anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check fmt bench docs

help: ## print this list · 列出这些命令
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

setup: ## install everything Guiju needs into this folder · 安装所需的一切
	@test -n "$(PYTHON)" || { echo "make: no Python was found. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py

run: setup ## set up, fill the demo department and serve it · 建好演示部门并打开网页
	@$(BIN)/guiju demo --serve --host $(HOST) --port $(PORT)

test: setup ## everything CI runs: make check, all tests, coverage · 全部检查与测试
	@$(BIN)/python scripts/verify.py all

check: setup ## linters, types, import contracts, migrations, the house's own tests · 静态检查
	@$(BIN)/python scripts/verify.py check

fmt: setup ## format the code and the regulations · 整理代码与制度文件的格式
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@$(BIN)/guiju fmt regulations

bench: setup ## run the benchmarks against their baselines · 性能对比
	@$(BIN)/python -m benchmarks

docs: setup ## build the documentation into site/ · 生成文档网站
	@$(BIN)/python scripts/docs.py
