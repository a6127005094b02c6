"""Work for as many processes as there are processors."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

PRELOADED = ["coursebook.classroom", "coursebook.catalog"]  # what brings along all that is done side by side
START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def side_by_side(work, items) -> list:
    """[work(item) for each of `items`], each in one of some processes, which are no forks of this one.

    Where a system has forks (Windows has none), they are forks of a process that has imported this package, no more.
    """
    return [each.result() for each in begun(work, items, patience=0)]


def begun(work, items, patience=10) -> list:
    """The same as futures, while this process goes on; `patience` says how far others go first, as `nice` counts it."""
    context = multiprocessing.get_context(START)
    pool = ProcessPoolExecutor(os.cpu_count(), context, take_place, [dict(os.environ), patience])
    futures = [pool.submit(work, item) for item in items]
    pool.shutdown(wait=False)
    return futures


def beside_pages(app, begin):
    """Let `begin(app)`, which gives futures, begin before pages of HTML are read; the build ends when they have."""
    futures = []

    def start(app, env, names):
        if app.builder.format == "html":
            futures.extend(begin(app))

    def end(app, error):
        for each in futures:
            each.cancel() if error else each.result()

    app.connect("env-before-read-docs", start)
    app.connect("build-finished", end)


def take_place(environment, patience):
    """Be in the environment of the process that asks, as it is now: what is forked may be older than that."""
    os.environ.clear()
    os.environ.update(environment)
    if hasattr(os, "nice"):
        os.nice(patience)


def ready():
    """Begin to start what such processes are forked from, which takes some seconds."""
    if START == "forkserver":
        from multiprocessing import forkserver  # not on Windows

        forkserver.set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()
