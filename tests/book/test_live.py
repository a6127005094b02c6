"""The live edition: plain notebooks that any host shows, with pictures, numbers of exercises, one way in."""

import base64
import io
import json
import re

import nbformat
import pytest
from conftest import ROOT
from coursebook import live
from coursebook.plain import Chapter, glossary_terms, number_exercises, plain
from painlab.page.palette import LIGHT, ROLES
from PIL import Image

NAMES = [path.relative_to(ROOT / "book").with_suffix("").as_posix() for path in live.sources(ROOT)]
each_notebook = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def edition(site):
    """name → the live notebook that the built site offers."""
    return {name: nbformat.read(site / f"notebooks/{name}.ipynb", as_version=4) for name in NAMES}


@each_notebook
def test_a_live_notebook_holds_no_role_fence_raw_key_or_widget_without_a_kernel(name, site):
    assert live.raw_markup(site / f"notebooks/{name}.ipynb") == []


@each_notebook
def test_a_live_notebook_is_valid_and_its_second_cell_installs_the_labs(name, edition):
    nbformat.validate(edition[name])
    first = edition[name].cells[1]
    assert first.cell_type == "code" and "except ImportError" in first.source and "%pip install" in first.source


@each_notebook
def test_every_lab_and_figure_stands_there_as_a_picture_before_it_is_run(name, edition):
    for cell in edition[name].cells:
        if cell.cell_type == "code" and re.match(r"(lab|figure)\(", cell.source) and "\n" not in cell.source:
            pictures = [output.data["image/png"] for output in cell.outputs if "image/png" in output.get("data", {})]
            assert pictures, cell.source
            assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures)


def test_a_map_is_drawn_in_the_colors_of_the_course_with_its_levels_marked(edition):
    full = {"physiology/the-gate": {"nociceptive", "touch", "inhibition", "projection"}}  # the dorsal horn is marked
    full["sensitization/peripheral-sensitization"] = {"nociceptive", "touch"}  # the skin
    for name, roles in full.items():
        colors = colors_of(map_of(edition[name]))
        assert {role for role in ROLES if LIGHT[role] in colors} == roles
        assert colors[LIGHT["paper"]] > 0.5 and "#000000" not in colors


def test_words_a_little_beyond_the_view_of_a_drawing_are_in_its_picture():
    drawing = '<svg viewBox="0 0 100 50"><rect x="-2" y="-2" width="1" height="1" fill="var(--ink)"/></svg>'
    assert LIGHT["ink"] in colors_of(Image.open(io.BytesIO(live.png(drawing))))


def map_of(notebook):
    """The picture of a notebook's only map."""
    (cell,) = [cell for cell in notebook.cells if cell.source.startswith("painlab.pathway(")]
    assert [output.data["text/plain"] for output in cell.outputs][0].startswith("A line drawing")
    return Image.open(io.BytesIO(base64.b64decode(cell.outputs[0].data["image/png"])))


def colors_of(picture):
    """{color as #rrggbb: its share of the picture}."""
    counted = picture.convert("RGB").getcolors(1 << 20)
    return {"#{:02x}{:02x}{:02x}".format(*color): count / picture.width / picture.height for count, color in counted}


@each_notebook
def test_exercises_carry_the_numbers_of_the_page(name, edition, site):
    page = (site / f"book/{name}.html").read_text(encoding="utf-8")
    printed = re.findall(r">Exercise (\d+)\s*(?:\(([^<]*)\))?", page)
    ours = re.findall(r"\*\*Exercise (\d+)\. (.*?)\*\*", "\n".join(c.source for c in edition[name].cells))
    numbers = [number for number, _ in ours]
    assert numbers == [str(n) for n in range(1, len(ours) + 1)]
    assert set(numbers) == {number for number, _ in printed}


def test_the_wheel_that_the_first_cell_installs_lies_beside_the_notebooks(site):
    assert len(list((site / "notebooks").glob("painlab-*.whl"))) == 1


def test_no_live_notebook_is_large(site):
    sizes = {path.name: path.stat().st_size / 1e6 for path in (site / "notebooks").rglob("*.ipynb")}
    assert max(sizes.values()) < 1.5, sizes


TERMS = glossary_terms("```{glossary}\ndorsal horn\nposterior horn\n  The *rear* part of the cord.\n```\n")


def chapter(**exercises):
    return Chapter("physiology/x", TERMS, lambda page, target: None, exercises)


@pytest.mark.parametrize(
    "text, said",
    [
        ("A {term}`dorsal horn`.", 'A <abbr title="The rear part of the cord.">dorsal horn</abbr>.'),
        ("{term}`horns <posterior horn>`", '<abbr title="The rear part of the cord.">horns</abbr>'),
        (
            "Seen {cite:p}`melzack1965gate`.",
            "Seen ([Melzack and Wall 1965](https://doi.org/10.1126/science.150.3699.971)).",
        ),
        ("```{admonition} A note\n:class: note\nWords.\n```", "> **A note**\n>\n> Words."),
        ("You need\n: A pencil.", "**You need.** A pencil."),
        ("{.lead}\nThe first line.", "The first line."),
        ("[a page](../reference/x.md)", "*a page*"),
        ("Code `{term}` stays.", "Code `{term}` stays."),
    ],
)
def test_what_is_marked_up_in_the_book_is_plain_in_a_notebook(text, said):
    assert plain(text, chapter()) == said


def test_an_exercise_has_its_number_and_its_solution_opens():
    text = ":::{exercise} Push ●●\n:label: push\nHow far?\n:::\n:::{solution} push\n:class: dropdown\nFar.\n:::"
    assert number_exercises([text]) == {"push": 1}
    said = plain(text, chapter(push=1))
    assert said.startswith("> **Exercise 1. Push ●●**\n>\n> How far?")
    assert "<details><summary>Solution to exercise 1</summary>\n\nFar.\n\n</details>" in said


@pytest.mark.parametrize(
    "text, message",
    [
        ("{trem}`dorsal horn`", "no plain form of the role 'trem'; did you mean 'term'"),
        (":::{admonitoin} A\n:::", "no plain form of the directive 'admonitoin'; did you mean 'admonition'"),
        ("{term}`dorsal hron`", "no term 'dorsal hron' in the glossary; did you mean 'dorsal horn'"),
        (":::{admonition} A\nwords", "is never closed"),
    ],
)
def test_what_has_no_plain_form_is_refused_with_the_nearest_name(text, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        plain(text, chapter())


def test_a_link_leads_to_a_live_notebook_to_the_published_book_or_nowhere():
    names = ["physiology/the-gate", "treatment/acupuncture"]
    assert live.goal(names[0], "../treatment/acupuncture.ipynb", names, "") == "../treatment/acupuncture.ipynb"
    assert live.goal(names[0], "../reference/safety.md", names, "") is None
    address = "https://example.org/course/book/reference/safety.html#when"
    assert live.goal(names[0], "../reference/safety.md#when", names, "https://example.org/course") == address


def test_a_notebook_that_was_changed_is_kept_when_the_edition_is_laid_out_anew(tmp_path, capsys):
    import live as opened  # tools/live.py

    built, folder = tmp_path / "built", tmp_path / "live"
    built.mkdir()
    folder.mkdir()
    for name in ("a.ipynb", "b.ipynb"):
        (built / name).write_text(json.dumps({"of": 1}), encoding="utf-8")
    opened.lay_out(built, folder)
    (folder / "a.ipynb").write_text("mine", encoding="utf-8")
    for name in ("a.ipynb", "b.ipynb"):
        (built / name).write_text(json.dumps({"of": 2}), encoding="utf-8")
    opened.lay_out(built, folder)
    opened.lay_out(built, folder)
    assert (folder / "a.ipynb").read_text(encoding="utf-8") == "mine" and "kept" in capsys.readouterr().out
    assert json.loads((folder / "b.ipynb").read_text(encoding="utf-8")) == {"of": 2}


def test_a_print_out_is_one_piece_in_however_many_the_kernel_sent_it():
    def piece(text, name="stdout"):
        return nbformat.v4.new_output("stream", name=name, text=text)

    picture = nbformat.v4.new_output("display_data", {"text/plain": "a picture"})
    sent = [piece("one\n"), piece("two\n"), picture, piece("three\n"), piece("a warning\n", "stderr")]
    pieces = [output.get("text", "picture") for output in live.whole_streams(sent)]
    assert pieces == ["one\ntwo\n", "picture", "three\n", "a warning\n"]
    assert sent[0].text == "one\n", "what was sent stays as it was"
