"""Mistakes in the sources of pages are said with file, line and nearest name; a build that fails keeps the old site."""

import json
import shutil

import build
import pytest
from conftest import ROOT
from coursebook.contents import chapters, pages
from coursebook.mistakes import mistakes, texts_of

PAGE = "book/physiology/a-page"


def book(
    folder,
    toc=PAGE,
    text="# A page\n\nSee {cite:p}`crodelle2019` and a {term}`spike <action potential>`.\n",
    cells=None,
):
    """A small book in `folder` with one page and the real glossary."""
    for name in ("book/reference/glossary.md",):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "book/physiology").mkdir(exist_ok=True)
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: book/reference/glossary\nchapters:\n- file: {toc}\n")
    if cells is None:
        (folder / f"{PAGE}.md").write_text(text)
    else:
        (folder / f"{PAGE}.ipynb").write_text(cells)
    return folder


def test_the_book_itself_has_no_mistake():
    assert mistakes(ROOT) == []


NOTEBOOK = {"cells": [{"cell_type": "markdown", "source": ["# A\n", "\n", "{cite:p}`crodele2019`"]}]}
BROKEN = '{"cells": [\n  {"cell_type": "markdown",}\n]}'


@pytest.mark.parametrize(
    "changes, said",
    [
        (
            {"toc": "book/physiology/a-pgae"},
            "_toc.yml, line 4: there is no page 'book/physiology/a-pgae'; did you mean 'book/ph",
        ),
        (
            {"text": "# A\n\n{cite:p}`crodele2019`"},
            f"{PAGE}.md, line 3: book/references.bib has no entry 'crodele2019'; did",
        ),
        (
            {"text": "# A\n{term}`actoin potential`"},
            f"{PAGE}.md, line 2: the glossary has no term 'actoin potential'; did you",
        ),
        (
            {"text": "# A\n{term}`x <actoin potential>`"},
            f"{PAGE}.md, line 2: the glossary has no term 'actoin potential'",
        ),
        (
            {"cells": json.dumps(NOTEBOOK)},
            f"{PAGE}.ipynb, cell 1, line 3: book/references.bib has no entry 'crodele2019'",
        ),
        ({"cells": BROKEN}, f"{PAGE}.ipynb: line 2, column"),
        ({"cells": "[]"}, f"{PAGE}.ipynb: this is no notebook"),
    ],
)
def test_a_mistake_is_said_with_its_file_its_line_and_the_nearest_name(changes, said, tmp_path):
    assert mistakes(book(tmp_path)) == []
    (tmp_path / f"{PAGE}.md").unlink()
    [sentence] = mistakes(book(tmp_path, **({"text": "# A\n"} if "toc" in changes else {}) | changes))
    assert sentence.startswith(said)


@pytest.mark.parametrize("error", [SystemExit("no"), KeyboardInterrupt()])
def test_a_build_that_fails_or_is_interrupted_keeps_the_old_site(error, tmp_path, monkeypatch):
    site = tmp_path / "html"
    monkeypatch.setattr(build, "SITE", site)
    monkeypatch.setattr(build, "BEFORE", tmp_path / "html-before")
    site.mkdir()
    (site / "index.html").write_text("old")
    with pytest.raises(type(error)), build.old_site_kept():
        shutil.rmtree(site)
        site.mkdir()
        (site / "index.html").write_text("half")
        raise error
    assert (site / "index.html").read_text() == "old" and not build.BEFORE.exists()
    with build.old_site_kept():
        (site / "index.html").write_text("new")
    assert (site / "index.html").read_text() == "new" and not build.BEFORE.exists()


def sentences_of(path):
    lines = [line for _, text in texts_of(path) for line in text.splitlines()]
    return {line.strip() for line in lines if len(line) > 50 and line[0] not in "{:|#"}


def test_no_chapter_keeps_a_sentence_of_the_template():
    template = sentences_of(ROOT / "book/reference/template.ipynb")
    assert len(template) > 8
    shared = set.intersection(*(sentences_of(ROOT / f"{name}.ipynb") for name in chapters(ROOT)))
    for name in set(pages(ROOT)) - {"book/reference/template"}:
        path = next(file for file in (ROOT / f"{name}.ipynb", ROOT / f"{name}.md") if file.exists())
        left = (template - shared) & sentences_of(path)
        assert not left, f"{name} still says what the template says: {left}"
