"""The steps of a build for as many processes as there are processors: running notebooks, reading and writing pages."""

import functools
import os

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from sphinx.util import logging

from .kernels import prepared
from .processes import ready, side_by_side

QUIET = ("sphinx_jupyterbook_latex", "sphinx_multitoc_numbering")  # Jupyter Book's; both do nothing to pages in HTML

log = logging.getLogger(__name__)


def run_notebooks(app, env, names):
    """Run the notebooks that will be read.

    What fails here is run once more, and reported, when its page is read.
    """
    if app.config.nb_execution_mode == "off":
        return
    paths = [str(env.doc2path(name)) for name in names]
    cache = get_cache(app.config.nb_execution_cache_path)
    waiting = [cache.add_nb_to_project(path).uri for path in paths if path.endswith(".ipynb")]
    if waiting:
        waiting.sort(key=os.path.getsize, reverse=True)  # the longest first: what is begun last ends soon
        log.info(f"running {len(waiting)} notebooks, those that are not in the cache")
        run = functools.partial(run_notebook, app.config.nb_execution_cache_path, app.config.nb_execution_timeout)
        with prepared():
            side_by_side(run, waiting)


def run_notebook(cache, timeout, path):
    """Run a notebook, and keep what it gives in the cache of that folder."""
    load_executor("local-serial", get_cache(cache)).run_and_cache(filter_uris=[path], timeout=timeout)


def in_parallel(app):
    """Let several processes read and write pages, which Jupyter Book has no option for.

    They are one more than there are processors, as this process resolves what they write.
    """
    app.parallel = (os.cpu_count() or 1) + 1
    for name in QUIET:
        app.extensions[name].parallel_read_safe = True  # which they do not say of themselves


def setup(app):
    """Set how many processes take part in each step of a build, and make ready what they are forked from."""
    ready()
    app.connect("builder-inited", in_parallel)
    app.connect("env-before-read-docs", run_notebooks)
