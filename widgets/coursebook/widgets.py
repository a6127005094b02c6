"""Live widgets in static pages: the state that myst-nb saves, made small, checked, and handed to
assets/host.js.

A page's state repeats the front end's program and style sheet in every widget. They are hoisted into files
that all pages share; a page loads the parts of the program that its widgets need. A widget that the host cannot
draw is a warning, which the strict build turns into a failure."""

import hashlib
import json
import re
from pathlib import Path

from painlab.page.join import BY_KIND
from painlab.shared.nearest import nearest_name

ASSETS = Path(__file__).resolve().parents[2] / "book" / "assets"
STATE = "application/vnd.jupyter.widget-state+json"
SHOWN = re.compile(
    r'<(div|script) (?:class="painlab-still" data-model-id=|type="[^"]*widget-view\+json">\s*\{"model_id": )"(\w+)"'
)
IDENTITY = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
STEM = re.compile(r"(?<=still-)[0-9a-f]{8}(?![0-9a-f])")
SILENT = ("LayoutModel", "StyleModel", "LinkModel")  # models that are never drawn themselves


def known_models() -> set[str]:
    """Names of the models that the host draws: the keys of `views` in controls.js and host.js."""
    texts = ((ASSETS / name).read_text(encoding="utf-8") for name in ("controls.js", "host.js"))
    tables = (re.search(r"const views = \{(.*?)\n  \};", text, re.DOTALL)[1] for text in texts)
    return {name for table in tables for name in re.findall(r"\b(\w+Model)\b", table)}


def unknown_models(state: dict) -> list[str]:
    """One sentence for each kind of widget in a page's state that the host cannot draw."""
    known = known_models()
    names = {model["model_name"] for model in state["state"].values()}
    strange = sorted(name for name in names - known if not name.endswith(SILENT))
    sentences = []
    for name in strange:
        near = nearest_name(name, known)
        remedy = f"use {near!r}, or " if near else ""
        sentences.append(
            f"widget {name!r} cannot live in a static page; {remedy}teach book/assets/controls.js to draw it"
        )
    return sentences


def named(model: dict) -> dict:
    """The identities that a model's values name, in the order of their keys."""
    return dict.fromkeys(IDENTITY.findall(json.dumps(model, sort_keys=True)))


def with_inner(names, models: dict) -> list[str]:
    """`names` of `models`, then those that they name, and so on, each once."""
    order = list(names)
    for name in order:
        order += [inner for inner in named(models[name]) if inner in models and inner not in order]
    return order


def placed(state: dict, text: str, page: str) -> tuple[dict, str]:
    """The state and the text of a page with identities made from the page and a widget's place in it.

    A kernel gives random ones; with these the same sources give the same bytes. A widget's place is where the text
    names it first, then where a widget before it does; one that nobody names, such as a link, follows by what it and
    those that it names say.
    """
    models = state["state"]
    order = with_inner(dict.fromkeys(name for name in IDENTITY.findall(text) if name in models), models)
    known = {name: str(at) for at, name in enumerate(order)}

    def said(name):
        inner = models.get(name)
        return known.get(name) or IDENTITY.sub(lambda identity: said(identity[0]), json.dumps(inner, sort_keys=True))

    rest = models.keys() - known.keys()
    order = with_inner([*order, *sorted(rest.difference(*(named(models[name]) for name in rest)), key=said)], models)
    fresh = {name: hashlib.sha256(f"{page} {at}".encode()).hexdigest()[:32] for at, name in enumerate(order)}
    stems = {name[:8]: other[:8] for name, other in fresh.items()}  # which the ids within its picture begin with

    def renamed(told):
        return IDENTITY.sub(lambda identity: fresh.get(identity[0], identity[0]), told)

    text = STEM.sub(lambda identity: stems.get(identity[0], identity[0]), renamed(text))
    return state | {"state": json.loads(renamed(json.dumps({name: models[name] for name in order})))}, text


def add_addresses(state: dict, address):
    """Tell each widget where its sources stand in the bibliography: `address(key)`, from the root of the site."""
    for model in state["state"].values():
        spec = model["state"].get("spec", {})
        keys = {row["source"] for part in ("controls", "rows") for row in spec.get(part, ())}
        keys |= {entry["source"] for claim in spec.get("claims", ()) for entry in claim["shelf"]}
        keys |= {spec.get("card", {}).get("source_key")}
        known = sorted(keys - {"ours", "", None})
        if known:
            spec["addresses"] = {key: address(key) for key in known}


def name_labs(text: str, state: dict) -> tuple[str, list[tuple[str, str]]]:
    """The body of a page with an id on the place of each lab, and [(id, title)] of its labs, in order.

    The id passes from what stands there to the living lab (host.js)."""
    labs = []

    def named(place):
        if not (spec := first_lab(state["state"], place[2])):
            return place[0]
        before = sum(title == spec["title"] for _, title in labs)
        labs.append((f"lab-{spec['name']}" + f"-{before + 1}" * bool(before), spec["title"]))
        return f'<{place[1]} id="{labs[-1][0]}"{place[0][len(place[1]) + 1 :]}'

    return SHOWN.sub(named, text), labs


def first_lab(models: dict, identity: str) -> dict | None:
    """What the first lab of a widget, or of a box of widgets, says of itself."""
    state = models.get(identity, {}).get("state", {})
    if "controls" in state.get("spec", {}):
        return state["spec"]
    inside = (first_lab(models, child.removeprefix("IPY_MODEL_")) for child in state.get("children", ()))
    return next(filter(None, inside), None)


def hoist(state: dict, folder: Path) -> tuple[dict, list[str], list[str]]:
    """The state without programs and style sheets, and the names of the files in `folder` that now hold them.

    Returns (state, style sheets, scripts), both sorted, as the order in which a kernel keeps its widgets is chance. A
    script is a classic one, which also loads from file://; it registers a program under its hash, and the state names
    the hash. So a page needs neither `eval` nor `blob:` for what is ours: the front end, and what a lab computes, are
    functions of these files, which a worker loads too. Any other anywidget's module is registered as text."""
    styles, scripts = [], []
    models = {}
    kinds = kinds_of(state)
    for identity, model in state["state"].items():
        values = dict(model["state"])
        if css := values.pop("_css", ""):
            _save(folder, f"{_hash(css)}.css", css, styles)
        if module := values.get("_esm", ""):
            for text in registered(module, kinds):
                _save(folder, f"{_hash(text)}.js", text, scripts)
            values["_esm"] = _hash(module)
        if code := values.get("spec", {}).get("code"):
            _save(folder, f"{_hash(code)}.js", CODE % (json.dumps(_hash(code)), code), scripts)
            values["spec"] = values["spec"] | {"code": _hash(code)}
        models[identity] = model | {"state": values}
    return state | {"state": models}, sorted(styles), sorted(scripts)


def kinds_of(state: dict) -> set[str]:
    """Kinds of widgets, and of views in them, that a page has."""
    values = [model["state"] for model in state["state"].values()]
    views = [view for each in values for view in each.get("spec", {}).get("views", ())]
    return {each["kind"] for each in [*values, *views] if "kind" in each}


END = 'const {render} = modules["main.js"];\nexport default {render};\n'
FRONT_END = """(() => {
const start = () => {
%sreturn {render: modules["main.js"].render, answerSweeps: modules["run/scheduler.js"].answerSweeps};
};
start.address = globalThis.document?.currentScript?.src;
(globalThis.painlabModules ??= {})[%s] = start;
if (!globalThis.document) start().answerSweeps(globalThis);
})();
"""
ROOM = "(globalThis.painlabRooms ??= {})[%s] = (modules) => {\n%s};\n"  # one file of the front end
SLOT = 'modules["%s"] = globalThis.painlabRooms?.[%s]?.(modules) ?? {};\n'  # where the front end takes it in
CODE = """(globalThis.painlabCode ??= {})[%s] = Object.assign(() => {
%s}, {address: globalThis.document?.currentScript?.src});
"""


def registered(module: str, kinds: set[str]) -> list[str]:
    """Classic scripts that register a module: ours as functions, any other as its text.

    Files of ours that only some kinds of widgets and views need stand in scripts of their own; those of `kinds` are
    among them."""
    if not module.endswith(END):
        return [f"(globalThis.painlabModules ??= {{}})[{json.dumps(_hash(module))}] = {_inert(module)};\n"]
    head, *rooms = re.split(r'^(?=modules\[")', module.removesuffix(END), flags=re.MULTILINE)
    rooms = {text.split('"')[1]: text for text in rooms}
    common = reached(rooms, ["main.js"], without=set(BY_KIND.values()))
    needed = reached(rooms, [BY_KIND[kind] for kind in sorted(kinds & BY_KIND.keys())], without=common)
    own = {name: ROOM % (json.dumps(_hash(text)), "return " + text.split(" = ", 1)[1]) for name, text in rooms.items()}
    places = [text if name in common else SLOT % (name, json.dumps(_hash(text))) for name, text in rooms.items()]
    front_end = FRONT_END % ("".join([head, *places]), json.dumps(_hash(module)))
    return [*(own[name] for name in rooms if name in needed), front_end]


def reached(rooms: dict, roots: list, without: set) -> set[str]:
    """Names of the files that `roots` need, they themselves among them, on ways that leave out `without`."""
    names, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if name not in names | without:
            names.add(name)
            waiting += re.findall(r'^const \{[^}]*\} = modules\["(.+?)"\];$', rooms[name], re.MULTILINE)
    return names


def embed(state: dict) -> str:
    """The state as text for a script tag."""
    return _inert(state)


def _inert(value) -> str:
    """JSON that no HTML parser can mistake for markup."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _save(folder: Path, name: str, text: str, names: list[str]):
    if name not in names:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        names.append(name)
