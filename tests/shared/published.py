"""What tests of models share: a found number against a printed one, thresholds, and an independent solver.

Each comparison is a row of book/data/reproduced.json, which the models' pages show. A test fails where its row is
missing or says something else; `.venv/bin/python -m pytest --record tests/models/test_gate.py` writes the rows anew.
"""

import ast
import functools
import json
import sys
from pathlib import Path

import numpy as np
from painlab.model import names
from painlab.run import Schedule, compiled
from scipy.integrate import solve_ivp

TESTS = Path(__file__).resolve().parent.parent
REPRODUCED = TESTS.parent / "book/data/reproduced.json"


def agrees(ours, printed, tolerance=None):
    """`ours` against a number as it is printed, given as text.

    Without a `tolerance`: 0.5 %, or one unit of the last printed digit, whichever is larger.
    """
    if tolerance is None:
        tolerance = max(0.005 * abs(float(printed)), 10.0 ** -len(printed.partition(".")[2]))
    assert abs(ours - float(printed)) <= tolerance * (1 + 1e-9), f"{ours} is not {printed}"
    here.compared(ours, printed, tolerance)


def agrees_all(ours, printed, tolerance=None):
    """Each of `ours` against the numbers in the text `printed`, which spaces part."""
    for one, text in zip(ours, printed.split(), strict=True):
        agrees(one, text, tolerance)


def counts_agree(ours, printed):
    """Spike counts against the counts in the text `printed`: 1 more or less, but silence is silence."""
    counts = [int(text) for text in printed.split()]
    close = [abs(one - count) <= 1 and (one == 0) == (count == 0) for one, count in zip(ours, counts, strict=True)]
    assert all(close), f"{list(ours)} are not {printed}"
    for one, text in zip(ours, printed.split(), strict=True):
        here.compared(one, text, 1)


def is_threshold(enough, printed, within):
    """`enough(x)` is false `within` below the printed number and true `within` above it."""
    answers = enough(printed - within), enough(printed + within)
    assert answers == (False, True), f"{printed} is no threshold: below and above it gives {answers}"


class Here:
    """The running test, its place in the table of reproduced numbers, and whether that is to be written anew."""

    def __init__(self):
        self.tests, self.labs = set(), set()
        self.table = json.loads(REPRODUCED.read_text(encoding="utf8"))

    def begin(self, item, record):
        """Begin a test: its rows in the table are those that it must find again, or is to write."""
        self.test, self.record, self.sentence = f"{item.path.name}::{item.name}", record, sentence_of(item)
        self.model = model_of(item)
        rows = self.table.get(self.model, {}).get("rows", [])
        self.expected = [] if record else [row for row in rows if row["test"] == self.test]
        self.tests.add(self.test)
        if record and self.model:
            self.table.setdefault(self.model, {})["rows"] = [row for row in rows if row["test"] != self.test]

    def compared(self, number, printed, tolerance):
        """A comparison has held: write it down, or find it as it was written down."""
        if not self.model:
            return
        ours, within = float(f"{number:.6g}"), float(f"{tolerance:.3g}")
        row = {"what": self.sentence, "read": expression_of(sys._getframe(2)), "stated": printed, "ours": ours,
               "within": within, "test": self.test}  # fmt: skip
        if self.record:
            self.table[self.model]["rows"].append(row)
            return
        known = self.expected.pop(0) if self.expected else None
        if known and close(known["ours"], row["ours"], tolerance):
            row["ours"] = known["ours"]
        remedy = f"record it anew: .venv/bin/python -m pytest --record {path_of(self.test)}"
        assert known == row, f"{REPRODUCED.name} says {known}, and this test found {row}; {remedy}"

    def parity(self, model, lab, states, error):
        """How far page and Python differed in a lab, as a share of a curve's span, on the machine that recorded it.

        Another browser or another C library may round otherwise, so only the test's own tolerance is asked of it here.
        """
        self.labs.add(lab)
        if self.record:
            self.table.setdefault(model, {}).setdefault("parity", {})[lab] = [states, float(f"{error:.1e}")]
            return
        remedy = "record it: .venv/bin/python -m pytest --record tests/painlab/test_parity_of_labs.py"
        assert lab in self.table.get(model, {}).get("parity", {}), f"{REPRODUCED.name} lacks the lab '{lab}'; {remedy}"

    def write(self):
        """Write what this session recorded into the table as it is now: models sorted, one row a line."""
        recorded, self.table = self.table, json.loads(REPRODUCED.read_text(encoding="utf8"))
        for name, entry in recorded.items():
            now = self.table.setdefault(name, {"parity": {}, "rows": []})
            now["parity"] |= {lab: entry["parity"][lab] for lab in entry.get("parity", {}) if lab in self.labs}
            fresh = [row for row in entry.get("rows", []) if row["test"] in self.tests]
            now["rows"] = [row for row in now["rows"] if row["test"] not in self.tests] + fresh
        parts = []
        for name, entry in sorted(self.table.items()):
            kept = filter(still_there, entry.get("rows", []))
            rows = ",\n".join(f"      {json.dumps(row, ensure_ascii=False)}" for row in kept)
            parity = json.dumps(entry.get("parity", {}))
            parts.append(f'  {json.dumps(name)}: {{\n    "parity": {parity},\n    "rows": [\n{rows}\n    ]\n  }}')
        REPRODUCED.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf8")


here = Here()


def path_of(test):
    """The file of a test, which the table names without its room."""
    name = test.partition("::")[0]
    return next(TESTS.glob(f"*/{name}"), TESTS / name)


def still_there(row):
    """Whether the test that a row belongs to exists."""
    path, test = path_of(row["test"]), row["test"].partition("::")[2]
    return path.exists() and f"def {test.partition('[')[0]}(" in path.read_text(encoding="utf8")


def close(known, ours, tolerance):
    """Whether a found number is the one written down, but for what another machine may change in it."""
    return abs(known - ours) <= max(1e-4 * abs(known), 0.02 * tolerance)


def sentence_of(item):
    """The name of a test as a sentence, with its parameters but for the numbers that are printed in the source."""
    words = item.originalname.removeprefix("test_").replace("_", " ")
    given = item.callspec.params if hasattr(item, "callspec") else {}
    told = {}
    for key, value in given.items():
        told |= value if isinstance(value, dict) else {} if isinstance(value, str) else {key.replace("_", " "): value}
    values = ", ".join(f"{key} = {value}" for key, value in told.items())
    return words[0].upper() + words[1:] + (f": {values}" if values else "")


@functools.cache
def calls_in(file):
    """The calls in a file of tests, as nodes of its tree."""
    tree = ast.parse(Path(file).read_text(encoding="utf8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def expression_of(frame):
    """The text of what the running test compares: the first argument of its call of `agrees`, `counts_agree`, …"""
    while frame.f_code.co_filename == __file__:
        frame = frame.f_back
    calls = [call for call in calls_in(frame.f_code.co_filename) if call.lineno <= frame.f_lineno <= call.end_lineno]
    names = ("agrees", "agrees_all", "counts_agree")
    return next((ast.unparse(call.args[0]) for call in calls if getattr(call.func, "id", "") in names), "")


def model_of(item):
    """The model that a file of tests is about, by its name; in test_closed_forms.py, the one that the test names."""
    known, file = set(names()), item.path.stem.removeprefix("test_")
    if file in known:
        return file
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    said = [text for text in (*item.function.__code__.co_consts, *given) if isinstance(text, str) and text in known]
    return said[0] if said and file == "closed_forms" else None


def by_lsoda(model, run, first, last, state=0):
    """Spike times between `first` and `last` of a point model, by SciPy's LSODA from the run's state at `first`.

    All inputs and parameters must be constant from `first` to `last`. The run must have kept every step.
    """
    rhs = compiled(model.python, True)["rhs"]
    values = {
        symbol: value.at(round(first / model.dt), model.dt, 0.0) if isinstance(value, Schedule) else value
        for symbol, value in (run.values | run.schedules).items()
    }
    p = np.array([values[row.symbol] for row in model.settable])
    slopes = np.zeros(len(model.states))

    def right(_, y):
        rhs(y, p, slopes)
        return slopes.copy()

    def crossing(_, y):
        return y[state] - values[model.threshold]

    crossing.direction = 1
    start = [run[state.symbol][round(first / model.dt)] for state in model.states]
    solution = solve_ivp(
        right, (first, last), start, method="LSODA", rtol=1e-9, atol=1e-10, max_step=1.0, events=crossing
    )
    return solution.t_events[0]
