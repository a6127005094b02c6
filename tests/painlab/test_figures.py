"""Figures: what each must have, that both themes and both widths can be read, and what the errors say."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text as Label
from painlab.figures.figure import LIMIT, Canvas, _drawings, _svg, figure, figure_of, figures
from painlab.figures.style import PIXELS_PER_INCH, STYLE, Colors
from painlab.page.palette import DARK, LIGHT
from painlab.sources import BIBLIOGRAPHY, citations, cite
from pybtex.database import parse_file
from pybtex.richtext import Text

FIGURES = {one.name: one for one in figures()}
WIDTHS = ["wide", "narrow"]
each_figure = pytest.mark.parametrize("name", FIGURES)
each_width = pytest.mark.parametrize("width", WIDTHS)


class Tags(HTMLParser):
    """All (tag, attributes) of a text, and its words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


# -- every figure of the book ---------------------------------------------------------------------------


@each_figure
def test_a_figure_has_a_title_an_alt_text_and_a_source_in_its_html(name):
    one = FIGURES[name]
    html = Tags(one._repr_mimebundle_()["text/html"])
    images = [attrs for tag, attrs in html.tags if tag == "svg"]
    assert [image["role"] for image in images] == ["img", "img"]
    assert all(image["aria-label"] == one.alt for image in images)
    assert one.title in "".join(html.words)
    assert ".png" not in one.alt and one.alt != one.title
    assert "Source: " in "".join(html.words)
    for entry in one.source:
        assert " " in entry or entry in citations()


@each_figure
@each_width
def test_a_figure_really_draws_something(name, width):
    tags = Tags(FIGURES[name].svg(width)).tags
    assert sum(tag in ("path", "use", "text") for tag, _ in tags) >= 10


@each_figure
@each_width
def test_a_figure_is_small(name, width):
    size = len(FIGURES[name].svg(width).encode())
    assert size <= LIMIT, (
        f"figure {name!r}, {width}: {size:,} bytes of SVG, {LIMIT:,} allowed; plot every n-th point ([::n]), "
        "or fewer people, or split the figure"
    )


@each_figure
def test_a_figure_is_the_same_on_every_draw(name):
    assert FIGURES[name].svg("narrow") == _svg.__wrapped__(FIGURES[name], "narrow")


def test_a_figure_is_the_same_in_another_process_with_another_hash_seed():
    line = "from painlab.figures.figure import figure; print(figure('template/twenty-surveys').svg())"
    runs = [
        subprocess.run([sys.executable, "-c", line], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


@each_figure
@each_width
def test_a_figure_has_no_raster_no_style_sheet_and_no_fixed_color(name, width):
    svg = FIGURES[name].svg(width)
    assert not {tag for tag, _ in Tags(svg).tags} & {"image", "style", "script", "foreignobject"}
    without_variables = re.sub(r"var\(--[a-z]+,#[0-9a-f]{6}\)", "", svg)
    assert re.findall(r"#[0-9a-f]{6}\b|rgb\(", without_variables) == []
    assert set(re.findall(r"var\(--([a-z]+)", svg)) <= LIGHT.keys() & DARK.keys()


def test_ids_are_unique_on_a_page_with_all_figures_and_every_reference_has_its_id():
    page = "".join(one._repr_mimebundle_()["text/html"] for one in FIGURES.values())
    ids = [attrs["id"] for _, attrs in Tags(page).tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", page)) <= {(i, "") for i in ids} | {
        ("", i) for i in ids
    }


@each_figure
def test_a_figure_shows_itself_as_a_stable_line(name):
    assert repr(figure(name)) == f"figure({name!r}): {FIGURES[name].title}"


@pytest.mark.parametrize(
    "name",
    [
        "acupuncture/nerve-pain",
        "stimulating-nerves/open-and-blind",
        "where-is-the-generator/compared",
        "why-people-get-better/regression",
        "why-people-get-better/responders",
    ],
)
@each_width
def test_no_upright_line_runs_through_a_label_that_has_no_ground(name, width):
    one = FIGURES[name]
    size = [pixels / PIXELS_PER_INCH for pixels in (one.size if width == "wide" else one.narrow)]
    with matplotlib.rc_context(STYLE):
        fig = Canvas(figsize=size)
        one.draw(fig, Colors())
        canvas = FigureCanvasAgg(fig)
        fig.draw_without_rendering()
        for axes in fig.axes:
            whole = [line for line in axes.lines if line.get_transform() != axes.transData]  # axvline, axhline
            for label in (each for each in axes.texts if each.get_text() and not each.get_bbox_patch()):
                box = Label.get_window_extent(label, canvas.get_renderer())
                for line in (each.get_window_extent() for each in whole):
                    assert line.width > 1 or not box.x0 + 1 < line.x0 < box.x1 - 1, label.get_text()


@pytest.mark.parametrize("width", [680, 328])
def test_the_words_of_every_figure_can_be_read_and_do_not_collide(visit, tmp_path, width):
    body = "".join(one._repr_mimebundle_()["text/html"] for one in FIGURES.values())
    page_file = tmp_path / "figures.html"
    page_file.write_text(f'<!doctype html><meta charset="utf-8"><body style="margin:0;width:{width}px">{body}', "utf-8")
    page = visit(page_file.as_uri(), width=width, height=600)
    assert page.evaluate(READING, width) == []


# Every visible text: its size in pixels, whether it leaves the column, whether it covers another one.
READING = """(width) => {
  const complaints = [];
  const said = (svg, text) => complaints.push(`${svg.closest("figure").id} at ${width} px: ${text}`);
  for (const svg of document.querySelectorAll(".painlab-figure svg")) {
    if (getComputedStyle(svg).display === "none") continue;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].map((node) => ({
      words: node.textContent,
      box: node.getBoundingClientRect(),
      size: parseFloat(getComputedStyle(node).fontSize) * scale,
    }));
    texts.forEach(({words, box, size}, index) => {
      if (size < 9) said(svg, `'${words}' is ${size.toFixed(1)} px high; raise its fontsize to 11`);
      if (box.left < -1 || box.right > width + 1) said(svg, `'${words}' leaves the column`);
      for (const other of texts.slice(index + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > 0.35 * Math.min(box.height, other.box.height)) {
          said(svg, `'${words}' covers '${other.words}'; move one with say(…, xytext=…)`);
        }
      }
    });
  }
  return complaints;
}"""


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_has_its_own_color_since_a_drawing_tells_them_apart_by_it(palette):
    assert len({value.lower() for value in palette.values()}) == len(palette)


# -- errors ---------------------------------------------------------------------------------------------

ALT = "A line from zero to one, for a test of the figure helper."


def drawn(draw, **changes):
    """The figure that `draw` makes, with a proper title, alt and source unless changed."""
    said = {
        "title": "A line goes up from zero",
        "alt": ALT,
        "source": "our drawing",
        "size": (200, 100),
    } | changes
    figure_of(f"test-{draw.__name__}", **said)(draw)
    return _drawings.pop(f"{__name__.rpartition('.')[2].replace('_', '-')}/test-{draw.__name__}")


def line(fig, color):
    fig.subplots().plot([0, 1], [0, 1], color=color.touch)


@pytest.mark.parametrize("missing", ["title", "alt"])
@pytest.mark.parametrize("text", [None, "", "Figure 1"])
def test_a_figure_without_title_or_alt_is_refused(missing, text):
    with pytest.raises(ValueError, match=f"figure 'test-figures/test-line': the {missing} .* says too little; "):
        drawn(line, **{missing: text})


def test_a_figure_without_a_source_is_refused():
    with pytest.raises(ValueError, match="source is empty; give keys of book/references.bib, or 'our drawing'"):
        drawn(line, source=[])


def test_an_unknown_source_names_the_nearest_key():
    with pytest.raises(ValueError, match="'crodele2019' is not in book/references.bib; did you mean 'crodelle2019'"):
        drawn(line, source=["crodele2019"])._repr_mimebundle_()


@pytest.mark.parametrize(
    "name, said",
    [
        (
            "template/twenty-survey",
            "'template/twenty-survey'; did you mean 'template/twenty-surveys'? There are template/",
        ),
        ("templat/twenty-surveys", "'templat/twenty-surveys'; did you mean 'template/twenty-surveys'?"),
        ("the-gate.touch-alone", "did you mean 'the-gate/touch-alone'?"),
        ("the_gate/touch_alone", "did you mean 'the-gate/touch-alone'? There are the-gate/"),
        ("the-gate", "there is no figure 'the-gate'; there are the-gate/"),
        ("zzz", "there is no figure 'zzz'; there are acupuncture/…, "),
        (3, "there is no figure '3'; there are acupuncture/…, "),
    ],
)
def test_an_unknown_figure_names_the_nearest_one_and_what_there_is(name, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        figure(name)


def test_a_color_outside_the_palette_is_refused():
    def red(fig, color):
        fig.subplots().plot([0, 1], color="red")

    with pytest.raises(ValueError, match="#ff0000 is not a color of the palette .* use the roles of `color`"):
        drawn(red).svg()


def test_an_unknown_role_names_the_nearest_one():
    def typo(fig, color):
        fig.subplots().plot([0, 1], color=color.tuch)

    with pytest.raises(AttributeError, match="'tuch' is no role of the palette; did you mean 'touch'"):
        drawn(typo).svg()


def test_a_raster_image_is_refused():
    def image(fig, color):
        fig.subplots().imshow([[0, 1], [1, 0]])

    with pytest.raises(ValueError, match="holds a raster image; draw lines and patches"):
        drawn(image).svg()


def test_math_text_is_refused():
    def math(fig, color):
        fig.subplots().set_xlabel("$x^2$")

    with pytest.raises(ValueError, match="set as math; write it in Unicode"):
        drawn(math).svg()


def test_a_function_that_draws_nothing_is_refused():
    def nothing(fig, color):
        pass

    with pytest.raises(ValueError, match=r"nothing\(\) drew nothing"):
        drawn(nothing).svg()


def test_a_drawing_leaves_matplotlib_as_it_was():
    import matplotlib

    before = dict(matplotlib.rcParams)
    drawn(line).svg()
    assert dict(matplotlib.rcParams) == before


# -- citations ------------------------------------------------------------------------------------------


def test_short_citations_agree_with_pybtex():
    entries = parse_file(BIBLIOGRAPHY, bib_format="bibtex").entries
    assert list(citations()) == list(entries)
    for key, entry in entries.items():
        people = entry.persons.get("author") or entry.persons["editor"]
        first = " ".join(people[0].prelast_names + people[0].last_names)
        shown = cite(key, "test")
        if "," in str(people[0]):  # a person, not an institution
            assert shown.startswith(str(Text.from_latex(first)))
        many = len(people) > 2 or "others" in map(str, people)
        assert ("et al." in shown) == many
        assert re.search(rf"{entry.fields['year']}[a-z]?$", shown)
        assert not re.search(r"[\\{}~]", shown)


def test_no_two_works_have_the_same_short_citation():
    assert len({*citations().values()}) == len(citations())
    assert cite("goebel2021igg", "test") == "Goebel et al. 2021a"
    assert cite("goebel2021valencia", "test") == "Goebel et al. 2021b"
