"""EvidenceWidget: the evidence table in a browser, to filter, draw, pool and read. `explorer.js` draws it."""

import html
import re
from types import SimpleNamespace

import anywidget
import traitlets

from ..errors import refuse
from ..lab.lab import checked
from ..lab.still import forest_of
from ..lab.widget import with_still
from ..page.join import joined_modules, joined_styles
from ..page.words import in_words, t
from ..shared.filters import ALL
from ..shared.hundred import of_a_hundred, whole_people
from .row import WORDS
from .table import HEAD, SEEN_IN_TABLE, cells, evidence

# What the forest can draw: name → (label of the choice, name of the axis, what stands right and left of no difference).
SCALES = {
    "responders": ("people who respond", "extra people of 100 who respond", ("comparator better", "treatment better")),
    "stop": ("people who stop", "extra people of 100 who stop because of side effects", ("fewer stop", "more stop")),
    "points": ("points of pain", "better than the comparator (points of 10)",
               ("comparator better", "treatment better")),
    "sd": ("standardized difference", "better than the comparator (SD)", ("comparator better", "treatment better")),
    "ratio": ("ratio of responders", "responders, ratio to the comparator", ("comparator better", "treatment better")),
}  # fmt: skip
OF_MEASURE = {"NNT": "responders", "RD": "responders", "NNH": "stop", "MD": "points", "SMD": "sd", "RR": "ratio"}
SURE = (("any", ALL), ("at least low", "low"), ("at least moderate", "moderate"), ("high", "high"))
PREDICTION = {
    "question": "32 of 100 respond on a drug, 19 of 100 on placebo. "
    "Of 100 people who take it, how many respond because of it?",
    "options": [
        {"text": "32", "reason": "19 would have responded anyway.", "right": False},
        {"text": "13", "reason": "One for about every eight treated; 68 do not reach the mark.", "right": True},
        {"text": "8", "reason": "That is the number to treat for one.", "right": False},
        {"text": "100", "reason": "No.", "right": False},
    ],
}
DISCOVERIES = (
    ("The lowest number to treat in the review of 2015 stands on evidence of low certainty",
     {"first": "botulinum-toxin-a-finnerup2015"}),
    ("2015 beside 2025: every number of 2025 is hollow, because we have not checked it in the paper",
     {"unverified": "show"}),
    ("An interval whose number to treat runs through infinity simply holds 0 people of 100",
     {"condition": "peripheral neuropathic pain"}),
    ("Sciatica: acupuncture against sham in one trial, beside the drugs and injections that were tried for it",
     {"measure": "points", "condition": "leg pain from the spine", "control": "placebo or sham"}),
    ("One review, one device, two comparators: 9 points of 100 and 31",
     {"measure": "points", "family": "spinal cord stimulation", "condition": "chronic pain, any", "control": ALL}),
    ("Acupuncture against sham in three kinds of pain, none neuropathic, pooled",
     {"measure": "sd", "family": "acupuncture", "condition": "chronic pain, not neuropathic", "pool": "random"}),
)  # fmt: skip


def slug(text):
    """A text as part of a name: small letters and digits, hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def drawn(row):
    """(scale, estimate, low, high) of a row as the forest draws it: to the right is more of what the axis names.

    None where there is nothing to draw. Points of 100 become points of 10.
    """
    scale = OF_MEASURE.get(row.measure)
    if scale is None or row.unit == "SPID48":
        return None
    if scale in ("responders", "stop"):
        return scale, *row.extra
    share = 10 if row.unit == "points of 100" else 1
    return scale, *(None if number is None else number / share for number in row.gain)


def described(rows):
    """Every row as JSON can hold it: its words, what filters read, and what the forest draws."""
    records, taken = [], set()
    for row in rows:
        name = f"{slug(row.treatment)}-{row.source}"
        while f"{name}-{row.measure}" in taken:
            name += "-2"
        taken.add(f"{name}-{row.measure}")
        scale, mid, low, high = drawn(row) or ("", None, None, None)
        if row.measure == "no estimate" and "relief" in row.outcome:
            scale = "responders"
        records.append({
            "name": name, "label": f"{t(row.treatment)} ({row.year}){told_apart(row, rows)}",
            "treatment": t(row.treatment), "year": row.year,
            "kind": row.kind, "site": row.site, "condition": row.condition, "control": row.control,
            "certainty": row.certainty, "seen": row.seen, "source": row.source, "measure": row.measure,
            "scale": scale, "mid": mid, "low": low, "high": high, "result": row.result, "outcome": t(row.outcome),
            "cells": list(cells(row)), "note": t(row.note),
        })  # fmt: skip
    return records


def told_apart(row, rows):
    """What a row says of people, comparator and outcome, and others of its kind do not, as ", 8 weeks"; else ""."""
    same = ("treatment", "year", "measure", "condition", "control")
    like = [words_of(one) for one in rows if one is not row and all(getattr(one, f) == getattr(row, f) for f in same)]
    return "".join(f", {word}" for word in words_of(row) if word and any(word not in other for other in like))


def words_of(row):
    """Who was in it, compared with what, and the parts of its outcome."""
    return [t(row.people), t(row.comparator), *t(row.outcome).split(", ")]


def choice(symbol, label, words, level, value=None, meaning=""):
    """A control with named values, as the page reads it; `words` are values, or pairs (what is shown, value)."""
    pairs = [[t(word[0]), word[1]] if isinstance(word, tuple) else [t(word), word] for word in words]
    return {
        "symbol": symbol, "label": t(label), "unit": "", "value": value if value is not None else pairs[0][1],
        "low": 0, "high": 1, "step": 1, "level": level, "log": False, "choices": pairs, "meaning": t(meaning or label),
        "source": "ours", "citation": "ours", "species": "",
    }  # fmt: skip


def controls_of(rows, view):
    """The controls: for the pictures, two drugs first, then filters, then pooling; for the table, the filters alone."""
    people = [(row["label"], row["name"]) for row in rows if row["seen"] != "not seen"
              and (row["measure"], row["control"]) == ("NNT", "placebo or sham")]  # fmt: skip
    used = {word: [name for name in WORDS[word] if name in {row["kind" if word == "class" else word] for row in rows}]
            for word in ("class", "site", "condition", "control")}  # fmt: skip
    every = [("all", ALL)]
    start = {"condition": "neuropathic pain, mixed", "control": "placebo or sham"} if view == "pictures" else {}
    level = 2 if view == "pictures" else 1
    filters = [
        choice("family", "kind of treatment", every + used["class"], level),
        choice("site", "where it acts", every + used["site"], level),
        choice("condition", "kind of pain", every + used["condition"], level, start.get("condition")),
        choice("control", "compared with", every + used["control"], level, start.get("control")),
        choice("certainty", "certainty", SURE, level, meaning="least certainty (GRADE) of the rows; ungraded: any"),
        choice("unverified", "numbers not checked", [("hide", "hide"), ("show", "show")], level,
               meaning="rows whose numbers nobody has compared with the source yet"),
    ]  # fmt: skip
    if view == "table":
        return filters
    base = choice("base", "respond on placebo", [""], 1) | {
        "unit": t("of 100"), "value": 19, "low": 5, "high": 60, "step": 1, "choices": None,
        "meaning": t("people of 100 who would respond without the treatment's own effect"),
    }  # fmt: skip
    return [
        choice("first", "first treatment", people, 1, "pregabalin-finnerup2015"),
        choice("second", "second treatment", people, 1, "tricyclic-antidepressants-finnerup2015"),
        base,
        choice("measure", "what is drawn", [(label, name) for name, (label, _, _) in SCALES.items()], 2),
        *filters,
        choice("axis", "axis", [("people of 100", "people"), ("number to treat", "number")], 3),
        choice("hold", "on other people, keep", [("the difference", "difference"), ("the ratio", "ratio")], 3,
               meaning="what stays the same when more or fewer people respond on placebo; the trials themselves are "
               "taken to have 19 of 100"),
        choice("pool", "pool what is drawn",
               [("no", "no"), ("one true effect", "fixed"), ("effects that differ", "random")], 3),
    ]  # fmt: skip


SAID = ("title", "question", "text", "reason", "axis", "sides", "note", "head", "seenInTable")


def spec_of(view):
    """Everything that the page needs, as JSON can hold it, in the reader's language."""
    return in_words(plain_spec(view), *SAID)


def plain_spec(view):
    """All that the page reads of a view, 'pictures' or 'table', before its texts are put in the reader's language."""
    rows = described(evidence(verified=False))
    spec = {
        "version": 1, "name": "evidence" if view == "pictures" else "table", "view": view, "rows": rows,
        "head": list(HEAD), "seenInTable": SEEN_IN_TABLE, "controls": controls_of(rows, view),
        "views": [], "presets": [], "discoveries": [], "order": list(WORDS["certainty"][:4]),
    }  # fmt: skip
    if view == "table":
        return spec | {"title": "Evidence table", "question": "Which published comparisons are there?"}
    return spec | {
        "views": [{"kind": "forest", "level": 2}],
        "title": "Forest and numbers to treat",
        "question": "Of 100 people like these, how many more respond because of the treatment, and how sure is that?",
        "prediction": PREDICTION,
        "scales": {name: {"axis": axis, "sides": list(sides)} for name, (_, axis, sides) in SCALES.items()},
        "discoveries": [{"text": text, "values": values} for text, values in DISCOVERIES],
        "note": "Thirteen more, not these thirteen: nobody can point to the people who responded because of the drug. "
        "Trials differ in people, placebo and outcome, so this is no league table, and no row says what to take.",
    }


# --- without a script -------------------------------------------------------------------------------------------------


def people_sentence(rows, state, which):
    """What the first or second treatment does for 100 people, in words, as the page says it."""
    row = next(each for each in rows if each["name"] == state[which])
    anyway, because, rest = whole_people([people / 100 for people in of_a_hundred(row, state).values()], 100)
    one = (row["treatment"], row["year"])
    stop = next((each for each in rows if each["scale"] == "stop" and (each["treatment"], each["year"]) == one), None)
    harm = "" if stop is None else t(" {n} more stop because of side effects than with placebo.", n=round(stop["mid"]))
    said = t(
        "{treatment}, {year}: of 100 people, {anyway} respond anyway, {because} because of it, and {rest} do not reach "
        "the mark.",
        **row, anyway=anyway, because=because, rest=rest,
    )  # fmt: skip
    return said + harm


def still_html(widget):
    """The explorer for print and for readers without JavaScript: the forest of the first look, or the whole table."""
    spec, state = widget.spec, widget.state
    start = f'<div class="painlab-still" data-model-id="{widget.model_id}">'
    title = f"<p><strong>{html.escape(spec['title'])}.</strong> {html.escape(spec['question'])}</p>"
    if spec["view"] == "table":
        return f"{start}{title}{evidence()._repr_html_()}</div>"
    words = " ".join(people_sentence(spec["rows"], state, which) for which in ("first", "second"))
    picture = forest_of(spec, state, f"still-{widget.model_id[:8]}")
    return f"{start}{title}{picture}<p>{html.escape(words)}</p><p><small>{html.escape(spec['note'])}</small></p></div>"


# --- the widget -------------------------------------------------------------------------------------------------------


class EvidenceWidget(anywidget.AnyWidget):
    """The evidence table in a browser. Each control is a synced trait named by its symbol: `w.condition = "all"`.

    `link` is the permalink of the present state, settable. A wrong name or value is a ValueError, later a TraitError.
    """

    kind = traitlets.Unicode("evidence").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    link = traitlets.Unicode().tag(sync=True)

    def __init__(self, view="pictures", **values):
        spec = spec_of(view)
        rows = [SimpleNamespace(**row) for row in spec["controls"]]
        state = {row.symbol: row.value for row in rows}
        for symbol, value in values.items():
            state[symbol] = checked("explorer", rows, symbol, value)
        traits = {}
        for row in rows:
            known = [value for _, value in row.choices or ()]
            trait = traitlets.Enum(known, row.value) if known else traitlets.Float(row.value, min=row.low, max=row.high)
            traits[row.symbol] = trait.tag(sync=True)
        self._esm, self._css = joined_modules(), joined_styles()
        self.add_traits(**traits)
        super().__init__(name=spec["name"], spec=spec, **state)

    @property
    def state(self):
        """{symbol: value} of the controls."""
        return {row["symbol"]: getattr(self, row["symbol"]) for row in self.spec["controls"]}

    _repr_mimebundle_ = with_still
    still_html = still_html

    def __repr__(self):
        differs = [(row["symbol"], getattr(self, row["symbol"]), row["value"]) for row in self.spec["controls"]]
        changed = "".join(f", {symbol}={value!r}" for symbol, value, default in differs if value != default)
        return f"explorer({self.spec['view']!r}{changed})"


def explorer(view="pictures", **values):
    """The evidence table to play with: `view` is "pictures" (forest, people, help and harm) or "table".

    Further arguments set controls: `explorer(condition="postherpetic neuralgia")`.
    """
    if view not in ("pictures", "table"):
        refuse("explorer", f"there is no view '{view}'", view, ("pictures", "table"))
    return EvidenceWidget(view, **values)
