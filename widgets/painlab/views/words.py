"""What a view of a lab may say, and which names in it must be the lab's own.

A kind of view is a file `<kind>.py` here, with `SAYS`, the words that such a view may say (a pair where something
stands below one); those that end in "!" it needs. It may have `asks(lab, view, controls)`, the names that it asks for,
and `check(lab, view)`. What draws it, in the page and on paper, is `<kind>.js`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterable

from ..errors import ModelError, refuse, shortened
from ..page.palette import LIGHT

MARK = "label! values! off at! block level"
BELOW = {"lines": "at! label", "meters": "show! label! unit full! role! digits", "lesions": MARK, "treatments": MARK}
EVERYWHERE = ("kind", "level", "tab")


@functools.cache
def kinds():
    """{kind of view: its module}, sorted."""
    package = importlib.import_module(__package__)
    names = [each.name for each in pkgutil.iter_modules(package.__path__)]
    modules = {name: importlib.import_module(f"{__package__}.{name}") for name in sorted(names)}
    return {name: module for name, module in modules.items() if hasattr(module, "SAYS")}


def check_view(lab, view, controls):
    """`ModelError` where a view has a word, a name or a role that does not exist."""
    check_words(lab, view)
    check_names(lab, view, controls)
    if more := getattr(kinds()[view["kind"]], "check", None):
        more(lab, view)


def check_words(lab, view):
    """A view is a row of a known kind, with the words that it needs, and so are the rows below it."""
    if not isinstance(view, dict):
        raise ModelError(f"{lab.title}: the view {view!r} is no row of words; write {{'kind': …}}")
    kind = view.get("kind")
    if kind not in kinds():
        refuse(lab.title, f"there is no view '{kind}'", kind, kinds())
    said = kinds()[kind].SAYS
    check_row(lab, kind, view, [*(word if isinstance(word, str) else word[0] for word in said), *EVERYWHERE])
    for word in said:
        if not isinstance(word, str):
            check_below(lab, kind, view.get(bare(word[0])), word[1].split())


def check_below(lab, kind, rows, words):
    """`ModelError` for rows of a view, or rows below them, whose words are not those that they may and must have."""
    if isinstance(rows, dict):  # one row, or several by name
        rows = rows.values() if rows and all(isinstance(row, dict) for row in rows.values()) else [rows]
    for row in rows if isinstance(rows, Iterable) else [] if rows is None else [rows]:
        check_row(lab, kind, row, words)
        for name, below in BELOW.items():
            if name in map(bare, words):
                check_below(lab, kind, row.get(name), below.split())


def check_row(lab, kind, row, words):
    """`ModelError` for what is no row, its first unknown word, a needed one that is missing, and an unknown role."""
    known = [bare(word) for word in words]
    if not isinstance(row, dict):
        raise ModelError(f"{lab.title}: the view '{kind}' has {row!r} in place of a row with {', '.join(known)}")
    for word in row:
        if word not in known:
            refuse(lab.title, f"the view '{kind}' says '{word}', which it does not know", word, known)
    check_needed(lab, kind, row, words)
    check_role(lab, kind, row.get("role", "ink"))


def check_needed(lab, kind, row, words):
    """`ModelError` for the first of the `words` with a mark that a row does not have."""
    for word in words:
        if word != bare(word) and row.get(bare(word)) is None:
            told = f", which {shortened(row)} does not have" if "kind" not in row else ""
            raise ModelError(f"{lab.title}: the view '{kind}' needs '{bare(word)}'{told}; add it")


def bare(word):
    """A word of SAYS without its mark."""
    return word.removesuffix("!")


def check_role(lab, kind, role):
    """`ModelError` for a role that the palette does not have."""
    if role not in LIGHT:
        refuse(lab.title, f"the view '{kind}': no role '{role}'", role, LIGHT)


def check_names(lab, view, controls):
    """The names in a view: controls that it sweeps, read-outs that it shows, states that are its axes."""
    asks = getattr(kinds()[view["kind"]], "asks", None)
    for name, what, known in [*names_of_all(lab, view, controls), *(asks(lab, view, controls) if asks else ())]:
        if name not in known:
            refuse(lab.title, f"the view '{view['kind']}' asks for '{name}', which is no {what}", name, known)


def columns_of(lab):
    """What a run of the lab's model keeps."""
    model = lab.model
    columns = {quantity.symbol for quantity in (*model.settable, *model.states, *model.draws)} | {
        helper.name for helper in model.helpers
    }
    return columns | ({f"{model.membrane}@{site:g}" for site in model.sites} if model.method == "chain" else set())


def states_of(lab):
    """Symbols of the model's states."""
    return {state.symbol for state in lab.model.states}


def readouts_of(lab):
    """Names of all that the lab reads out, thresholds included."""
    return [*lab.readouts, *lab.thresholds]


def names_of_all(lab, view, controls):
    """(name, what it is, known names) of the words that views of several kinds have."""
    asked = [(view[word], "control", controls) for word in ("sweep", "seed") if word in view]
    asked += [(symbol, "control", controls) for symbol in view.get("values", {})]
    for word in ("overlay", "arms", "rows", "groups"):
        rows = view.get(word) if not isinstance(view.get(word), dict) else [view[word]]
        rows = rows if isinstance(rows, list | tuple) else ()
        asked += [(symbol, "control", controls) for row in rows for symbol in row.get("only_when") or ()]
    if "read" in view and not lab.report:
        asked.append((view["read"], "read-out", readouts_of(lab)))
    if view.get("level", 1) not in (1, 2, 3):
        asked.append((view["level"], "level", (1, 2, 3)))
    return asked
