"""A live notebook in Notebook 7, which is installed for this test: pictures at once, labs after a run, no warning."""

import shutil

import archives
import live
import pytest
from conftest import python_with
from test_live_in_jupyterlab import SCROLL, WORDS

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
    chapter.wait_for_selector(".jp-OutputArea img", timeout=60_000)
    chapter.evaluate(SCROLL)
    words = chapter.evaluate(WORDS)
    assert not [
        raw for raw in ("{cite", "{term", ":::", "Unknown Directive", "\u26a0", "Error displaying") if raw in words
    ]
    assert chapter.locator("text=Melzack and Wall 1965").count() >= 1
    chapter.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    chapter.wait_for_function(live.IDLE, timeout=120_000)
    chapter.evaluate(SCROLL)
    chapter.wait_for_selector(".painlab-lab .painlab-sentence", timeout=60_000)
    errors = ".jp-OutputArea [data-mime-type$='stderr'], .jp-OutputArea [data-mime-type$='error']"
    assert chapter.locator(errors).all_text_contents() == []
