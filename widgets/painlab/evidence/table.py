"""The evidence table: published comparisons, one a row, checked as they are read from `book/data/evidence.csv`.

A row says which treatment was compared with what, in whom, on which outcome; how large the difference was, with its 95%
interval; how certain its source calls it; and where the number was read. COLUMNS has the meaning of every column.

Differences are treatment minus comparator as the source measures them; `better` says which sign helps. An NNT or NNH
whose interval is printed up to infinity has `high` = inf: its risk difference holds 0, and the interval goes on beyond
infinity to a number on the other side, which the source does not print. Every row says by which degree its numbers were
seen. Nothing in the table is a dose.
"""

import csv
import datetime
import html
import math
import re
from dataclasses import dataclass

from ..errors import nearest
from ..sources import BOOK, citation_link, cite

TABLE = BOOK / "data" / "evidence.csv"

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
DOSE = re.compile(r"[\d.]+\s*(?:mg|µg|mcg|grams?|ml|units?|IU)\b|\b(?:once|twice) (?:a day|daily)", re.IGNORECASE)


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
        mid, low, high = (None if x is None else 100 / x for x in (self.estimate, self.high, self.low))
        return mid, min(0, 2 * mid - high) if low == 0 else low, high

    @property
    def gain(self):
        """(estimate, low, high) of a difference in its own unit, positive where the treatment is better."""
        if self.better == "lower":
            return tuple(None if x is None else -x for x in (self.estimate, self.high, self.low))
        return self.estimate, self.low, self.high

    @property
    def result(self):
        """The result as text: 'NNT 3.6 (3.0 to 4.4)'."""
        if self.measure == "no estimate":
            return "no estimate"
        if self.estimate is None:
            return f"{self.measure} {number(self.low)} to {number(self.high)}"
        ends = "" if self.low is None else f" ({number(self.low)} to {number(self.high)})"
        unit = {"people": "", "ratio": "", "SPID48": "", "SD": ""}.get(self.unit, f" {self.unit}")
        return f"{self.measure} {number(self.estimate)}{ends}{unit}"


def number(x):
    """A number as a table prints it: a true minus, ∞ for infinity."""
    return "∞" if math.isinf(x) else f"{x:g}".replace("-", "−")


class Evidence:
    """Rows of the evidence table: iterate over them, or take `column("estimate")`; in a notebook, an HTML table.

    `columns` = {name: meaning}; `rows` is a tuple of Row; `filter(...)` narrows it further.
    """

    columns = COLUMNS

    def __init__(self, rows):
        self.rows = tuple(rows)

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return iter(self.rows)

    def column(self, name):
        """The values of one column, in the order of the rows. ValueError for a name that is not in `columns`."""
        field = field_of(name)
        return [getattr(row, field) for row in self]

    def filter(self, **wanted):
        """The rows that fit. A word of WORDS, a year or a source must be met exactly; other texts need only contain it.

        `kind` stands for the column `class`. ValueError for an unknown column, or a word that no row has.
        """
        rows = self.rows
        for name, value in wanted.items():
            field, exact = field_of(name), name in WORDS or name in ("kind", "year", "source")
            if not any(meets(getattr(row, field), value, exact) for row in self.rows):
                known = sorted({str(getattr(row, field)) for row in self.rows})
                some = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
                remedy = nearest(value, known) or f"; there are {some}"
                raise ValueError(f"evidence: no row has the {name} {value!r}{remedy}")
            rows = [row for row in rows if meets(getattr(row, field), value, exact)]
        return Evidence(rows)

    def stale(self, today, months=18):
        """The rows that were last checked more than `months` before the date `today`, the oldest first."""
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        limit = datetime.date(year, month + 1, min(today.day, 28))
        return Evidence(sorted((r for r in self if r.checked and r.checked < limit), key=lambda r: r.checked))

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
        body = "".join(html_row(row) for row in self)
        said = f"{len(self)} published comparisons. {SEEN_IN_TABLE}"
        box = 'class="painlab-table" style="overflow-x:auto" tabindex="0" role="region" aria-label="Evidence table"'
        table = f"<caption>{said}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f"<div {box}><table>{table}</table></div>"

    def __repr__(self):
        lines = (f"{r.treatment}, {r.condition}, against {r.comparator}: {r.result} [{r.source}]" for r in self)
        return "\n".join(lines) or "no rows"


SEEN_IN_TABLE = (
    "Abstract only: nobody on this project has read the rest of that paper. Rows in italics have not been checked."
)
DEGREE = {"full text": "full text", "abstract": "abstract only", "summary": "a summary only", "not seen": "not checked"}
HEAD = ("treatment", "kind of pain", "compared with", "outcome", "result (95% interval)", "studies", "certainty",
        "source", "read at, checked")  # fmt: skip


def cells(row):
    """The texts of a row under HEAD, the source left as its citation."""
    people = f"{row.condition}: {row.people}" if row.people else row.condition
    behind = ", ".join(
        f"{n:,} {word if n != 1 else word.rstrip('s')}"
        for n, word in ((row.trials, "trials"), (row.participants, "people"))
        if n is not None
    )
    studies = f"{row.design}{f' ({behind})' if behind else ''}"
    where = f"{DEGREE[row.seen]}: {row.read_at.removeprefix('abstract: ')}{f', {row.checked}' if row.checked else ''}"
    source = cite(row.source, "evidence")
    return (row.treatment, people, row.comparator, row.outcome, row.result, studies, row.certainty, source, where)


def html_row(row):
    first, *rest = (html.escape(text, quote=False) for text in cells(row))
    rest[6] = citation_link(row.source, "evidence")
    style = ' style="font-style:italic"' if row.seen == "not seen" else ""
    return f'<tr{style}><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in rest)}</tr>'


def evidence(verified=True, **wanted):
    """The evidence table, or the rows that fit: `evidence(condition="postherpetic neuralgia", certainty="moderate")`.

    Rows that nobody has checked in their source are left out; `verified=False` brings them in, marked. The other
    arguments are those of `Evidence.filter`.
    """
    table = read_evidence(TABLE)
    if verified:
        table = Evidence(row for row in table if row.seen != "not seen")
    return table.filter(**wanted)


def comparison(**wanted):
    """The one checked comparison that fits, as a Row: `comparison(treatment="Pregabalin", measure="NNT", year=2015)`.

    ValueError where none or several fit.
    """
    rows = evidence(**wanted).rows
    if len(rows) > 1:
        told = "; ".join(f"{row.treatment}, {row.condition}, {row.outcome}" for row in rows)
        raise ValueError(f"evidence: {len(rows)} rows fit, and one is wanted; say more. They are {told}")
    return rows[0]


def read_evidence(path):
    """All rows of an evidence file. ValueError names file, line and column, and says what to do."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for name in reader.fieldnames:
            if name not in COLUMNS:
                remedy = nearest(name, COLUMNS) or f"; the columns are {', '.join(COLUMNS)}"
                raise ValueError(f"{path.name}: there is no column '{name}'{remedy}")
        if missing := [name for name in COLUMNS if name not in reader.fieldnames]:
            raise ValueError(f"{path.name}: the column '{missing[0]}' is missing; add it ({COLUMNS[missing[0]]})")
        rows = [read_row(record, f"{path.name}, line {reader.line_num}") for record in reader]
    return Evidence(rows)


def read_row(record, where):
    """One record of the file as a Row."""
    if None in record or None in record.values():
        raise ValueError(f"{where}: {len(COLUMNS)} cells are needed; quote a text that holds a comma")
    for name in REQUIRED:
        if not record[name].strip():
            raise ValueError(f"{where}, column '{name}': empty; write {COLUMNS[name]}")
    for name, words in WORDS.items():
        if record[name] not in words:
            remedy = nearest(record[name], words) or f"; use one of {', '.join(filter(None, words))}"
            raise ValueError(f"{where}, column '{name}': unknown word {record[name]!r}{remedy}")
    for name, text in record.items():
        if found := DOSE.search(text):
            raise ValueError(f"{where}, column '{name}': {found[0]!r} reads like a dose; leave doses out of the table")
    cite(record["source"], f"{where}, column 'source'")
    made = {field_of(name): text.strip() for name, text in record.items()}
    for name in ("estimate", "low", "high"):
        made[name] = read_number(record[name], float, f"{where}, column '{name}'")
    for name in ("trials", "participants", "year"):
        made[name] = read_number(record[name], int, f"{where}, column '{name}'")
    made["checked"] = read_date(record["checked"], f"{where}, column 'checked'")
    row = Row(**made)
    check_numbers(row, where)
    return row


def read_number(text, kind, where):
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no number; write one such as -0.5, or leave it empty") from None


def read_date(text, where):
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no date; write it as 2026-11-24") from None


def check_numbers(row, where):
    """The numbers of a row fit its measure and each other."""
    if row.unit not in UNITS[row.measure]:
        remedy = nearest(row.unit, UNITS[row.measure]) or f"; use {' or '.join(map(repr, UNITS[row.measure]))}"
        raise ValueError(f"{where}, column 'unit': a {row.measure} has no unit {row.unit!r}{remedy}")
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
        remedy = nearest(name, COLUMNS) or f"; there are {', '.join(COLUMNS)}"
        raise ValueError(f"evidence: there is no column '{name}'{remedy}")
    return name


def meets(found, value, exact):
    return found == value if exact else str(value).casefold() in str(found).casefold()
