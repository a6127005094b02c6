"""One row of the evidence table: what each column means, which words it may hold, and what refuses a wrong one."""

import datetime
import math
import re
from dataclasses import dataclass

from ..errors import refuse
from ..page.words import t
from ..sources import cite

COLUMNS = {
    "treatment": "what was tried",
    "class": "the kind of treatment",
    "site": "where on the pathway it acts, as far as that is known",
    "condition": "the kind of pain",
    "people": "in whom, where that is narrower than the condition",
    "control": "the kind of comparison",
    "comparator": "what it was compared with",
    "outcome": "what was counted or measured",
    "measure": "NNT and NNH: numbers needed to treat and to harm; RR, RD: risk ratio, risk difference; MD, SMD: mean "
    "difference, standardized mean difference",
    "unit": "unit of estimate, low and high",
    "better": "which sign of a difference favors the treatment",
    "estimate": "the result, in `unit`",
    "low": "lower end of the 95% interval, in `unit`",
    "high": "upper end of the 95% interval, in `unit`; inf where the source stops an NNT or NNH at infinity",
    "trials": "trials behind the row",
    "participants": "people behind the row",
    "design": "what kind of study the row comes from",
    "certainty": "certainty of the evidence as the source grades it (GRADE)",
    "recommendation": "what a guideline made of it",
    "source": "key of book/references.bib",
    "year": "year of the source",
    "seen": "by which degree the numbers were seen: in the full text; in the abstract only; in a summary by others; "
    "not seen",
    "read_at": "where the numbers were read: page, table or abstract",
    "checked": "day on which the row was entered or last compared with that place (year-month-day)",
    "note": "what else one must know to read the row",
}
WORDS = {
    "class": (
        "acupuncture", "anticonvulsant", "antidepressant", "cannabinoid", "gabapentinoid", "ganglion stimulation",
        "local injection", "nerve block", "NMDA blocker", "opioid", "peripheral nerve stimulation", "placebo",
        "psychological", "rehabilitation",
        "several classes", "sodium channel blocker", "spinal cord stimulation", "stimulation through the skin or skull",
        "surgery", "topical medicine",
    ),
    "site": ("skin", "nerve", "ganglion", "dorsal horn", "brainstem", "brain", "several"),
    "condition": (
        "acute pain", "carpal tunnel syndrome", "chemotherapy neuropathy", "chronic pain, any",
        "chronic pain, not neuropathic", "complex regional pain syndrome", "diabetic neuropathy",
        "leg pain from the spine", "neuropathic pain, mixed", "pain after amputation", "pain of any kind",
        "peripheral neuropathic pain", "postherpetic neuralgia", "trigeminal neuralgia",
    ),
    "control": ("placebo or sham", "another treatment", "no treatment or usual care", "mixed", "none"),
    "measure": (
        "NNT", "NNH", "RD", "RR", "MD", "SMD", "proportion", "rate", "range of NNT", "range of NNH", "no estimate",
    ),
    "certainty": ("high", "moderate", "low", "very low", "not graded"),
    "seen": ("full text", "abstract", "summary", "not seen"),
    "better": ("lower", "higher", ""),
}  # fmt: skip
UNITS = {
    "NNT": ("people",), "NNH": ("people",), "range of NNT": ("people",), "range of NNH": ("people",),
    "RD": ("of 100 people",), "proportion": ("of 100 people",), "rate": ("of 10,000 people",), "RR": ("ratio",),
    "SMD": ("SD",), "MD": ("points of 10", "points of 100", "SPID48"), "no estimate": ("",),
}  # fmt: skip
REQUIRED = ("treatment", "class", "site", "condition", "control", "comparator", "outcome", "measure", "design",
            "certainty", "source", "year", "seen", "read_at")  # fmt: skip
PLACE = {  # what `read_at` has to name
    "full text": re.compile(r"\b(tables?|figures?|pages?|sections?)\b", re.IGNORECASE),
    "abstract": re.compile(r"\babstract\b", re.IGNORECASE),
}
DOSE = re.compile(
    r"[\d.]+\s*(?:mg|µg|mcg|grams?|ml|units?|IU)\b|\b(?:once|twice) (?:a day|daily)|\d\s?%\s(?:patch|plaster|cream)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """One comparison. Numbers that the source does not give are None; COLUMNS says what each field means."""

    treatment: str
    kind: str
    site: str
    condition: str
    people: str
    control: str
    comparator: str
    outcome: str
    measure: str
    unit: str
    better: str
    estimate: float | None
    low: float | None
    high: float | None
    trials: int | None
    participants: int | None
    design: str
    certainty: str
    recommendation: str
    source: str
    year: int
    seen: str
    read_at: str
    checked: datetime.date | None
    note: str

    @property
    def extra(self):
        """(estimate, low, high) of an NNT, NNH or RD as extra people of 100; the ends in order, None where unknown.

        An NNT of 8 is 12.5 more of 100. A source that stops at infinity says only that the interval holds 0 and goes on
        below it; that end is ours, as far below the estimate as the printed one is above.
        """
        if self.measure == "RD":
            return self.estimate, self.low, self.high
        if self.measure not in ("NNT", "NNH"):
            raise ValueError(f"{self.treatment}, {self.measure}: only NNT, NNH and RD are numbers of people")
        mid, low, high = (None if number is None else 100 / number for number in (self.estimate, self.high, self.low))
        return mid, min(0, 2 * mid - high) if low == 0 else low, high

    @property
    def gain(self):
        """(estimate, low, high) of a difference in its own unit, positive where the treatment is better."""
        if self.better == "lower":
            return tuple(None if number is None else -number for number in (self.estimate, self.high, self.low))
        return self.estimate, self.low, self.high

    @property
    def result(self):
        """The result as text: 'NNT 3.6 (3.0 to 4.4)'."""
        if self.measure == "no estimate":
            return t("no estimate")
        if self.estimate is None:
            return f"{t(self.measure)} {self.span}"
        ends = "" if self.low is None else f" ({self.span})"
        unit = {"people": "", "ratio": "", "SPID48": "", "SD": ""}.get(self.unit, f" {t(self.unit)}")
        return f"{t(self.measure)} {number(self.estimate)}{ends}{unit}"

    @property
    def span(self):
        """Its interval as text: '3.0 to 4.4'."""
        return t("{low} to {high}", low=number(self.low), high=number(self.high))


def number(value):
    """A number as a table prints it: a true minus, ∞ for infinity."""
    return "∞" if math.isinf(value) else f"{value:g}".replace("-", "−")


def read_row(record, where):
    """One record of the file as a Row."""
    if None in record or None in record.values():
        raise ValueError(f"{where}: {len(COLUMNS)} cells are needed; quote a text that holds a comma")
    for name in REQUIRED:
        if not record[name].strip():
            raise ValueError(f"{where}, column '{name}': empty; write {COLUMNS[name]}")
    for name, words in WORDS.items():
        if record[name] not in words:
            text = f"unknown word {record[name]!r}"
            refuse(f"{where}, column '{name}'", text, record[name], [*filter(None, words)])
    for name, text in record.items():
        if match := DOSE.search(text):
            raise ValueError(f"{where}, column '{name}': {match[0]!r} reads like a dose; leave doses out of the table")
    cite(record["source"], f"{where}, column 'source'")
    fields = {field_of(name): text.strip() for name, text in record.items()}
    for name in ("estimate", "low", "high"):
        fields[name] = read_number(record[name], float, f"{where}, column '{name}'")
    for name in ("trials", "participants", "year"):
        fields[name] = read_number(record[name], int, f"{where}, column '{name}'")
    fields["checked"] = read_date(record["checked"], f"{where}, column 'checked'")
    row = Row(**fields)
    check_numbers(row, where)
    return row


def read_number(text, kind, where):
    """A number of a cell by `kind`, int or float; None where it is empty. ValueError names `where` for other text."""
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no number; write one such as -0.5, or leave it empty") from None


def read_date(text, where):
    """A date of a cell, written as 2026-11-24; None where it is empty. ValueError names `where` for other text."""
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no date; write it as 2026-11-24") from None


def check_numbers(row, where):
    """The numbers of a row fit its measure and each other."""
    if row.unit not in UNITS[row.measure]:
        remedy = f"; use {' or '.join(map(repr, UNITS[row.measure]))}"
        text = f"a {row.measure} has no unit {row.unit!r}"
        refuse(f"{where}, column 'unit'", text, row.unit, UNITS[row.measure], remedy)
    if row.measure in ("RD", "RR", "MD", "SMD") and not row.better:
        raise ValueError(f"{where}, column 'better': empty; say whether lower or higher favors the treatment")
    if (row.low is None) != (row.high is None):
        raise ValueError(f"{where}, columns 'low' and 'high': give both ends of the interval or neither")
    if row.low is not None and row.low > row.high:
        raise ValueError(f"{where}, column 'low': {row.low:g} is above 'high', {row.high:g}; swap them")
    if None not in (row.estimate, row.low) and not row.low <= row.estimate <= row.high:
        raise ValueError(f"{where}, column 'estimate': {row.estimate:g} is outside {row.low:g} to {row.high:g}")
    ranges = row.measure.startswith("range")
    if ranges and (row.low is None or row.estimate is not None):
        raise ValueError(f"{where}, column 'estimate': a {row.measure} has its two ends and no estimate")
    if not ranges and (row.estimate is None) != (row.measure == "no estimate"):
        raise ValueError(f"{where}, column 'estimate': {row.estimate} does not fit the measure {row.measure!r}")
    if row.seen != "not seen" and row.checked is None:
        raise ValueError(f"{where}, column 'checked': empty; write the day on which the row was last compared")
    if row.seen in PLACE and not PLACE[row.seen].search(row.read_at):
        needed = "page, table, figure or section" if row.seen == "full text" else "abstract"
        raise ValueError(f"{where}, column 'read_at': {row.read_at!r} was seen in the {row.seen}; name the {needed}")


def field_of(name):
    """The field of Row that holds the column `name`; `class` is a word of Python, so its field is `kind`."""
    if name == "class" or name == "kind":
        return "kind"
    if name not in COLUMNS:
        refuse("evidence", f"there is no column '{name}'", name, COLUMNS)
    return name
