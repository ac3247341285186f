# Every command of Joblake. Needs Python 3.11-3.13, git and make; everything else is installed into this folder.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
# An interpreter that somebody names is the environment's too; where nobody does, uv takes the first that will do.
INTERPRETER := $(if $(filter file,$(origin PYTHON)),,--python $(PYTHON))
UV := .tools/bin/uv
RUN := .venv/bin/python
export UV_PROJECT_ENVIRONMENT := .venv
export UV_CACHE_DIR ?= $(CURDIR)/.tools/cache
export DO_NOT_TRACK := 1
# Trust what the machine trusts, so that an office proxy with its own certificate does not stop the installation.
export UV_SYSTEM_CERTS := 1
# Without bytecode beside the sources every start compiles three thousand modules again: 4 s of processor.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check dev view backfill import trace watch verify doctor bench site export lint quality diff-skills fleet clean asked

help: ## these lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

# Another interpreter than last time makes the environment anew.
.tools/interpreter: asked | $(UV)
	@echo '$(INTERPRETER)' | cmp -s - $@ || echo '$(INTERPRETER)' > $@

.venv/.ready: pyproject.toml uv.lock .tools/interpreter | $(UV)
	$(UV) sync --frozen --quiet $(INTERPRETER)
	@touch $@

run: .venv/.ready ## the last 7 days of the sample through the whole graph [ALLOW_EMPTY=1]
	@$(RUN) -m orchestration run $(if $(ALLOW_EMPTY),--allow-empty)

backfill: .venv/.ready ## FROM=YYYY-MM-DD TO=YYYY-MM-DD: these days through the whole graph
	@test -n "$(FROM)" && test -n "$(TO)" || { echo "usage: make backfill FROM=YYYY-MM-DD TO=YYYY-MM-DD" >&2; exit 2; }
	@$(RUN) -m orchestration backfill $(if $(ALLOW_EMPTY),--allow-empty) "$(FROM)" "$(TO)"

dev: .venv/.ready ## the Dagster UI on http://127.0.0.1:3000
	@$(RUN) -m orchestration dev

view: .venv/.ready ## the viewer on http://127.0.0.1:8321
	@$(RUN) -m viewer

import: .venv/.ready ## FILE= [MAP=columns.yaml] [DAY=YYYY-MM-DD] [COUNTRY=gb]: a file of postings into the lake
	@test -n "$(FILE)" || { echo "usage: make import FILE=jobs.csv [MAP=columns.yaml] [DAY=YYYY-MM-DD] [COUNTRY=gb]" >&2; exit 2; }
	@$(RUN) -m orchestration import "$(FILE)" $(if $(MAP),--map "$(MAP)") $(if $(DAY),--day "$(DAY)") $(if $(COUNTRY),--country "$(COUNTRY)")

site: .venv/.ready ## the viewer's pages as files, in site/
	@$(RUN) -m orchestration site

trace: .venv/.ready ## JOB=<key>: one job's lineage, from mart row to raw answer, verified
	@test -n "$(JOB)" || { echo "usage: make trace JOB=<job_key>" >&2; exit 2; }
	@$(RUN) -m orchestration trace "$(JOB)"

watch: .venv/.ready ## what each watch of watches.yaml would tell now, sending nothing
	@$(RUN) -m orchestration watch

verify: .venv/.ready ## FROM= TO=: rebuild these days from raw beside the lake and compare digests
	@test -n "$(FROM)" && test -n "$(TO)" || { echo "usage: make verify FROM=YYYY-MM-DD TO=YYYY-MM-DD" >&2; exit 2; }
	@$(RUN) -m orchestration verify "$(FROM)" "$(TO)"

doctor: .venv/.ready ## [DEEP=1] is everything set up, what would a run cost; DEEP reads every digest of lake and home
	@DEEP="$(DEEP)" $(RUN) -m orchestration doctor

export: .venv/.ready ## FORMAT=csv|parquet [MARTS="a b"]: published marts with their data dictionary, in exports/
	@$(RUN) -m orchestration export --format "$(or $(FORMAT),csv)" $(MARTS)

quality: .venv/.ready ## precision, recall and calibration of classes and skills on the gold
	@$(RUN) -m assets.classification.quality
	@$(RUN) -m assets.skills.quality.tongues
	@$(RUN) -m assets.skills.quality

diff-skills: .venv/.ready ## OLD=<commit> [NEW=<commit>] [FILE=postings.jsonl]: skills that came and went between two versions
	@test -n "$(OLD)" || { echo "usage: make diff-skills OLD=<commit> [NEW=<commit>] [FILE=postings.jsonl]" >&2; exit 2; }
	@$(RUN) -m assets.skills.quality.diff $(if $(FILE),--postings "$(FILE)") "$(OLD)" $(if $(NEW),"$(NEW)")

fleet: .venv/.ready ## what a bucket, Postgres and several machines need (optional; docs/operate.md)
	$(UV) sync --frozen --quiet --group fleet

.venv/.bench: .venv/.ready
	$(UV) sync --frozen --quiet --group bench
	@touch $@

bench: .venv/.bench ## measure this machine: parse, extract, link, build
	@$(RUN) -m benchmarks

lint: .venv/.ready ## style, types and SQL
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/sqlfluff lint --processes 2 dbt_project

check: .venv/.ready ## lint, types and the tests that need neither dbt nor a browser: under a minute
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m "not whole"

test: lint ## lint, types, dbt parse, all tests: the same as CI
	.venv/bin/pytest -n 2 --dist loadgroup --no-loadscope-reorder

clean: ## forget the environment and all state, keep the lake
	rm -rf .venv .tools .joblake
