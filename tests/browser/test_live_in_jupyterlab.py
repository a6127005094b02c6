"""A live notebook in a JupyterLab that has no extension for the book's markup: pictures at once, labs after a run."""

import json
import shutil

import live
import pytest

NAME = "physiology/the-gate.ipynb"


@pytest.fixture(scope="module")
def jupyterlab(site, tmp_path_factory):
    """Address of a JupyterLab of the live edition, without jupyterlab-myst."""
    folder, settings = tmp_path_factory.mktemp("edition"), tmp_path_factory.mktemp("settings")
    shutil.copytree(site / "notebooks", folder, dirs_exist_ok=True)
    page_config = settings / "jupyter_config_dir/labconfig/page_config.json"
    page_config.parent.mkdir(parents=True)
    page_config.write_text(json.dumps({"disabledExtensions": {"jupyterlab-myst": True}}), encoding="utf-8")
    with live.serving(folder, settings) as address:
        yield address


@pytest.fixture
def chapter(visit, jupyterlab):
    page = visit(jupyterlab.format(NAME), height=3000, strict=False)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(live.IDLE, timeout=60_000)
    return page


WORDS = "() => document.querySelector('.jp-Notebook').innerText"
SCROLL = """async () => {
  const inner = document.querySelector(".jp-WindowedPanel-outer");
  for (let y = 0; y < inner.scrollHeight; y += 2500) {
    inner.scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 150));
  }
  inner.scrollTo(0, 0);
}"""


RAW = ("{cite", "{term", ":::", "Unknown Directive", "⚠", "Error displaying")


def shows_pictures_and_no_markup(chapter):
    """What a chapter is before it is run."""
    chapter.wait_for_selector(".jp-OutputArea img", timeout=60_000)
    chapter.evaluate(SCROLL)
    words = chapter.evaluate(WORDS)
    assert [raw for raw in RAW if raw in words] == []
    assert chapter.locator("text=Melzack and Wall 1965").count() >= 1


def runs_with_labs_and_without_a_warning(chapter):
    """What a chapter becomes when it is run."""
    chapter.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    chapter.wait_for_function(live.IDLE, timeout=120_000)
    chapter.evaluate(SCROLL)
    chapter.wait_for_selector(".painlab-lab .painlab-sentence", timeout=60_000)
    errors = ".jp-OutputArea [data-mime-type$='stderr'], .jp-OutputArea [data-mime-type$='error']"
    assert chapter.locator(errors).all_text_contents() == []


def test_a_chapter_shows_its_pictures_and_no_markup_before_it_is_run(chapter):
    shows_pictures_and_no_markup(chapter)


def test_after_a_run_the_lab_is_alive_and_nothing_warns(chapter):
    runs_with_labs_and_without_a_warning(chapter)
