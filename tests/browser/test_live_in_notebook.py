"""A live notebook in Notebook 7, which is installed for this test: pictures at once, labs after a run, no warning."""

import shutil

import archives
import live
import pytest
from conftest import python_with
from test_live_in_jupyterlab import runs_with_labs_and_without_a_warning, shows_pictures_and_no_markup

NOTEBOOK = "notebook==7.6.5"
NAME = "physiology/the-gate.ipynb"


@pytest.fixture
def chapter(visit, site, tmp_path):
    """A page of Notebook 7 that shows a chapter of the live edition, its kernel ready."""
    python = python_with(tmp_path / "venv", NOTEBOOK, archives.wheel(tmp_path / "package", archives.committed()))
    shutil.copytree(site / "notebooks", tmp_path / "edition")
    (tmp_path / "settings").mkdir()
    with live.serving(tmp_path / "edition", tmp_path / "settings", [python, "-m", "notebook"], "notebooks") as address:
        page = visit(address.format(NAME), height=3000, strict=False)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(live.IDLE, timeout=60_000)
        yield page


@pytest.mark.slow
def test_notebook_7_shows_pictures_at_once_and_after_a_run_labs_without_a_warning(chapter):
    shows_pictures_and_no_markup(chapter)
    runs_with_labs_and_without_a_warning(chapter)
