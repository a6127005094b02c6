"""The catalog of models: `{models}` lists them with pictures, and each has a page, on which `{model} gate` says it all.

Everything comes from the model, its labs and what the tests measured of it (book/data/reproduced.json). No kernel
runs: a lab is made in the process that builds the book. The files to take away are written beside the pages.
"""

import ast
import functools
import html
import importlib
import json
import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from ipywidgets.embed import dependency_state, embed_data
from myst_nb.sphinx_ import NbMetadataCollector
from painlab.exchange.brian2 import brian2_text
from painlab.exchange.lems import lems_text
from painlab.exchange.neuron import is_cable, membrane_text, program_text
from painlab.exchange.nmodl import nmodl_text
from painlab.exchange.opening import can_be_written
from painlab.exchange.sbml import sbml_text
from painlab.lab import load, of_model
from painlab.lab.alone import javascript_file, python_file
from painlab.lab.widget import LabWidget
from painlab.model import model, names
from painlab.model.tables import parameters
from painlab.page.words import every, t
from painlab.run import Schedule
from painlab.sources import cite
from sphinx.util.docutils import SphinxDirective
from sphinx_external_toc.api import Document, FileItem

from .contents import MODELS, models, page_of_model, write_model_pages
from .processes import begun, beside_pages
from .stills import smallest, still

REPRODUCED = Path(__file__).resolve().parents[2] / "book" / "data" / "reproduced.json"
DOWNLOADS = "_downloads"
# (word on the page, ending of the file, writer, which models it writes) of each simulator
SIMULATORS = (
    ("SBML", ".xml", sbml_text, can_be_written),
    ("Brian2", "_brian2.py", brian2_text, can_be_written),
    ("NEURON (NMODL)", ".mod", nmodl_text, can_be_written),
    ("NeuroML (LEMS)", "_lems.xml", lems_text, can_be_written),
    ("NEURON: the membrane (NMODL)", ".mod", membrane_text, is_cable),
    ("NEURON: the fiber (Python)", "_neuron.py", program_text, is_cable),
)
NUMBERS = ("what", "stated", "ours", "difference", "allowed", "read")
PARITY = (
    "In {states} states of its labs, samples of the curves of the page and of Python differed by at most {most:.0e} of "
    "their span in the browser and on the machine where this was recorded. Others may round otherwise: the tests allow "
    "a millionth of the span where a cell spikes, and a thousandth of that elsewhere."
)
SAME = (
    "In {states} states of its labs, samples of the curves of the page and of Python differed in no digit in the "
    "browser and on the machine where this was recorded. Others may round otherwise: the tests allow a millionth of "
    "the span where a cell spikes, and a thousandth of that elsewhere."
)
SAME_RUN = "The same run for other simulators: {links}. Each was run there, whole or in part, and compared with ours."
TAKING = (
    "{first} and {second} hold {model} by itself: its quantities, its equations as plain functions, the steps of a "
    "run, and a last part that prints the read-outs of the lab. The first runs with {command}; the second in the "
    "console of any browser. Code: BSD 3-Clause."
)
STATED = (
    "*Stated* is the number that the source prints, or that its archived program or an independent solution of its "
    "equations gives; for a model of ours, the number that its specification demands. *Ours* is what the tests of this "
    "book found when they were last recorded, and *allowed* how far it may be off before they fail."
)


class ModelPage(SphinxDirective):
    """`{model} gate`: the labs of a model, its equations, quantities, card, numbers, and the ways to use it."""

    required_arguments = 1

    def run(self):
        """The nodes of a model's page: its introduction, then a section for each part, with its labs alive."""
        name = self.arguments[0]
        widgets = [LabWidget(load(lab)) for lab in of_model(name)]
        carry(self.env, widgets)
        page = nodes.Element()
        self.state.nested_parse(StringList(introduction(name).splitlines()), 0, page)
        for title, text in sections(name, widgets, "../" * self.env.docname.count("/")):
            section = nodes.section("", nodes.title("", t(title)), names=[title.lower()])
            self.state.document.note_implicit_target(section)
            self.state.nested_parse(StringList(text.splitlines()), 0, section)
            page += section
        return page.children


class ModelList(SphinxDirective):
    """`{models}`, one name a line: picture, title, first sentence and source of each, with a link to its page."""

    has_content = True

    def run(self):
        """The named models as one HTML list."""
        items = "".join(map(entry, self.content))
        return [nodes.raw("", f'<ul class="models">{items}</ul>', format="html")]


def carry(env, widgets):
    """Let the page that is being read carry the state of its widgets, and of no other page's: as myst-nb keeps it."""
    own = dependency_state(widgets, drop_defaults=False)
    state = embed_data(views=widgets, drop_defaults=False, state=own)["manager_state"]
    attributes = {"type": "application/vnd.jupyter.widget-state+json", "body": json.dumps(state)}
    NbMetadataCollector.add_js_file(env, env.docname, "ipywidgets_state", None, attributes)


def docstring(name):
    """What a model's file says of it: a list of paragraphs, the first one its summary."""
    text = ast.get_docstring(
        ast.parse(Path(importlib.import_module(f"painlab.models.{name}").__file__).read_text(encoding="utf-8"))
    )
    return [t(" ".join(paragraph.split())) for paragraph in text.split("\n\n")]


def prose(text, where):
    """A paragraph of a docstring as Markdown: `@key` is a citation, everything but `code` is taken literally."""
    parts = re.split(r"(`[^`]*`)", text)
    parts[::2] = [re.sub(r"([*_$\[\]<])", r"\\\1", part) for part in parts[::2]]

    def citation(key):
        return f"[{cite(key[1], where)}](cite:{key[1]})"

    return re.sub(r"@([a-z]+\d{4}\w*)", citation, "".join(parts))


def introduction(name):
    """Markdown of what a model's file says of it."""
    summary, *more = (prose(text, model(name).title) for text in docstring(name))
    return "\n\n".join([f"{{.lead}}\n{summary}", *more])


def sections(name, widgets, root):
    """(title, Markdown) of the sections of a model's page; `root` leads to the top of the site."""
    this_model, first = model(name), widgets[0].lab
    numbers = json.loads(REPRODUCED.read_text(encoding="utf8")).get(name, {})
    stills = [raw(f'<div class="cell">{still(widget.name, widget.model_id)}</div>') for widget in widgets]
    yield "Labs" if len(widgets) > 1 else "Lab", "\n\n".join(stills)
    yield "Equations", f"$$\n{this_model.latex}\n$$"
    table = raw(parameters(name)._repr_html_())
    yield "Quantities", f"{t('Each symbol with the value that a run takes unless told otherwise.')}\n\n{table}"
    yield "Card", card(this_model, first.card)
    yield "Numbers", "\n\n".join(numbers_of(numbers))
    yield (
        "From Python",
        f"```python\nfrom painlab import lab, model, schedule\n\nrun = {line(first)}\n{reading(this_model)}\n"
        f'lab("{first.name}")  # {t("in a notebook: the lab itself")}\n```',
    )
    yield "Take it with you", taking(name, this_model, root)


def card(model, card):
    """The model card as a list of terms."""
    rows = {
        "Published": card.published,
        "Ours": card.ours,
        "Left out": card.left_out,
        "Not for": card.not_for,
        "Where it departs": card.deviations,
    }
    return "\n\n".join(f"{t(term)}\n: {prose(text, model.title)}" for term, text in rows.items() if text)


def numbers_of(numbers):
    """What is said of the numbers that tests found: how far the two languages differ, and the table."""
    if parity := numbers.get("parity"):
        states, errors = zip(*parity.values(), strict=True)
        yield t(PARITY if max(errors) else SAME, states=sum(states), most=max(errors))
    rows = numbers.get("rows", ())
    if not rows:
        yield t("Its tests compare no single printed number: they hold rules that every run must keep.")
        return
    head = "".join(f"<th scope='col'>{word}</th>" for word in every(NUMBERS))
    body = "".join(
        f"<tr><td>{html.escape(t(row['what']))}</td><td>{html.escape(row['stated'])}</td><td>{row['ours']:.5g}</td>"
        f"<td>{row['ours'] - float(row['stated']):+.2g}</td><td>±{row['within']:.2g}</td>"
        f"<td><code>{html.escape(row['read'])}</code></td></tr>"
        for row in rows
    )
    box = f"class='painlab-table' tabindex='0' role='region' aria-label='{t('Numbers, stated and found')}'"
    yield raw(
        f"<details><summary>{t('{n} numbers, stated and found', n=len(rows))}</summary><div {box}><table>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
    yield t(STATED)


def line(lab):
    """The call of `model(...).run` that gives what a lab shows at first."""
    model, request = lab.model, lab.request(lab.state())
    usual = {row.symbol: float(row.value) for row in model.settable} | next(iter(model.presets.values()), {})
    usual |= {word: next(iter(options)) for word, options in model.choices.items()} | {"readouts": request["readouts"]}
    told = []
    for word, value in request.items():
        if isinstance(value, Schedule):
            pieces = tuple(tuple(short(number) for number in piece) for piece in value.pieces)
            value = Schedule(short(value.base), pieces) if pieces else value.base
        if value != usual.get(word):
            told.append(f"{word}={short(value)!r}")
    call = f'model("{lab.model_name}").run('
    return f"{call}{', '.join(told)})" if len(told) < 3 else f"{call}\n    " + ",\n    ".join(told) + ",\n)"


def short(value):
    """A number without the digits that rounding left behind, whole where it is; anything else as it is."""
    if not isinstance(value, float):
        return value
    return int(value) if value == int(value) else float(f"{value:.12g}")


def reading(model):
    """A line of Python that reads something of a run."""
    if model.method == "chain":
        return f'run.t, run["{model.membrane}@0.5"], run.spikes_at(0.95)  # numpy arrays'
    symbol = next(row.symbol for row in model.states) if model.states else model.helpers[-1].name
    return f'run.t, run["{symbol}"]{", run.spikes" if model.membrane else ""}  # numpy arrays'


def taking(name, model, root):
    """MyST on the files of a model to take along; their links begin with `root`, the way to the site's top."""
    begin = f'<a href="{root}{DOWNLOADS}/{name}'
    files = [f'{begin}.{ending}" download>{name}.{ending}</a>' for ending in ("py", "js")]
    links = [f'{begin}{ending}" download>{word}</a>' for word, ending, _, writes in SIMULATORS if writes(model)]
    others = f"<p>{t(SAME_RUN, links=', '.join(links))}</p>" if links else ""
    filled = {"first": files[0], "second": files[1], "model": html.escape(model.title)}
    return raw(f"{others}<p>{t(TAKING, **filled, command=f'<code>python {name}.py</code>')}</p>")


def entry(name):
    """One item of the list of models, as HTML."""
    this_model, lab = model(name), load(of_model(name)[0])
    picture = re.sub(r"<text.*?</text>", "", smallest(lab.name, f"list-{name}"), flags=re.S)
    summary = html.escape(docstring(name)[0])
    summary = re.sub(
        r"@([a-z]+\d{4}\w*)", lambda key: f'<a href="cite:{key[1]}">{cite(key[1], this_model.title)}</a>', summary
    )
    page = page_of_model(name).removeprefix(f"{MODELS.rpartition('/')[0]}/")
    title = f'<a href="{page}.html">{html.escape(this_model.title)}</a>'
    return f"<li>{picture}<p>{title}</p><p>{summary}</p></li>"


def raw(text):
    """HTML as a block that MyST passes on unread."""
    return f"`````{{raw}} html\n{text}\n`````"


def write_files(app) -> list:
    """Begin to write the files of all models, to download from their pages."""
    folder = Path(app.outdir) / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    return begun(functools.partial(write_model, folder), names())


def write_model(folder, name):
    """Write a model's Python and JavaScript file, and those for other simulators."""
    lab = load(of_model(name)[0])
    (folder / f"{name}.py").write_text(python_file(lab), encoding="utf8")
    (folder / f"{name}.js").write_text(javascript_file(lab), encoding="utf8")
    for _, ending, writer, writes in SIMULATORS:
        if writes(lab.model):
            (folder / f"{name}{ending}").write_text(writer(lab), encoding="utf8")


def in_listed_order(app, config):
    """The pages of the models stand in the contents as their list has them."""
    listed = [page_of_model(name) for name in models(Path(app.srcdir))]
    for document in list(config.external_site_map.values()):
        for tree in document.subtrees:
            if f"{MODELS}/*" in tree.globs():
                tree.items[:] = [FileItem(page) for page in listed]
                config.external_site_map.update({page: Document(page) for page in listed})


def setup(app):
    """Register `{model}` and `{models}`; write the models' pages now, and files to download beside the pages."""
    write_model_pages(Path(app.srcdir))
    app.connect("config-inited", in_listed_order, priority=950)
    app.add_directive("model", ModelPage)
    app.add_directive("models", ModelList)
    beside_pages(app, write_files)
