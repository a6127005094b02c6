# The commands of this project. Everything is installed into .venv/ and built into _build/.

PYTHON ?= python3
PORT ?= 8000
SERVE ?= $(if $(filter-out 0 false,$(CI)),0,1)
# A browser on a busy machine can be late: what failed is asked once more, alone. What is wrong fails again, and all of it is printed.
ONCE_MORE = .venv/bin/python -m pytest -v --last-failed --last-failed-no-failures none --maxfail 3
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

.PHONY: help setup book test test-slow test-engines live write bench dist translate lms teaching publish-live lock clean

## make setup    install all that tests and notebooks need, and a browser for the tests
## make book     build the whole book and serve it on http://127.0.0.1:8000 (SERVE=0: only build)
## make test     check everything: code, models, notebooks, and every page in a browser
## make test-slow  after make test: the tests of more than 20 seconds each, such as other simulators and the whole kit of a class
## make test-engines  check every page and lab in Firefox and WebKit too, installed where they are missing
## make live     open the chapters as notebooks in JupyterLab, with their pictures, to run and to change
## make write    open the sources of the chapters in JupyterLab, for authors
## make bench    measure against the budgets, beside other ways; run the slow tests; writes bench.md and quotes it in README.md
## make dist     what readers take away: site, notebooks, kit for a class, PDF, EPUB and the package, in _build/dist (TAG=v0.1.0: for that release)
## make translate  write locale/IN/, where IN is a language such as de: every text that readers see, to be filled in
## make lms      all questions for a learning management system, in _build/lms; answers inside (SITE=https://… adds links to that book)
## make teaching a kit for a class in _build/teaching: slides, notebooks and sheets with blanks (KEYS=1: and the teacher's, with answers)
## make publish-live  push the live notebooks of the last build to the branch `live` of REMOTE, from where Colab opens them
## make lock     after a change in pyproject.toml: write uv.lock and the two lists of binder/
## make clean    remove what was built; the environment stays
help:
	@sed -n 's/^## //p' Makefile

setup:
	@"$(PYTHON)" tools/environment.py book test live
	@.venv/bin/python tools/browser.py

book:
	@"$(PYTHON)" tools/environment.py book
	@.venv/bin/python tools/build.py
ifneq ($(SERVE),0)
	@.venv/bin/python tools/serve.py "$(PORT)"
endif

test:
	@"$(PYTHON)" tools/environment.py book test live
	@.venv/bin/python tools/browser.py
	@.venv/bin/python tools/build.py
	.venv/bin/python -m pytest -n 2 --dist loadfile --cache-clear || $(ONCE_MORE)

test-slow:
	.venv/bin/python -m pytest -n 2 --cache-clear -m slow tests || $(ONCE_MORE) -m slow

test-engines:
	@"$(PYTHON)" tools/environment.py book test live
	@.venv/bin/python tools/browser.py --engines
	@.venv/bin/python tools/build.py
	.venv/bin/python -m pytest -n 2 --cache-clear -m engines tests/browser/test_engines.py || $(ONCE_MORE) -m engines

live:
	@"$(PYTHON)" tools/environment.py book live
	@.venv/bin/python tools/build.py
	@.venv/bin/python tools/live.py

write:
	@"$(PYTHON)" tools/environment.py live
	@.venv/bin/python tools/live.py --sources

bench:
	@"$(PYTHON)" tools/environment.py book test live bench
	@.venv/bin/python tools/browser.py
	@.venv/bin/python tools/build.py
	@.venv/bin/python tools/bench.py

dist:
	@"$(PYTHON)" tools/environment.py book test
	@.venv/bin/python tools/browser.py
	@.venv/bin/python tools/build.py
	@.venv/bin/python tools/dist.py "$(TAG)"

translate:
	@"$(PYTHON)" tools/environment.py book
	@.venv/bin/python tools/translate.py "$(IN)"

lms:
	@"$(PYTHON)" tools/environment.py book
	@.venv/bin/python tools/lms.py "$(SITE)"

teaching:
	@"$(PYTHON)" tools/environment.py book
	@.venv/bin/python tools/teaching.py $(if $(filter 1,$(KEYS)),--keys)

publish-live:
	@"$(PYTHON)" tools/publish_live.py "$(or $(REMOTE),origin)"

lock:
	@"$(PYTHON)" tools/environment.py test
	@.venv/bin/python tools/lock.py

clean:
	rm -rf _build
