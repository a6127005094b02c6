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

from ..errors import ModelError, refuse
from ..page.words import every, t
from ..sources import BOOK, citation_link, cite
from .row import COLUMNS, WORDS, field_of, read_row

TABLE = BOOK / "data" / "evidence.csv"


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
                refuse("evidence", f"no row has the {name} {value!r}", value, known, f"; there are {some}")
            rows = [row for row in rows if meets(getattr(row, field), value, exact)]
        return Evidence(rows)

    def stale(self, today, months=18):
        """The rows that were last checked more than `months` before the date `today`, the oldest first."""
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        limit = datetime.date(year, month + 1, min(today.day, 28))
        return Evidence(
            sorted((row for row in self if row.checked and row.checked < limit), key=lambda row: row.checked)
        )

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{name}</th>' for name in every(HEAD))
        body = "".join(html_row(row) for row in self)
        said = f"{t('{n} published comparisons.', n=len(self))} {t(SEEN_IN_TABLE)}"
        label = t("Evidence table")
        box = f'class="painlab-table" style="overflow-x:auto" tabindex="0" role="region" aria-label="{label}"'
        table = f"<caption>{said}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f"<div {box}><table>{table}</table></div>"

    def __repr__(self):
        lines = (
            f"{row.treatment}, {row.condition}, against {row.comparator}: {row.result} [{row.source}]" for row in self
        )
        return "\n".join(lines) or "no rows"


SEEN_IN_TABLE = (
    "Abstract only: nobody on this project has read the rest of that paper. Rows in italics have not been checked."
)
DEGREE = {"full text": "full text", "abstract": "abstract only", "summary": "a summary only", "not seen": "not checked"}
HEAD = ("treatment", "kind of pain", "compared with", "outcome", "result (95% interval)", "studies", "certainty",
        "source", "read at, checked")  # fmt: skip


def cells(row):
    """The texts of a row under HEAD, the source left as its citation."""
    people = f"{t(row.condition)}: {t(row.people)}" if row.people else t(row.condition)
    behind = ", ".join(
        t("{n:,} " + (word if n != 1 else word.rstrip("s")), n=n)
        for n, word in ((row.trials, "trials"), (row.participants, "people"))
        if n is not None
    )
    studies = f"{t(row.design)}{f' ({behind})' if behind else ''}"
    read = t(row.read_at.removeprefix("abstract: "))
    where = f"{t(DEGREE[row.seen])}: {read}{f', {row.checked}' if row.checked else ''}"
    source = cite(row.source, "evidence")
    told = (t(row.treatment), people, t(row.comparator), t(row.outcome), row.result)
    return (*told, studies, t(row.certainty), source, where)


def html_row(row):
    """A row of the table in HTML, its source a link; in italics where the course has not seen the paper."""
    first, *rest = (html.escape(text, quote=False) for text in cells(row))
    rest[6] = citation_link(row.source, "evidence")
    style = ' style="font-style:italic"' if row.seen == "not seen" else ""
    return f'<tr{style}><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in rest)}</tr>'


def evidence(*unnamed, verified=True, **wanted):
    """The evidence table, or the rows that fit: `evidence(condition="postherpetic neuralgia", certainty="moderate")`.

    Rows that nobody has checked in their source are left out; `verified=False` brings them in, marked. The other
    arguments are those of `Evidence.filter`. ValueError for what is wanted without the name of its column.
    """
    table = read_evidence(TABLE)
    if unnamed:
        holds = (name for name in WORDS if any(getattr(row, field_of(name)) == unnamed[0] for row in table))
        named = f"{field_of(next(holds, 'condition'))}={unnamed[0]!r}"
        raise ModelError(f"evidence: {unnamed[0]!r} stands without its column; write evidence({named})")
    if verified:
        table = Evidence(row for row in table if row.seen != "not seen")
    return table.filter(**wanted)


def comparison(*unnamed, **wanted):
    """The one checked comparison that fits, as a Row: `comparison(treatment="Pregabalin", measure="NNT", year=2015)`.

    ValueError where none or several fit.
    """
    rows = evidence(*unnamed, **wanted).rows
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
                refuse(path.name, f"there is no column '{name}'", name, COLUMNS)
        if missing := [name for name in COLUMNS if name not in reader.fieldnames]:
            raise ValueError(f"{path.name}: the column '{missing[0]}' is missing; add it ({COLUMNS[missing[0]]})")
        rows = [read_row(record, f"{path.name}, line {reader.line_num}") for record in reader]
    return Evidence(rows)


def meets(field, value, exact):
    """Does a field meet what is wanted: equal where `exact`, else holding its text in any case?"""
    return field == value if exact else str(value).casefold() in str(field).casefold()
