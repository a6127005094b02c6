"""The evidence table: its rows, what refuses a wrong one, and which rows are due for another look."""

import ast
import csv
import datetime
import math
import re
import warnings

import pytest
from conftest import ROOT
from coursebook.degrees import degrees
from painlab import evidence
from painlab.evidence import COLUMNS, TABLE, Evidence, comparison, read_evidence
from painlab.sources import BIBLIOGRAPHY

EVERY = evidence(verified=False)


def one(**wanted):
    rows = evidence(verified=False, **wanted).rows
    assert len(rows) == 1, rows
    return rows[0]


# --- what the rows say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatment", "measure", "printed"),
    [
        ("Tricyclic", "NNT", (3.6, 3.0, 4.4)),
        ("SNRIs", "NNT", (6.4, 5.2, 8.4)),
        ("Pregabalin", "NNT", (7.7, 6.5, 9.4)),
        ("Tramadol", "NNH", (12.6, 8.4, 25.3)),
        ("Strong opioids", "NNH", (11.7, 8.4, 19.3)),
        ("Tapentadol", "NNT", (10.2, 5.3, 185.5)),
        ("Capsaicin", "NNT", (10.6, 7.4, 19.0)),
    ],
)
def test_a_row_has_the_numbers_that_the_review_of_2015_prints(treatment, measure, printed):
    row = one(treatment=treatment, measure=measure, source="finnerup2015")
    assert (row.estimate, row.low, row.high) == printed


def by_hand(p, n, q, m):
    """Difference of two shares and its interval from the normal curve, as textbooks write it."""
    half = 1.96 * math.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return p - q, p - q - half, p - q + half


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ("gilmore2019", (7 / 12, 12, 2 / 14, 14)),
        ("ashar2022", (33 / 50, 50, 10 / 51, 51)),
        ("deer2017", (0.812, 76, 0.557, 76)),
    ],
)
def test_a_derived_number_to_treat_follows_from_the_counts_of_its_trial(source, counts):
    row, (mid, low, high) = one(source=source), by_hand(*counts)
    assert [row.estimate, row.low, row.high] == [round(1 / mid, 1), round(1 / high, 1), round(1 / low, 1)]


def test_a_derived_risk_difference_follows_from_the_shares_of_its_trial():
    row, more = one(source="haanpaa2016"), by_hand(0.557, 282, 0.545, 277)
    assert [row.estimate, row.low, row.high] == pytest.approx([100 * x for x in more], abs=0.06)


def test_extra_people_of_100_are_the_inverse_of_a_number_to_treat_and_pass_0_where_it_passes_infinity():
    assert one(treatment="Pregabalin", measure="NNT", year=2015).extra == pytest.approx(
        (100 / 7.7, 100 / 9.4, 100 / 6.5)
    )
    other = one(treatment="other people", source="demant2014")
    assert math.isinf(other.high)
    mid, low, high = other.extra
    assert (mid, high) == pytest.approx((100 / 13, 100 / 5.3))
    assert low == pytest.approx(-3.5, abs=0.05)
    with pytest.raises(ValueError, match="only NNT, NNH and RD are numbers of people"):
        _ = one(source="johnson2022").extra


def test_an_interval_that_is_printed_up_to_infinity_holds_no_difference():
    for row in EVERY:
        if row.measure in ("NNT", "NNH") and row.high and math.isinf(row.high):
            _, low, high = row.extra
            assert low <= 0 < high, f"{row.treatment}: {row.extra}"


def test_the_end_that_its_source_leaves_out_may_be_reckoned_by_symmetry_as_the_other_interval_of_that_trial_has_it():
    mid, low, high = one(treatment="irritable nociceptors", source="demant2014").extra
    assert high - mid == pytest.approx(mid - low, abs=0.6)


def test_rows_that_nobody_has_checked_are_hidden_until_asked_for():
    hidden = [row for row in EVERY if row.seen == "not seen"]
    assert len(hidden) == 6 and {row.source for row in hidden} == {"soliman2025"}
    assert len(evidence()) == len(EVERY) - len(hidden)
    assert not any(row.seen == "not seen" for row in evidence())


def test_no_row_prints_a_number_from_memory_and_an_interval_is_printed_only_where_it_was_read():
    for row in EVERY:
        assert "memory" not in row.read_at + row.note, f"{row.treatment}: {row.read_at}"
        assert row.seen != "not seen" or row.low is None, f"{row.treatment}: an interval that nobody has read"


def test_the_newer_current_is_compared_with_the_older_in_the_back_and_in_the_leg():
    rows = evidence(source="kapural2015").rows
    assert [(row.outcome.split()[0], row.estimate, row.low, row.high) for row in rows] == [
        ("back", 1.9, 1.4, 2.5),
        ("leg", 1.5, 1.2, 1.9),
    ]


def test_the_largest_trial_of_needles_against_sham_in_sciatica_is_as_its_abstract_prints_it():
    row = one(source="tu2024sciatica")
    assert (row.estimate, row.low, row.high, row.participants) == (-16.0, -21.3, -10.6, 216)
    assert row.gain == (16.0, 10.6, 21.3)


def test_readers_are_told_by_which_degree_a_row_was_seen():
    said = {row.seen: evidence(verified=False, source=row.source, seen=row.seen)._repr_html_() for row in EVERY}
    told = {"full text": "full text: ", "abstract": "abstract only: ", "summary": "a summary only: "}
    for seen, words in told.items():
        assert words in said[seen] and "Abstract only: nobody on this project" in said[seen]
    assert "not checked: " in said["not seen"]


def test_the_pages_say_how_many_rows_were_read_in_full_in_the_abstract_or_not_at_all():
    with TABLE.open(encoding="utf-8", newline="") as file:
        seen = [row["seen"] for row in csv.DictReader(file)]
    kinds = ("full text", "abstract", "summary", "not seen")
    said = [int(number) for number in re.findall(r"\d+", degrees(EVERY))]
    assert said == [len(seen), *map(seen.count, kinds)] and said[0] == sum(said[1:])
    assert said[2] > said[0] / 2, "the pages say that most were read in abstracts"
    page = (ROOT / "book/reference/how-it-was-checked.md").read_text(encoding="utf-8")
    assert "```{degrees}" in page and not re.search(r"\d+ rows|of \d+", page)


def test_one_comparison_is_wanted_and_several_are_refused():
    assert comparison(source="ju2017").participants == 45
    with pytest.raises(ValueError, match="rows fit, and one is wanted; say more. They are Acupuncture, chronic pain"):
        comparison(source="vickers2012")


# --- one number, one place ----------------------------------------------------------------------------------------


def typed(node):
    """The numbers that stand directly in a tuple, a list, a dictionary or a call, with their signs."""
    for child in ast.iter_child_nodes(node):
        sign = 1
        if isinstance(child, ast.UnaryOp) and isinstance(child.op, ast.USub):
            child, sign = child.operand, -1
        if isinstance(child, ast.Constant) and type(child.value) in (int, float):
            yield sign * child.value


def retyped(source, rows):
    """(line, row) for every three numbers in a row that are a row's estimate and interval, also as points of 10."""
    wanted = []
    for row in rows:
        if None not in (row.estimate, row.low, row.high):
            triple = (row.estimate, row.low, row.high)
            signs = [triple, tuple(-x for x in triple)]
            wanted += [(row, 1e-9, sorted(one)) for one in signs]
            if scale := {"points of 100": 0.1, "points of 10": 10}.get(row.unit):  # on the other scale, rounded
                wanted += [(row, 0.0051, sorted(x * scale for x in one)) for one in signs]
    for node in ast.walk(ast.parse(source)):
        numbers = list(typed(node))
        for k in range(len(numbers) - 2):
            three = sorted(numbers[k : k + 3])
            for row, near, triple in wanted:
                if all(abs(a - b) <= near for a, b in zip(three, triple, strict=True)):
                    yield node.lineno, row


PICTURES = [path for room in ("figures", "labs") for path in sorted((ROOT / "widgets/painlab" / room).rglob("*.py"))]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_published_estimate_with_its_interval_is_typed_again_in_a_figure_or_a_lab(path):
    found = list(retyped(path.read_text(encoding="utf-8"), EVERY))
    assert not found, "read the evidence table: " + "; ".join(f"line {n}: {row.source}" for n, row in found)


@pytest.mark.parametrize(
    "source, found",
    [
        ('A = ("pregabalin", 7.7, 6.5, 9.4)', True),
        ("A = (0.49, 0.11, 0.88)", True),
        ("f(mid=1, at=[4, -0.2, 8.2])", True),
        ("A = (7.7, 6.5)", False),
        ("axes.set(xticks=(0.1, 0.3, 0.5))", False),
    ],
)
def test_a_retyped_estimate_is_found_in_other_units_and_with_the_other_sign(source, found):
    assert bool(list(retyped(source, EVERY))) == found


def test_every_source_can_be_given_completely():
    text = BIBLIOGRAPHY.read_text(encoding="utf-8")
    for key in set(EVERY.column("source")):
        entry = re.search(rf"@\w+{{\s*{key},.*?(?=\n@|\Z)", text, re.DOTALL)[0]
        for field in (r"author\s*=", r"title\s*=", r"year\s*=", r"(?:doi|pmid|url)\s*="):
            assert re.search(field, entry), f"{key}: {field}"


def test_the_documented_columns_are_those_of_the_file_in_their_order():
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(COLUMNS) == list(EVERY.columns)


@pytest.mark.parametrize(
    "in_book, goal", [(True, "cite:derry2017"), (False, "https://doi.org/10.1002/14651858.CD007393")]
)
def test_the_html_table_names_its_columns_and_rows_and_leads_to_every_source(in_book, goal, monkeypatch):
    monkeypatch.delenv("PAINLAB_BOOK", raising=False)
    if in_book:
        monkeypatch.setenv("PAINLAB_BOOK", "1")
    text = evidence(condition="postherpetic neuralgia")._repr_html_()
    assert text.count('scope="row"') == 3 and text.count('scope="col"') == 9
    assert f'href="{goal}' in text and "NNT 8.8 (5.3 to 26)" in text


# --- filters ------------------------------------------------------------------------------------------------------


def test_filters_narrow_the_table_and_narrow_it_again():
    sham = evidence(condition="neuropathic pain, mixed", control="placebo or sham")
    assert 0 < len(sham.filter(measure="NNT", kind="opioid")) < len(sham) < len(evidence())
    assert {row.kind for row in sham.filter(**{"class": "opioid"})} == {"opioid"}
    assert {row.treatment for row in evidence(treatment="gabapentin, imm")} == {"Gabapentin, immediate release"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            {"condition": "diabetic neuropaty"},
            "no row has the condition 'diabetic neuropaty'; did you mean 'diabetic neuropathy'?",
        ),
        ({"treatmnt": "x"}, "there is no column 'treatmnt'; did you mean 'treatment'?"),
        ({"certainty": "sure"}, "no row has the certainty 'sure'; there are high, low, moderate, not graded, very low"),
    ],
)
def test_a_filter_that_fits_nothing_names_the_nearest_word(wanted, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        evidence(**wanted)


@pytest.mark.parametrize(
    "unnamed, said",
    [
        ("postherpetic neuralgia", "write evidence(condition='postherpetic neuralgia')"),
        ("opioid", "write evidence(kind='opioid')"),
        (3, "3 stands without its column; write evidence(condition=3)"),
    ],
)
def test_what_is_wanted_without_its_column_is_refused_with_the_column(unnamed, said):
    for ask in (evidence, comparison):
        with pytest.raises(ValueError, match=re.escape(said)):
            ask(unnamed)


# --- what refuses a wrong row -------------------------------------------------------------------------------------

GOOD = dict.fromkeys(COLUMNS, "") | {
    "treatment": "Walking", "class": "rehabilitation", "site": "several", "condition": "diabetic neuropathy",
    "control": "placebo or sham", "comparator": "stretching", "outcome": "50% pain relief", "measure": "NNT",
    "unit": "people", "estimate": "8", "low": "5", "high": "20", "design": "single trial", "certainty": "low",
    "source": "finnerup2015", "year": "2015", "seen": "abstract", "read_at": "abstract", "checked": "2026-11-24",
}  # fmt: skip


def read(tmp_path, changes=None, columns=tuple(COLUMNS)):
    path = tmp_path / "evidence.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerow(GOOD)
        writer.writerow(GOOD | (changes or {}))
    return read_evidence(path)


def test_a_right_row_is_read(tmp_path):
    assert read(tmp_path).rows[1].result == "NNT 8 (5 to 20)"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"class": "opiod"}, "line 3, column 'class': unknown word 'opiod'; did you mean 'opioid'?"),
        ({"condition": "toothache"}, "line 3, column 'condition': unknown word 'toothache'; there are acute pain, "),
        ({"source": "finerup2015"}, "source 'finerup2015' is not in book/references.bib; did you mean 'finnerup2015'?"),
        ({"estimate": "eight"}, "line 3, column 'estimate': 'eight' is no number"),
        ({"low": "9"}, "line 3, column 'estimate': 8 is outside 9 to 20"),
        ({"low": "30"}, "line 3, column 'low': 30 is above 'high', 20; swap them"),
        ({"high": ""}, "columns 'low' and 'high': give both ends of the interval or neither"),
        ({"estimate": ""}, "column 'estimate': None does not fit the measure 'NNT'"),
        ({"unit": "peple"}, "column 'unit': a NNT has no unit 'peple'; did you mean 'people'?"),
        ({"measure": "SMD", "unit": "SD"}, "column 'better': empty; say whether lower or higher favors the treatment"),
        ({"measure": "range of NNT"}, "a range of NNT has its two ends and no estimate"),
        ({"checked": "24 Nov 2026"}, "column 'checked': '24 Nov 2026' is no date; write it as 2026-11-24"),
        ({"checked": ""}, "column 'checked': empty; write the day on which the row was last compared"),
        ({"seen": "abstrat"}, "line 3, column 'seen': unknown word 'abstrat'; did you mean 'abstract'?"),
        ({"read_at": "pubmed"}, "column 'read_at': 'pubmed' was seen in the abstract; name the abstract"),
        ({"seen": "full text"}, "'abstract' was seen in the full text; name the page, table, figure or section"),
        ({"treatment": " "}, "line 3, column 'treatment': empty; write what was tried"),
        ({"treatment": "Capsaicin 8% patch"}, "column 'treatment': '8% patch' reads like a dose"),
        ({"note": "given 300 mg at night"}, "column 'note': '300 mg' reads like a dose; leave doses out of the table"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_line_column_and_remedy(tmp_path, changes, said):
    with pytest.raises(ValueError, match=re.escape(said)) as error:
        read(tmp_path, changes)
    assert str(error.value).startswith("evidence.csv, line 3")


def test_a_missing_or_misspelled_column_is_refused(tmp_path):
    with pytest.raises(ValueError, match="the column 'note' is missing; add it"):
        read(tmp_path, columns=tuple(COLUMNS)[:-1])
    with pytest.raises(ValueError, match="there is no column 'treatmnt'; did you mean 'treatment'?"):
        read(tmp_path, columns=("treatmnt", *COLUMNS))


# --- age ----------------------------------------------------------------------------------------------------------


def test_rows_are_due_when_they_were_not_checked_for_eighteen_months():
    row = EVERY.rows[0]
    day = row.checked
    later = datetime.date(day.year + 1, day.month, day.day) + datetime.timedelta(days=181)
    assert len(Evidence([row]).stale(later)) == 0
    assert Evidence([row]).stale(later + datetime.timedelta(days=8)).rows == (row,)


def test_the_rows_that_are_due_today_are_listed_in_the_report_of_the_tests():
    due = EVERY.stale(datetime.date.today())
    lines = [f"{row.checked}  {row.treatment}, {row.condition}: {row.result} [{row.source}]" for row in due]
    if lines:
        where = TABLE.relative_to(ROOT)
        warnings.warn(f"{where}: not checked for 18 months\n" + "\n".join(lines), stacklevel=1)
    assert len(lines) == len({(row.treatment, row.outcome, row.source, row.measure) for row in due})
