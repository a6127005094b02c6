"""Lab and LabWidget: which question is asked of a model, what can be moved, what is drawn; and how a browser gets it."""

import ast
import functools
import importlib
import json
import math
import pkgutil
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

import anywidget
import traitlets

from .language import ModelError, nearest, names_in, read_expression
from .model import Model, Quantity
from .palette import palette_css
from .run import LATE_KINDS, KINDS, evaluate, inlined, schedule
from .writers.javascript import expression as javascript_expression
from .writers.python import lowered

FRONTEND = Path(__file__).parent / "frontend"
STYLES = ("lab.css", "quiz.css")
VERSION = 1  # of the permalink


@dataclass(frozen=True)
class Control:
    """One quantity that the reader moves. `quantity` is a symbol of the model, or a Quantity of the lab's own.

    `low`, `high`, `step` of the slider; `level` 1 is shown at first, 2 and 3 behind 'more'; `value` where the lab's
    default differs from the model's; `choices` = ((label, value), ...) makes a choice of it, `log` a logarithmic slider.
    """

    quantity: str | Quantity
    label: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    level: int = 1
    value: float | str | None = None
    choices: tuple = ()
    log: bool = False


@dataclass(frozen=True)
class Option:
    """One answer of a prediction, with the reason that is shown after the reader has committed to one."""

    text: str
    reason: str
    right: bool = False


@dataclass(frozen=True)
class Readout:
    """A number that the lab shows: `kind` of `symbol` from `start` to `end` (see `run.KINDS`), with label and unit."""

    label: str
    kind: str
    symbol: str = ""
    start: float | str = 0.0
    end: float | str = 0.0
    unit: str = ""
    digits: int = 2
    shown: bool = True


@dataclass(frozen=True)
class Discovery:
    """A state worth seeing: what one finds there, the values that lead to it, and the read-outs that it promises."""

    text: str
    values: dict
    expect: dict = field(default_factory=dict)
    tolerance: float = 0.005


@dataclass(frozen=True)
class Card:
    """The model card: what is published, what is ours, what is left out, what the model must not be used for."""

    published: str
    ours: str
    left_out: str
    not_for: str
    deviations: str = ""


@dataclass(frozen=True)
class Lab:
    """A question put to a model. Data: `labs/<name>.py`, one a file.

    `settings` are run arguments other than quantities (duration, trials, people, seed, protocol): numbers or expressions;
    `derived` = {name: expression} are numbers computed from the controls; `schedules` = {symbol: (base, piece, ...)}
    with expressions inside; all may read controls, derived numbers and the model's quantities.
    `presets` = {label: values}, the first is the default (an empty dict). `sentence` is a tuple of clauses: a text with
    {name:.1f} fields, or a tuple of (condition, text) pairs of which the first true one is said.
    `views` are dicts with a 'kind'; `report` names a function of the estimators that fills further read-outs.
    """

    model: Model
    title: str
    question: str
    prediction: str
    options: tuple
    misconception: str
    note: str
    controls: tuple | list
    readouts: dict
    sentence: tuple
    views: tuple | list
    card: Card
    settings: dict = field(default_factory=dict)
    derived: dict = field(default_factory=dict)
    schedules: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    presets: dict = field(default_factory=dict)
    discoveries: tuple | list = ()
    report: str = ""

    def __post_init__(self):
        check(self)

    name = property(lambda self: file_of(self, "labs", "lab"))
    model_name = property(lambda self: file_of(self.model, "models", "model"))

    @functools.cached_property
    def defaults(self):
        """{symbol: value} of all controls in the default state."""
        return {c.symbol: c.value for c in self.described}

    @functools.cached_property
    def described(self):
        """The controls with everything that the page says about them, as `Shown` rows."""
        return [shown(self, control) for control in self.controls]

    def state(self, **values):
        """The default state with `values`, each name checked and each number within its control's range."""
        made = dict(self.defaults)
        for symbol, value in values.items():
            made[symbol] = self.checked(symbol, value)
        return made

    def checked(self, symbol, value):
        """A control's value, or `ModelError` saying what is wrong with it."""
        row = next((c for c in self.described if c.symbol == symbol), None)
        if row is None:
            names = [c.symbol for c in self.described]
            raise ModelError(
                f"{self.title}: there is no control '{symbol}'{nearest(symbol, names)}; there are {', '.join(names)}"
            )
        if row.choices:
            known = [v for _, v in row.choices]
            if value not in known:
                raise ModelError(
                    f"{self.title}: {symbol}={value!r} is no choice{nearest(value, known)}; choose {', '.join(map(str, known))}"
                )
            return value
        if isinstance(value, str) or not math.isfinite(value):
            raise ModelError(
                f"{self.title}: {symbol}={value!r} is no finite number; give one from {row.low:g} to {row.high:g} {row.unit}".rstrip()
            )
        if not row.low - 1e-12 <= value <= row.high + 1e-12:
            raise ModelError(
                f"{self.title}: {symbol}={value:g} is off its range; give a number from {row.low:g} to {row.high:g} {row.unit}".rstrip()
            )
        return float(value)

    def scope(self, state):
        """Everything that an expression of this lab may read: the model's quantities, the controls, the derived."""
        made = {q.symbol: float(q.value) for q in self.model.settable} | self.values
        preset = next(iter(self.model.presets.values()), {})
        made |= preset
        for word in self.model.choices:
            made |= self.model.choices[word][state.get(word, next(iter(self.model.choices[word])))]
        made |= state
        for name, text in self.derived.items():
            made[name] = number(self, text, made)
        return made

    def request(self, state):
        """Arguments of `Model.run` for a state: what differs from the model's own, schedules and read-outs included."""
        scope = self.scope(state)
        arguments = {}
        base = {q.symbol: float(q.value) for q in self.model.settable}
        for symbol, value in {**self.values, **state}.items():
            if symbol in self.model.choices:
                arguments[symbol] = value
            elif symbol in base and symbol not in self.schedules:
                arguments[symbol] = float(value)
        for symbol, (first, *pieces) in self.schedules.items():
            made = [tuple(number(self, x, scope) for x in piece) for piece in pieces]
            arguments[symbol] = schedule(number(self, first, scope), *made)
        for word, text in self.settings.items():
            arguments[word] = text if word == "protocol" else number(self, text, scope)
        arguments["readouts"] = {
            name: (r.kind, r.symbol, number(self, r.start, scope), number(self, r.end, scope))
            for name, r in self.readouts.items()
            if r.kind != "protocol"
        }
        return arguments

    def run(self, **values):
        """The run that the page shows at this state; `run.readouts` holds what it reads out."""
        state = self.state(**values)
        made = self.model.run(**self.request(state))
        if self.report:
            from . import estimate

            made.readouts |= getattr(estimate, self.report)(made.columns, state)
        return made

    def say(self, state, readouts):
        """The sentence that describes a state."""
        scope = self.scope(state) | readouts
        return " ".join(
            text for text in (clause_text(self, clause, scope) for clause in self.sentence) if text
        )

    def link(self, state):
        """The permalink of a state: what differs from the default, as a fragment."""
        differs = [(s, v) for s, v in state.items() if v != self.defaults[s]]
        query = "&".join(f"{s}={quote(v) if isinstance(v, str) else format(v, '.12g')}" for s, v in differs)
        return f"#{self.name}/{VERSION}" + (f"?{query}" if query else "")

    def read_link(self, link):
        """The state that a permalink describes. `ModelError` for another lab's, a broken one, or a later version's."""
        match = re.fullmatch(r"#?([\w-]+)/(\d+)(?:\?(.*))?", link)
        if not match or match[1] != self.name or int(match[2]) != VERSION:
            raise ModelError(
                f"{self.title}: '{link}' is no link of this lab; copy one that begins with '#{self.name}/{VERSION}'"
            )
        values = {}
        for part in filter(None, (match[3] or "").split("&")):
            symbol, _, text = part.partition("=")
            try:
                values[symbol] = float(text)
            except ValueError:
                values[symbol] = unquote(text)
        return self.state(**values)


def file_of(thing, folder, word):
    """The name of the file that holds a model or a lab; 'draft' where it stands in no file."""
    start = f"{__package__}.{folder}."
    found = (
        k for k, m in list(sys.modules.items()) if k.startswith(start) and getattr(m, word, None) is thing
    )
    return next(found, "draft").removeprefix(start)


@dataclass(frozen=True)
class Shown:
    """A control as the page shows it: the Control with the unit, value, meaning and source of its Quantity."""

    symbol: str
    label: str
    unit: str
    value: float | str
    low: float
    high: float
    step: float
    level: int
    log: bool
    choices: tuple
    meaning: str
    source: str
    species: str


def shown(lab, control):
    quantity = control.quantity
    if isinstance(quantity, str):
        if quantity in lab.model.choices:
            quantity = Quantity(quantity, next(iter(lab.model.choices[quantity])), "", control.label, "ours")
        else:
            quantity = next(q for q in lab.model.settable if q.symbol == quantity)
    value = control.value if control.value is not None else lab.values.get(quantity.symbol, quantity.value)
    if not control.choices:
        value = float(value)
    return Shown(quantity.symbol, control.label, quantity.unit, value, control.low, control.high, control.step,
                 control.level, control.log, tuple(control.choices), quantity.meaning,
                 quantity.source or lab.model.source, quantity.species)  # fmt: skip


def number(lab, text, scope):
    """A number, or an expression of the lab at `scope`."""
    return evaluate(lab.model, text, scope)


FIELD = re.compile(r"\{(\w+)(?::\.(\d)f)?\}")


def clause_text(lab, clause, scope):
    if isinstance(clause, str):
        return filled(clause, scope)
    for condition, text in clause:
        if condition is True or number(lab, condition, scope):
            return filled(text, scope)
    return ""


def filled(text, scope):
    """`text` with its {name} and {name:.1f} fields filled in; a number that is not there reads 'none'."""

    def value(match):
        found = scope[match[1]]
        if isinstance(found, str):
            return found
        if not math.isfinite(found):
            return "none"
        if match[2] is not None:
            return f"{found:.{match[2]}f}"
        return f"{found:.6g}" if abs(found) >= 1e-4 or found == 0 else f"{found:.2e}"

    return FIELD.sub(value, text)


# --- checks -------------------------------------------------------------------------------------------------------------


def check(lab):
    title, model = lab.title, lab.model
    settable = {q.symbol for q in model.settable}
    symbols = []
    for control in lab.controls:
        symbol = control.quantity if isinstance(control.quantity, str) else control.quantity.symbol
        if isinstance(control.quantity, str) and symbol not in settable | set(model.choices):
            raise ModelError(
                f"{title}: the control '{symbol}' is no input or parameter of {model.title}{nearest(symbol, settable)}; give a Quantity of the lab's own, or mend the name"
            )
        if hasattr(anywidget.AnyWidget, symbol) or symbol in (
            "kind",
            "name",
            "spec",
            "readouts",
            "link",
            "run",
            "lab",
        ):
            raise ModelError(
                f"{title}: a control cannot be named '{symbol}', which every widget has already; rename the quantity"
            )
        if symbol in symbols:
            raise ModelError(f"{title}: two controls move '{symbol}'; keep one")
        symbols.append(symbol)
        if not control.choices and not control.low < control.high:
            raise ModelError(
                f"{title}: the control '{symbol}' goes from {control.low} to {control.high}; the first must be less"
            )
    if sum(option.right for option in lab.options) != 1:
        raise ModelError(f"{title}: a prediction needs exactly one right option; mark one with right=True")
    known = settable | set(symbols) | set(lab.derived) | set(lab.readouts)
    for text in expressions_of(lab):
        for symbol in names_in(inlined(model, read_expression(title, text))):
            if symbol not in known:
                raise ModelError(
                    f"{title}: '{symbol}' in '{text}' is no quantity, control, derived number or read-out{nearest(symbol, known)}"
                )
    for name, readout in lab.readouts.items():
        if readout.kind not in (*KINDS, *LATE_KINDS, "protocol"):
            raise ModelError(
                f"{title}: the read-out '{name}' asks for '{readout.kind}'{nearest(readout.kind, KINDS)}; there are {', '.join((*KINDS, *LATE_KINDS))}"
            )
    for row in lab.described:
        lab.checked(row.symbol, row.value)
    for where in [*lab.presets.values(), *(d.values for d in lab.discoveries)]:
        lab.state(**where)


def expressions_of(lab):
    """All expressions of a lab, as texts, without repeats."""
    texts = [*lab.derived.values(), *(v for k, v in lab.settings.items() if k != "protocol")]
    for first, *pieces in lab.schedules.values():
        texts += [first, *(x for piece in pieces for x in piece)]
    texts += [x for r in lab.readouts.values() for x in (r.start, r.end)]
    texts += [c for clause in lab.sentence if not isinstance(clause, str) for c, _ in clause if c is not True]
    return list(dict.fromkeys(x for x in texts if isinstance(x, str)))


# --- what the page needs ------------------------------------------------------------------------------------------------


def javascript_of(model, text):
    """An expression as JavaScript of one argument `v`, an object of values."""
    tree = inlined(model, read_expression(model.title, text))
    prefixed = lowered(tree)
    called = {id(n.func) for n in ast.walk(prefixed) if isinstance(n, ast.Call)}
    for node in ast.walk(prefixed):
        if isinstance(node, ast.Name) and id(node) not in called:
            node.id = f"v.{node.id}"
    return javascript_expression(prefixed)[0]


def model_code(model):
    """The model's JavaScript with its tables: a text that returns {meta, kernel, expressions} when it is run."""
    from .model import texts_of

    texts = {t for t in map(str, texts_of(model)) if not is_number(t)}
    if model.method == "chain":
        texts |= {"compartments", "length"}
    kernel = [name for name in re.findall(r"^function (\w+)", model.javascript, re.M)]
    treatments = [(q.symbol, float(q.value)) for q in model.settable if q.group == "treatment"]
    trains = {n: {k: plain(v) for k, v in vars(t).items()} for n, t in model.trains.items()}
    protocols = {
        n: [{k: plain(v) for k, v in vars(phase).items()} for phase in phases]
        for n, phases in model.protocols.items()
    }
    meta = {
        "title": model.title, "method": model.method, "time": model.time, "dt": model.dt, "duration": model.duration,
        "states": [q.symbol for q in model.states], "starts": [q.start_text for q in model.states],
        "settable": [q.symbol for q in model.settable], "helpers": [line.name for line in model.helpers],
        "draws": [q.symbol for q in model.draws], "membrane": model.membrane, "reset": bool(model.reset),
        "resting": {q.symbol: float(q.value) for q in model.inputs}, "trains": trains, "protocols": protocols,
        "slow": list(model.slow) if model.slow else None, "noise": {k: list(v) for k, v in model.noise.items()},
        "watch": list(model.watch), "sites": list(model.sites), "longRun": model.long_run, "treatments": treatments,
        "defaults": {q.symbol: float(q.value) for q in model.settable} | next(iter(model.presets.values()), {}),
        "choices": model.choices,
    }  # fmt: skip
    expressions = ", ".join(f"{json.dumps(t)}: (v) => {javascript_of(model, t)}" for t in sorted(texts))
    return (
        f"{model.javascript}\nconst meta = {json.dumps(meta)};\n"
        f"const expressions = {{{expressions}}};\nconst kernel = {{{', '.join(kernel)}}};\n"
    )


def plain(value):
    """A value of a train or phase as JSON has it; a text that is a number becomes one."""
    if isinstance(value, str) and is_number(value):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def lab_code(lab):
    """The lab's JavaScript: a text that returns {meta, kernel, expressions, request, sentence, python}."""
    model, base = lab.model, {}
    base = (
        {q.symbol: float(q.value) for q in model.settable}
        | next(iter(model.presets.values()), {})
        | lab.values
    )

    def js(text):
        return json.dumps(text) if isinstance(text, int | float) else javascript_of(model, text)

    derived = "".join(f"  v.{name} = {js(text)};\n" for name, text in lab.derived.items())
    choices = "".join(
        f"  Object.assign(v, meta.choices[{json.dumps(w)}][state[{json.dumps(w)}] ?? {json.dumps(next(iter(o)))}]);\n"
        for w, o in model.choices.items()
    )
    schedules = ", ".join(
        f"{symbol}: {{base: {js(first)}, pieces: [{', '.join(piece_js(js, p) for p in pieces)}]}}"
        for symbol, (first, *pieces) in lab.schedules.items()
    )
    settings = ", ".join(
        f"{w}: {json.dumps(t) if w == 'protocol' else js(t)}" for w, t in lab.settings.items()
    )
    readouts = ", ".join(
        f"[{json.dumps(n)}, {json.dumps(r.kind)}, {json.dumps(r.symbol)}, {js(r.start)}, {js(r.end)}]"
        for n, r in lab.readouts.items() if r.kind != "protocol"
    )  # fmt: skip
    given = [
        s for s in [*lab.values, *(c.symbol for c in lab.described)] if s in {q.symbol for q in model.inputs}
    ]
    clauses = ", ".join(clause_js(js, clause) for clause in lab.sentence)
    return f"""{model_code(model)}
function scope(state) {{
  const v = {{...{json.dumps(base)}}};
{choices}  Object.assign(v, state);
{derived}  return v;
}}
function request(state) {{
  const v = scope(state);
  const values = Object.fromEntries(meta.settable.map((s) => [s, v[s]]));
  return {{state, values, given: {json.dumps([s for s in given if s not in lab.schedules])}, schedules: {{{schedules}}}, readouts: [{readouts}], {settings}}};
}}
function filled(text, v) {{
  return text.replace(/\\{{(\\w+)(?::\\.(\\d)f)?\\}}/g, (_, name, digits) => {{
    const x = v[name];
    if (typeof x === "string") return x;
    if (!Number.isFinite(x)) return "none";
    return digits !== undefined ? x.toFixed(digits) : Math.abs(x) >= 1e-4 || x === 0 ? String(Number(x.toPrecision(6))) : x.toExponential(2);
  }});
}}
function sentence(state, readouts) {{
  const v = {{...scope(state), ...readouts}};
  return [{clauses}].map((said) => said(v)).filter(Boolean).join(" ");
}}
function python(state) {{
  const r = request(state), parts = [];
  for (const word of {json.dumps([*lab.settings])}) parts.push(`${{word}}=${{JSON.stringify(r[word])}}`);
  for (const word of Object.keys(meta.choices)) if (word in state && state[word] !== Object.keys(meta.choices[word])[0]) parts.push(`${{word}}="${{state[word]}}"`);
  for (const [s, made] of Object.entries(r.schedules)) {{
    const pieces = made.pieces.map((x) => `(${{(x[2] === x[3] ? x.slice(0, 3) : x).map((n) => Number(n.toPrecision(12))).join(", ")}})`);
    parts.push(`${{s}}=schedule(${{[made.base, ...pieces].join(", ")}})`);
  }}
  for (const s of {json.dumps([x for x in dict.fromkeys([*lab.values, *(c.symbol for c in lab.described)]) if x in base and x not in lab.schedules])}) {{
    if (r.values[s] !== meta.defaults[s]) parts.push(`${{s}}=${{r.values[s]}}`);
  }}
  return `model({json.dumps(lab.model_name)}).run(${{parts.join(", ")}})`;
}}
return {{meta, kernel, expressions, scope, request, sentence, python, report: {json.dumps(lab.report)}}};
"""


def piece_js(js, piece):
    made = [js(x) for x in piece]
    return f"[{', '.join(made if len(made) == 4 else [*made, made[2]])}]"


def clause_js(js, clause):
    if isinstance(clause, str):
        return f"(v) => filled({json.dumps(clause)}, v)"
    tests = " : ".join(
        f"{'true' if condition is True else '(' + js(condition) + ')'} ? filled({json.dumps(text)}, v)"
        for condition, text in clause
    )
    return f'(v) => {tests} : ""'


# --- the widget -----------------------------------------------------------------------------------------------------------


def module_order():
    """Names of the front end's files, each after what it imports, `main.js` last."""
    order = []

    def visit(name, path):
        if name in path:
            raise ModelError(
                f"front end: {' → '.join([*path, name])} import each other; move what they share to a file"
            )
        if name in order:
            return
        for other in re.findall(r'^import .*? from "\./(.*?)";$', (FRONTEND / name).read_text(), re.M):
            visit(other, [*path, name])
        order.append(name)

    visit("main.js", [])
    return order


@functools.cache
def joined_modules():
    """The whole front end as one text: imports dropped, names unique, one default export at the end."""
    parts = []
    for name in module_order():
        text = re.sub(r"^import .*?;\n", "", (FRONTEND / name).read_text(), flags=re.M)
        if name != "main.js":
            text = re.sub(r"^export (?!default)", "", text, flags=re.M)
        parts.append(f"// {name}\n{text}")
    return "\n".join(parts)


@functools.cache
def joined_styles():
    return "\n".join([palette_css(), *((FRONTEND / name).read_text() for name in STYLES)])


def spec_of(lab):
    """Everything that the page needs to know of a lab, as JSON can hold it."""
    from .references import cite

    model = lab.model

    def citation(key):
        return "ours" if key == "ours" else cite(key, lab.title)

    controls = [
        {**vars(row), "choices": [list(c) for c in row.choices] or None, "citation": citation(row.source)}
        for row in lab.described
    ]
    readouts = [
        {"name": n, "label": r.label, "unit": r.unit, "digits": r.digits}
        for n, r in lab.readouts.items()
        if r.shown
    ]
    units = {q.symbol: q.unit for q in model.quantities}
    labels = {q.symbol: q.meaning for q in model.quantities}
    card = vars(lab.card) | {"source": citation(model.source), "source_key": model.source}
    return {
        "version": VERSION, "name": lab.name, "title": lab.title, "question": lab.question,
        "prediction": {"question": lab.prediction, "options": [vars(o) for o in lab.options]},
        "misconception": lab.misconception, "note": lab.note, "controls": controls,
        "presets": [{"name": n, "label": n, "values": v} for n, v in lab.presets.items()],
        "discoveries": [{"text": d.text, "values": d.values} for d in lab.discoveries],
        "views": list(lab.views), "readouts": readouts, "card": card,
        "model": {"name": lab.model_name, "title": model.title, "time": model.time, "units": units, "labels": labels,
                  "tex": {q.symbol: model.tex(q.symbol) for q in model.quantities}},
        "code": lab_code(lab),
    }  # fmt: skip


class LabWidget(anywidget.AnyWidget):
    """A lab in a browser. Each control is a synced trait named by its symbol: `w.gIP = 0.9` moves the picture.

    `readouts` is what the page reads out (written by the page when a picture is complete); `link` the permalink of the
    present state, settable; `run()` computes in Python what the page shows. A wrong name or number is a `ModelError`.
    """

    kind = traitlets.Unicode("lab").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    readouts = traitlets.Dict().tag(sync=True)
    link = traitlets.Unicode().tag(sync=True)

    def __init__(self, lab, **values):
        state = lab.state(**values)
        traits = {}
        for row in lab.described:
            kind = traitlets.Unicode if isinstance(row.value, str) else traitlets.Float
            traits[row.symbol] = kind(state[row.symbol]).tag(sync=True)
        self.lab = lab
        self._esm, self._css = joined_modules(), joined_styles()
        self.add_traits(**traits)
        super().__init__(name=lab.name, spec=spec_of(lab), link=lab.link(state), **state)

    def __setattr__(self, name, value):
        lab = self.__dict__.get("lab")
        if lab and not name.startswith("_") and not hasattr(self, name):
            names = [c.symbol for c in lab.described]
            raise ModelError(
                f"{lab.title}: there is no control '{name}'{nearest(name, names)}; there are {', '.join(names)}"
            )
        if lab and name in lab.defaults:
            value = lab.checked(name, value)
        super().__setattr__(name, value)

    @property
    def state(self):
        """{symbol: value} of the present state."""
        return {symbol: getattr(self, symbol) for symbol in self.lab.defaults}

    @traitlets.observe("link")
    def _follow_link(self, change):
        if change.new and change.new != self.lab.link(self.state):
            for symbol, value in self.lab.read_link(change.new).items():
                setattr(self, symbol, value)

    @traitlets.observe(traitlets.All)
    def _keep_link(self, change):
        if change.name in self.lab.defaults and all(self.has_trait(s) for s in self.lab.defaults):
            self.link = self.lab.link(self.state)

    def run(self):
        """The run of the present state, computed in Python: what the page shows."""
        return self.lab.run(**self.state)

    def _repr_mimebundle_(self, **kwargs):
        from .still import still_html

        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/plain": repr(self), "text/html": still_html(self)}, metadata

    def __repr__(self):
        differs = [f", {s}={v!r}" for s, v in self.state.items() if v != self.lab.defaults[s]]
        return f"lab({self.lab.name!r}{''.join(differs)})"


def names():
    """Names of all labs, sorted: one file each in `painlab/labs/`."""
    from . import labs

    return sorted(m.name for m in pkgutil.iter_modules(labs.__path__))


def load(name):
    """The Lab called `name`. `ModelError` with the nearest name where there is none."""
    if name not in names():
        raise ModelError(f"there is no lab '{name}'{nearest(name, names())}; there are {', '.join(names())}")
    return importlib.import_module(f".labs.{name}", __package__).lab


def lab(name, **values):
    """The widget of a lab, in its default state or with some of its controls set: `lab("gate", gIP=0.9)`."""
    return LabWidget(load(name), **values)
