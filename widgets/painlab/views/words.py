"""What a view of a lab may say, and which names in it must be the lab's own."""

from ..errors import ModelError, refuse
from ..page.palette import LIGHT
from .scene import check_scene

PEOPLE_MARKS = ("full", "ring", "cross", "empty")
MAP_MARKS = ("dot", "stroke", "full")

# {kind: {word: what stands below it}}: every word that a view may say; the head of each view's file says what it means.
VIEWS = {
    "bars": {"train", "event", "label", "role", ("overlay", "label counts only_when")},
    "belief": {"label", "range", "at", ("curves", "mean sd label role")},
    "curve": {"sweep", "from", "to", "points", "log", "read", "label", "role", "range", "values"},
    "distribution": {
        "label", "range", "stages", "most", "who", ("lines", "at label"), ("show", "column label role"),
        ("arms", "label columns role where only_when"),
    },
    "funnel": {"estimate", "error", "printed", "label", "truth", "mean", "range", "deepest"},
    "intervals": {"label", "unit", "zero", "range", "sides", ("rows", "label estimate low high role only_when")},
    "map": {"x", "y", "columns", "rows", "read", "role", ("kinds", "below label mark")},
    "pathway": {
        "banner", "scale", "about", "full", "first", "every", "ways", "dots", ("phases", "phase label level"),
        ("sites", "label width meters lesions treatments"),
    },
    "people": {"total", "label", "of", ("groups", "read label role mark only_when")},
    "plane": {
        "others", "hold", "at", "role", ("x", "of label range role still"), ("y", "of label range role still"),
    },
    "repeats": {"seed", "count", "read", "label", "zero", "range", "noun", "who"},
    "scene": {"drawing"},
    "space_time": {"zone", "zone_label", "unit", "role", ("places", "at label")},
    "traces": {"names", "window", ("panels", "show label range thin spikes lines")},
    "well": {"of", "label", "title", "range", "at", "hold", "role", ("floors", "near label")},
}  # fmt: skip
BELOW = {"lines": "at label", "meters": "show label unit full role digits",
         "lesions": "label values off at block level", "treatments": "label values off at block level"}  # fmt: skip
EVERYWHERE = ("kind", "level", "tab")


def check_view(lab, view, controls):
    """`ModelError` where a view has a word, a name or a role that does not exist."""
    check_words(lab, view)
    check_names(lab, view, controls)
    if view["kind"] == "people":
        check_people(lab, view)
    if view["kind"] == "scene":
        check_scene(lab, view)


def check_words(lab, view):
    """The kind of a view, its words, and those below them."""
    kind = view.get("kind")
    if kind not in VIEWS:
        refuse(lab.title, f"there is no view '{kind}'", kind, VIEWS)
    words = {word if isinstance(word, str) else word[0]: word for word in VIEWS[kind]}
    refuse_words(lab, kind, view, [*words, *EVERYWHERE])
    for name, word in words.items():
        if not isinstance(word, str):
            check_below(lab, kind, view.get(name), word[1].split())


def check_below(lab, kind, rows, words):
    for row in [rows] if isinstance(rows, dict) else rows or ():
        if not isinstance(row, dict):
            continue  # of a map an axis is a name
        refuse_words(lab, kind, row, words)
        for name, below in BELOW.items():
            if name in words:
                check_below(lab, kind, row.get(name), below.split())


def refuse_words(lab, kind, row, words):
    for word in row:
        if word not in words:
            refuse(lab.title, f"the view '{kind}' says '{word}', which it does not know", word, words)
    check_role(lab, kind, row.get("role", "ink"))


def check_role(lab, kind, role):
    if role not in LIGHT:
        refuse(lab.title, f"the view '{kind}': no role '{role}'", role, LIGHT)


def check_people(lab, view):
    """No more people than can be seen, and marks that can be drawn."""
    total = view["total"]
    if total not in range(1, 201):
        raise ModelError(f"{lab.title}: an icon array of {total} people; give a whole number from 1 to 200")
    for name in [view.get("of", 1), *(group["read"] for group in view["groups"])]:
        if isinstance(name, str) and name not in lab.readouts:
            refuse(lab.title, f"the people of '{name}' are no read-out", name, lab.readouts, "; add it")
    for group in view["groups"]:
        mark = group.get("mark", "full")
        if mark not in PEOPLE_MARKS:
            refuse(lab.title, f"no mark '{mark}'", mark, PEOPLE_MARKS)


def check_names(lab, view, controls):
    """The names in a view: controls that it sweeps, read-outs that it shows, states that are its axes."""
    for name, what, known in [
        *names_of_all(lab, view, controls),
        *NAMES.get(view["kind"], no_names)(lab, view, controls),
    ]:
        if name not in known:
            refuse(lab.title, f"the view '{view['kind']}' asks for '{name}', which is no {what}", name, known)


def columns_of(lab):
    """What a run of the lab's model keeps."""
    model = lab.model
    columns = {q.symbol for q in (*model.settable, *model.states, *model.draws)} | {h.name for h in model.helpers}
    return columns | ({f"{model.membrane}@{site:g}" for site in model.sites} if model.method == "chain" else set())


def states_of(lab):
    return {q.symbol for q in lab.model.states}


def readouts_of(lab):
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


def no_names(lab, view, controls):
    return []


def names_of_bars(lab, view, controls):
    return [(view["train"], "train", lab.model.trains)]


def names_of_map(lab, view, controls):
    marks = [(row.get("mark", "full"), "mark", MAP_MARKS) for row in view.get("kinds", ())]
    return [(view[axis], "control", controls) for axis in "xy"] + marks


def names_of_plane(lab, view, controls):
    axes = [(view["x"]["of"], "state or input", columns_of(lab)), (view["y"]["of"], "state", states_of(lab))]
    return axes + [(symbol, "state", states_of(lab)) for symbol in view.get("hold", ())]


def names_of_well(lab, view, controls):
    return [(symbol, "state", states_of(lab)) for symbol in (view["of"], *view.get("hold", ()))]


def names_of_belief(lab, view, controls):
    return [(curve[part], "column", columns_of(lab)) for curve in view["curves"] for part in ("mean", "sd")]


def names_of_distribution(lab, view, controls):
    arms = [(name, "column", columns_of(lab)) for arm in view.get("arms", ()) for name in arm["columns"]]
    arms += [(arm["where"][0], "column", columns_of(lab)) for arm in view.get("arms", ()) if arm.get("where")]
    return arms + [(row["column"], "column", columns_of(lab)) for row in view.get("show", ())]


def names_of_funnel(lab, view, controls):
    columns = [(view[word], "column", columns_of(lab)) for word in ("estimate", "error", "printed")]
    return [*columns, (view["truth"], "control", controls), (view["mean"], "read-out", readouts_of(lab))]


def names_of_intervals(lab, view, controls):
    if lab.report:
        return []  # its read-outs come from the estimators
    rows = [row[word] for row in view["rows"] for word in ("estimate", "low", "high")]
    return [(name, "read-out", readouts_of(lab)) for name in rows]


def names_of_space_time(lab, view, controls):
    return [(name, "quantity", columns_of(lab)) for name in view.get("zone") or ()]


def names_of_traces(lab, view, controls):
    shown = {symbol: role for panel in view["panels"] for symbol, role in panel["show"].items()}
    for role in shown.values():
        check_role(lab, "traces", role)
    drawn = [(symbol, "state, input or helper", columns_of(lab)) for symbol in shown]
    return drawn + [(symbol, "shown symbol", shown) for symbol in view.get("names", {})]


def names_of_pathway(lab, view, controls):
    marks = [mark for site in view["sites"] for mark in site["lesions"] + site["treatments"]]
    asked = [(symbol, "control", controls) for mark in marks for symbol in {**mark["values"], **mark.get("off", {})}]
    meters = [*view["ways"].values(), *(meter for site in view["sites"] for meter in site["meters"])]
    known = columns_of(lab) if "phases" in view else lab.readouts
    asked += [(meter["show"], "state, input or helper" if "phases" in view else "read-out", known) for meter in meters]
    phases = {phase.name for phases in lab.model.protocols.values() for phase in phases}
    return asked + [(row["phase"], "phase", phases) for row in view.get("phases", ())]


NAMES = {
    "bars": names_of_bars, "belief": names_of_belief, "distribution": names_of_distribution,
    "funnel": names_of_funnel, "intervals": names_of_intervals, "map": names_of_map, "pathway": names_of_pathway,
    "plane": names_of_plane, "space_time": names_of_space_time, "traces": names_of_traces, "well": names_of_well,
}  # fmt: skip
