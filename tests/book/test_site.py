"""The machinery of the book: formulas, live widgets, citations, the map, colors, and what a page loads."""

import hashlib
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import ipywidgets
import numpy as np
import painlab
import pytest
from conftest import ROOT
from coursebook import citations, embed, katex, pages, stills, widgets
from docutils import nodes
from fontTools.ttLib import TTFont
from ipywidgets.embed import dependency_state, embed_data
from painlab.page.join import BY_KIND, front_file, joined_modules, module_order, room
from painlab.page.palette import DARK, LIGHT, ROLES, palette_css
from painlab.views import pathway
from pybtex.database import parse_file

BOOK = ROOT / "book"


# --- formulas -----------------------------------------------------------------------------------------------


def test_a_formula_is_html_with_mathml_for_those_who_listen():
    made = katex.render(r"\frac{dV}{dt} = \frac{I}{C}", True)
    assert '<span class="katex-display">' in made and "<mfrac>" in made


def test_a_formula_with_a_mistake_is_refused_with_the_reason():
    with pytest.raises(katex.FormulaError, match=r"expected '\}'"):
        katex.render(r"\frac{a}{b", False)


def test_the_files_of_others_are_as_they_were_released():
    sums = [line.split() for line in (BOOK / "assets/vendor/checksums.txt").read_text().splitlines()]
    assert {name: hashlib.sha256((BOOK / "assets/vendor" / name).read_bytes()).hexdigest() for _, name in sums} == {
        name: checksum for checksum, name in sums
    }
    vendored = (file for file in (BOOK / "assets/vendor").glob("*/**/*") if file.is_file())
    assert {str(file.relative_to(BOOK / "assets/vendor")) for file in vendored} == {name for _, name in sums}


def test_every_font_that_the_formulas_name_is_there():
    style = (BOOK / "assets/vendor/katex/katex.min.css").read_text()
    assert all(
        (BOOK / "assets/vendor/katex" / font).exists() for font in re.findall(r"url\((fonts/[^)]+woff2)\)", style)
    )


# --- widgets ------------------------------------------------------------------------------------------------


def state(*models):
    """A page's widget state with models given as (name, values)."""
    return {"state": {str(i): {"model_name": name, "state": values} for i, (name, values) in enumerate(models)}}


def test_the_host_draws_labs_and_the_standard_controls():
    assert {"AnyModel", "FloatSliderModel", "DropdownModel", "VBoxModel"} <= widgets.known_models()


def test_a_widget_that_the_host_cannot_draw_is_refused_with_the_nearest_one():
    (sentence,) = widgets.unknown_models(state(("FloatRangeSliderModel", {}), ("LayoutModel", {}), ("AnyModel", {})))
    assert "'FloatRangeSliderModel' cannot live in a static page; use 'FloatSliderModel'" in sentence


def test_programs_and_styles_move_into_one_file_each(tmp_path):
    module, css = "export default {render() { '</script>' }};", ".lab { color: red }"
    lab = ("AnyModel", {"_esm": module, "_css": css, "fA": 1})
    made, styles, scripts = widgets.hoist(state(lab, lab), tmp_path)
    assert len(styles) == len(scripts) == 1 and len(list(tmp_path.iterdir())) == 2
    assert (tmp_path / styles[0]).read_text() == css
    script = (tmp_path / scripts[0]).read_text()
    assert json.loads(script[script.index("] = ") + 4 :].rstrip(";\n")) == module
    name = re.search(r'painlabModules \?\?= \{\}\)\["(\w+)"\]', script)[1]
    for model in made["state"].values():
        assert model["state"] == {"_esm": name, "fA": 1}


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_page_loads_the_parts_of_the_front_end_that_its_widgets_need_and_no_others(kind, tmp_path):
    def loaded(*kinds):
        views = [("AnyModel", {"_esm": joined_modules(), "spec": {"views": [{"kind": each} for each in kinds]}})]
        _, _, scripts = widgets.hoist(state(*views), tmp_path)
        text = "".join((tmp_path / name).read_text() for name in scripts)
        return {name for name in module_order() if room(name).split(" = ", 1)[1] in text}

    assert loaded(kind) == loaded() | set(module_order(BY_KIND[kind]))
    assert BY_KIND[kind] not in loaded() and set(module_order("views/traces.js")) < loaded()


def test_a_state_cannot_end_its_script_tag():
    text = widgets.embed(state(("HTMLModel", {"value": "</script><!-- é"})))
    assert "<" not in text and json.loads(text)["state"]["0"]["state"]["value"] == "</script><!-- é"


def letters_in(folder):
    """{font: the characters that it draws} of the fonts in a folder."""
    return {path.name: set(TTFont(path).getBestCmap()) for path in sorted(folder.glob("*.woff2"))}


class Formulas(HTMLParser):
    """Collects the characters of formulas as they are set for the eye."""

    def __init__(self):
        super().__init__()
        self.characters, self.depth = set(), 0

    def handle_starttag(self, tag, attributes):
        if tag == "span" and (self.depth or ("class", "katex-html") in attributes):
            self.depth += 1

    def handle_endtag(self, tag):
        if tag == "span" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.characters |= set(map(ord, data))


def test_the_fonts_of_formulas_hold_every_letter_that_a_page_sets_and_few_others(site):
    whole, served = (letters_in(folder / "fonts") for folder in (katex.KATEX.parent, site / "_static/vendor/katex"))
    reader = Formulas()
    for page in site.rglob("*.html"):
        reader.feed(page.read_text(encoding="utf-8"))
    assert len(reader.characters) > 50 and whole.keys() == served.keys()
    for name, letters in whole.items():
        assert served[name] >= letters & reader.characters
        assert len(served[name]) <= len(letters & reader.characters) + 30


def test_the_same_page_has_the_same_bytes_although_a_kernel_gives_each_widget_a_random_identity():
    def page():
        gate, slider = painlab.lab("gate"), ipywidgets.FloatSlider()
        hidden = [ipywidgets.FloatSlider(value=value) for value in (1, 2, 3)]  # alike but for what they hold
        linked = [gate, slider, *hidden, ipywidgets.jslink((slider, "value"), (gate, "fA"))]
        own = dependency_state(linked, drop_defaults=False)
        told = embed_data(views=linked, drop_defaults=False, state=own)["manager_state"]
        view = json.dumps({"model_id": slider.model_id})
        told["state"] = dict(sorted(told["state"].items()))  # as a notebook's file has them
        return widgets.placed(told, f"{gate.still_html()}<script>{view}</script>", "book/page"), gate.model_id

    (first, text), identity = page()
    (second, again), other = page()
    assert identity != other and identity not in text + json.dumps(first)
    assert text == again and json.dumps(first) == json.dumps(second)
    shown = [*re.findall(r'data-model-id="(\w+)"', text), *re.findall(r'"model_id": "(\w+)"', text)]
    assert [first["state"][name]["model_name"] for name in shown] == ["AnyModel", "FloatSliderModel"]
    (link,) = (model["state"] for model in first["state"].values() if model["model_name"] == "LinkModel")
    assert [link["source"][0], link["target"][0]] == [f"IPY_MODEL_{name}" for name in reversed(shown)]


# --- citations in outputs -----------------------------------------------------------------------------------


@pytest.fixture
def app():
    """A Sphinx application as far as citations need it: one entry, on the page reference/bibliography."""
    entry = SimpleNamespace(
        key="crodelle2019",
        citation_id="cite-crodelle2019",
        bibliography_key=SimpleNamespace(docname="reference/bibliography"),
    )
    return SimpleNamespace(
        env=SimpleNamespace(get_domain=lambda name: SimpleNamespace(citations=[entry])),
        builder=SimpleNamespace(get_relative_uri=lambda page, target: f"../{target}.html"),
    )


@pytest.mark.parametrize("asks", [True, False])
def test_the_page_of_a_lab_has_the_same_bytes_each_time_it_is_made(asks, tmp_path):
    drawings = []
    for _ in range(2):
        stills.nobodys.cache_clear()
        drawings.append(embed.page_of("gate", tmp_path, lambda key: key, asks))
    assert drawings[0] == drawings[1]


def test_a_still_is_drawn_once_and_names_the_widget_that_it_stands_for():
    first, second = (stills.still("gate", identity) for identity in ("a" * 32, "b" * 32))
    assert first.replace("a" * 32, "b" * 32).replace("still-" + "a" * 8, "still-" + "b" * 8) == second
    widget = painlab.lab("gate")
    assert stills.still("gate", widget.model_id) == widget.still_html()


def test_a_citation_in_an_output_leads_to_the_bibliography(app):
    document = nodes.container("", nodes.raw("", '<a href="cite:crodelle2019">C</a>', format="html"))
    document += nodes.paragraph("", "", nodes.reference("", "C", refuri="cite:crodelle2019"))
    citations.link_outputs(app, document, "physiology/the-gate")
    place = "../reference/bibliography.html#cite-crodelle2019"
    assert document[0].astext() == f'<a href="{place}">C</a>'
    assert document[1][0]["refuri"] == place


def test_an_unknown_citation_is_a_warning_with_the_nearest_key(app, monkeypatch):
    said = []
    monkeypatch.setattr(citations.log, "warning", lambda text, *words, **place: said.append(text % words))
    document = nodes.container("", nodes.raw("", "<a href='cite:crodele2019'>C</a>", format="html"))
    citations.link_outputs(app, document, "physiology/the-gate")
    assert said == ["citation: no entry 'crodele2019' in the bibliography; did you mean 'crodelle2019'?"]


@pytest.fixture(scope="module")
def entries():
    """{key: fields} of the bibliography; pybtex refuses a file in which a key stands twice."""
    data = parse_file(str(BOOK / "references.bib"))
    return {key: {**entry.fields, "people": entry.persons} for key, entry in data.entries.items()}


def test_every_entry_of_the_bibliography_can_be_read_and_followed(entries):
    for key, fields in entries.items():
        assert re.fullmatch(r"[a-z0-9_-]+", key), f"{key}: write keys in lower case"
        assert {"title", "year"} <= set(fields), f"{key}: an entry has a title and a year"
        assert fields["people"], f"{key}: an entry has an author or an editor"


def test_every_year_doi_and_address_has_its_form(entries):
    for key, fields in entries.items():
        assert re.fullmatch(r"(1[89]|20)\d\d", fields["year"]), f"{key}: the year is {fields['year']!r}"
        if doi := fields.get("doi"):
            assert re.fullmatch(r"10\.\d{4,9}/\S+[^\s.,;]", doi), f"{key}: write the doi alone, not {doi!r}"
        if url := fields.get("url"):
            assert url.startswith(("https://", "http://")) and "doi.org" not in url, (
                f"{key}: {url!r} is no url, or a doi"
            )
        if pages := fields.get("pages"):
            assert not re.fullmatch(r"\w*\d+-\w*\d+", pages), f"{key}: write page ranges with two hyphens"


UNCONFIRMED = {
    "authors", "doi", "first author", "further authors", "journal", "last page", "number", "pages", "title", "volume",
    "year",
}  # fmt: skip


def test_every_entry_has_an_address(entries):
    ways = {"doi", "pmid", "pmcid", "url", "eprint", "isbn"}
    none = [key for key, fields in entries.items() if not ways & set(fields)]
    # an old book or proceedings has only its publisher
    assert not [key for key in none if not {"publisher", "booktitle"} & set(entries[key])], none


def test_and_others_stands_only_where_the_entry_says_that_further_authors_are_not_confirmed(entries):
    for key, fields in entries.items():
        bare = any(str(person) == "others" for people in fields["people"].values() for person in people)
        assert bare <= ("further authors" in fields.get("unconfirmed", "")), f"{key}: write the authors whole"


def test_what_is_not_confirmed_is_said_in_one_field_and_in_its_words(entries):
    """No note hides a fact that could not be seen: the field is printed with the entry."""
    for key, fields in entries.items():
        named = fields["unconfirmed"].split(", ") if "unconfirmed" in fields else []
        assert set(named) <= UNCONFIRMED, f"{key}: {sorted(set(named) - UNCONFIRMED)}"
        said = f"{fields.get('note', '')} {fields.get('annote', '')}"
        hidden = re.search(
            r"(?:DOI|volume|pages|title|authors?)\b[\w ]* not (?:confirmed|seen|shown)|from memory|reader's list", said
        )
        assert named or not hidden, f"{key}: move '{hidden[0]}' to the field unconfirmed"


def test_no_work_stands_in_the_bibliography_under_two_keys(entries):
    for names in (("doi",), ("title", "year")):
        known = {}
        for key, fields in entries.items():
            value = re.sub(r"[^a-z0-9]", "", " ".join(fields.get(name, "") for name in names).lower())
            assert not value or value not in known, f"{key} is {known[value]} again; cite one key, drop the other"
            known[value] = key


def test_the_bibliography_is_sorted_by_key(entries):
    text = (BOOK / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    late = next((after for before, after in zip(keys, keys[1:], strict=False) if after < before), None)
    assert late is None, f"{late} stands too late; sort the entries by key"
    assert len(keys) == len(entries)


def test_what_the_pages_cite_can_be_followed(entries):
    used = cited_keys()
    assert used <= set(entries), f"cited, but not in references.bib: {sorted(used - set(entries))}"
    for key in used:
        ways = {"doi", "url", "isbn", "pmid", "pmcid", "eprint", "booktitle"}  # old proceedings have only their title
        followed = ways & set(entries[key]) or "url" in entries[key].get("howpublished", "")
        assert followed, f"{key}: no doi, url, isbn, pmid or eprint to follow"


def test_every_entry_is_cited_somewhere(entries):
    sources = [
        *BOOK.rglob("*.md"),
        *BOOK.rglob("*.ipynb"),
        *BOOK.rglob("*.json"),
        *BOOK.rglob("*.csv"),
        *(ROOT / "widgets").rglob("*.py"),
    ]
    words = set(re.findall(r"[a-z][a-z0-9_-]+", "\n".join(file.read_text(encoding="utf-8") for file in sources)))
    assert not set(entries) - words, "drop from book/references.bib what nothing cites"


def cited_keys():
    """Keys that the text of the pages cites."""
    found = set()
    for file in [*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb")]:
        for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", file.read_text(encoding="utf-8")):
            found |= {key.strip() for key in group.split(",")}
    return found


# --- the map ------------------------------------------------------------------------------------------------


def test_the_map_has_a_group_for_each_level_and_says_what_it_shows():
    drawing = front_file("views/pathway.svg")
    assert re.findall(r'<g id="([\w-]+)" class="level">', drawing) == list(pathway.LEVELS)
    assert "<title" in drawing and "<desc" in drawing


def test_two_maps_on_a_page_share_no_id_and_mark_their_levels():
    first, second = pathway.cut(["skin", "dorsal-horn"], 1), pathway.cut([], 2)
    assert first.count('class="level here"') == 2 and "Marked here: skin, dorsal horn." in first
    assert "here" not in re.findall(r'class="([^"]*)"', second)
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in (first, second)]
    assert ids[0] and not set(ids[0]) & set(ids[1])


def test_a_level_that_is_not_on_the_map_is_refused_with_the_nearest_one():
    with pytest.raises(ValueError, match="no level 'dorsal_horn'.*did you mean 'dorsal-horn'"):
        pathway.cut(["dorsal_horn"], 1)


# --- pages --------------------------------------------------------------------------------------------------


def test_the_front_page_keeps_its_links_when_it_moves_to_the_root():
    page = (
        '<html data-content_root="../"><a href="../search.html">s</a><a href="the.html#x">t</a>'
        '<a href="#y">y</a><a href="https://a.b/c">c</a><script src="../_static/host.js"></script>'
    )
    assert pages.move(page, "book") == (
        '<html data-content_root="./"><a href="search.html">s</a><a href="book/the.html#x">t</a>'
        '<a href="#y">y</a><a href="https://a.b/c">c</a><script src="_static/host.js"></script>'
    )


def test_a_changed_lab_changes_the_name_of_the_cache(tmp_path):
    (tmp_path / "lab.js").write_text("1")
    before = pages.fingerprint(tmp_path)
    (tmp_path / "notes.txt").write_text("no matter")
    assert pages.fingerprint(tmp_path) == before
    (tmp_path / "lab.js").write_text("2")
    assert pages.fingerprint(tmp_path) != before


def test_notebooks_run_again_in_another_language_and_with_a_changed_catalog(tmp_path):
    catalog = tmp_path / "locale/de/LC_MESSAGES/painlab.po"
    for folder in (catalog.parent, tmp_path / "book"):
        folder.mkdir(parents=True)
    (tmp_path / "book/references.bib").write_text("")

    def cache(language, text):
        catalog.write_text(text)
        config = SimpleNamespace(language=language, html_title="", templates_path=[])
        pages.choose_cache(SimpleNamespace(srcdir=tmp_path, outdir=tmp_path / "_build/html"), config)
        return config.nb_execution_cache_path

    first = cache("de", "Tür")
    assert cache("de", "Tür") == first
    assert len({first, cache("de", "Tor"), cache("en", "Tür")}) == 3


def test_styles_and_scripts_of_the_book_ask_no_other_server():
    sources = [file for file in (BOOK / "assets").iterdir() if file.suffix in {".js", ".css", ".svg"}]
    for file in [*sources, *(ROOT / "widgets/coursebook/templates").iterdir()]:
        loaded = re.findall(
            r"(?:src=|url\(|@import |<link [^>]*href=)[\"']?(https?:[^\"')\s]+)",
            file.read_text(encoding="utf-8"),
        )
        assert not loaded, f"{file.name} loads {loaded}"


# --- colors -------------------------------------------------------------------------------------------------

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
EYES = {
    "normal": np.eye(3),
    "protanope": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranope": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def linear(color):
    """Linear RGB of a hex color."""
    srgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* (D65) of linear RGB."""
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    """Contrast ratio of two colors, as WCAG 2 defines it."""
    low, high = sorted(float(linear(color) @ TO_XYZ[1]) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_the_colors_stay_apart_for_all_eyes(theme, eyes):
    seen = {role: lab(EYES[eyes] @ linear(theme[role])) for role in ROLES}
    near = {
        (one, other): float(np.linalg.norm(seen[one] - seen[other])) for one in ROLES for other in ROLES if one < other
    }
    assert min(near.values()) >= 25, min(near, key=near.get)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colors_can_be_read_on_the_paper(theme):
    for role in (*ROLES, "ink", "muted"):
        assert contrast(theme[role], theme["paper"]) >= 4.5, role
    assert contrast(theme["muted"], theme["panel"]) >= 4.5


def test_the_style_sheet_names_every_color_for_both_themes():
    css = palette_css()
    for theme in (LIGHT, DARK):
        assert all(f"--{role}:{color};" in css for role, color in theme.items())
