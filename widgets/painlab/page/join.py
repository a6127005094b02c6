"""The front end's files as one text: each in a function of its own, so that only what it exports is seen outside."""

import ast
import functools
import json
import re
from pathlib import Path

from ..errors import ModelError
from .javascript import javascript_text
from .javascript_expressions import camel
from .palette import LIGHT, ROLES, palette_css
from .words import drawn, scripts_in, spoken, texts_of

FRONTEND = Path(__file__).parent.parent  # each file of the front end lies beside what it belongs to
STYLES = (
    "lab/lab.css", "views/scene.css", "questions/quiz.css", "questions/inventory.css", "evidence/explorer.css",
    "evidence/audit.css", "emblem/emblem.css",
)  # fmt: skip
RARE = (
    "belief", "distribution", "funnel", "intervals", "map", "pathway", "people", "plane", "repeats", "space_time",
    "well",
)  # fmt: skip
# Files that one kind of widget or of view needs; a page of the book loads those of its own kinds.
BY_KIND = {
    "audit": "evidence/audit.js", "emblem": "emblem/emblem.js", "evidence": "evidence/explorer.js",
    "inventory": "questions/inventory.js", **{kind: f"views/{kind}.js" for kind in RARE},
}  # fmt: skip
IMPORT = re.compile(r'^import \{([^}]*)\} from "(.*?)";\n', re.M)
SEVERAL = re.compile(r"^const \[(.*)\] = \[(.*)\];$", re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|let|class) (\w+))", re.M)


def front_file(name):
    """The text of a file of the front end, such as 'views/plot.js'; 'shared/x.js' is written from `shared/x.py`."""
    if name == "page/words.js":
        return spoken(FRONTEND / name, scripts())
    if name == "views/kinds.js":
        return kinds_of_views()
    if name == "page/palette.js":
        return f"export const ROLES = {json.dumps(ROLES)};\nexport const COLORS = {json.dumps(list(LIGHT))};\n"
    if name.endswith(".svg"):
        return drawn((FRONTEND / name).read_text(encoding="utf-8"))
    if name.startswith("shared/"):
        return translated((FRONTEND / name).with_suffix(".py").read_text(encoding="utf-8"))
    return (FRONTEND / name).read_text(encoding="utf-8")


def scripts():
    """The text of each script of the front end, those that are written from `shared/` included."""
    yield from scripts_in(FRONTEND)
    for path in sorted((FRONTEND / "shared").glob("*.py")):
        yield translated(path.read_text(encoding="utf-8"))


@functools.cache
def kinds_of_views():
    """`views/kinds.js`: the tables of all views, each by the name of its file: what makes it, the word of its tab."""
    lines, makes, tabs = [], [], []
    for path in sorted((FRONTEND / "views").glob("*.js")):
        given = EXPORT.findall(path.read_text(encoding="utf-8"))
        for make in (name for name in given if re.fullmatch(r"make\w+View", name)):
            tab = f", TAB as {path.stem}Tab" if "TAB" in given else ""
            lines.append(f'import {{{make}{tab}}} from "./{path.name}";')
            makes.append(f"{path.stem}: {make}")
            tabs += [f"{path.stem}: {path.stem}Tab"] if tab else []
    return "\n".join(
        [*lines, f"export const VIEWS = {{{', '.join(makes)}}};", f"export const TABS = {{{', '.join(tabs)}}};", ""]
    )


@functools.cache
def translated(python):
    """A module of `shared/` in JavaScript: all that it defines exported, in JavaScript's way of writing names."""
    text = javascript_text(python)
    imports = [node for node in ast.parse(python).body if isinstance(node, ast.ImportFrom) and node.level == 1]
    lines = [f'import {{{", ".join(each.name for each in node.names)}}} from "./{node.module}.js";' for node in imports]
    lines += ['import {t} from "../page/words.js";'] if texts_of(text) else []
    text = SEVERAL.sub(one_by_one, text)
    text = "\n".join([*lines, re.sub(r"^(?=function\*? |const )", "export ", text, flags=re.M), ""])
    words = re.findall(r"^export function\*? (\w+)", text, re.M) + [
        each.name for node in imports for each in node.names
    ]
    for name in words:
        if not name.isupper():
            text = re.sub(rf"\b{name}\b", camel(name), text)
    return text


def one_by_one(several):
    """`const [A, B] = [0, 1];` as a constant a line, each of which can be exported."""
    names, values = (part.split(", ") for part in several.groups())
    return "\n".join(f"const {name} = {value};" for name, value in zip(names, values, strict=True))


def beside(name, other):
    """The name of the file that `name` calls `other`: ('lab/lab.js', '../views/plot.js') → 'views/plot.js'."""
    parts = name.split("/")[:-1]
    for part in other.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def module_order(last="main.js"):
    """Names of the front end's files that `last` needs, each after what it imports, `last` itself at the end."""
    order = []

    def visit(name, path):
        if name in path:
            raise ModelError(
                f"front end: {' → '.join([*path, name])} import each other; move what they share to a file"
            )
        if name in order:
            return
        for _, other in IMPORT.findall(front_file(name)):
            visit(beside(name, other), [*path, name])
        order.append(name)

    visit(last, [])
    return order


def bare_script(text):
    """A script without its comments and indents; none of its strings may go over two lines."""
    text = re.sub(r"^ *//.*\n", "", text, flags=re.M)
    text = re.sub(r"^ */\*\*(?:(?!\*/).|\n)*\*/\n", "", text, flags=re.M)
    text = re.sub(r"(?<=[\w;,(){}\[\]]) +// [^\"'`/\\\n]*$", "", text, flags=re.M)
    return re.sub(r"^\s+", "", text, flags=re.M)


def bare_style(text):
    """A style sheet without its comments and indents."""
    return re.sub(r"^\s+", "", re.sub(r" */\*(?:(?!\*/).|\n)*\*/", "", text), flags=re.M)


def room(name, comments=False):
    """A file of the front end as a function that gives what the file exports; comment lines stay if asked."""
    text = front_file(name)
    if not comments:
        text = bare_script(text)
    text = IMPORT.sub(
        lambda line: f'const {{{line[1].replace(" as ", ": ")}}} = modules["{beside(name, line[2])}"];\n', text
    )
    given = ", ".join(dict.fromkeys(EXPORT.findall(text)))
    return f'modules["{name}"] = (() => {{\n{EXPORT.sub("", text)}return {{{given}}};\n}})();'


@functools.cache
def rooms(last="main.js"):
    """`last` and all that it needs as one classic script; then `modules["views/plot.js"]` is what a file exports."""
    return "\n".join(["const modules = {};", *(room(name) for name in module_order(last))])


def joined_modules():
    """The whole front end as the text of one module, with anywidget's default export at its end."""
    return f'{rooms()}\nconst {{render}} = modules["main.js"];\nexport default {{render}};\n'


@functools.cache
def joined_styles():
    """The style sheets of all widgets, and the palette, as one text."""
    return "\n".join([palette_css(), *(bare_style(front_file(name)) for name in STYLES)])
