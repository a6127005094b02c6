"""What the prose owes its readers: a source for each number, no dose anywhere, and a known reading level."""

import json
import re

import pytest
from conftest import ROOT
from coursebook import prose

BOOK = ROOT / "book"
CHAPTERS = sorted(BOOK.glob("*/*.ipynb"))
PAGES = sorted(
    path
    for path in [*BOOK.glob("*.md"), *BOOK.glob("*/*.md"), *CHAPTERS]
    if not {"teaching", "assets"} & set(path.parts) and path.stem not in ("template", "bibliography", "reading-paths")
)
QUIZZES = [*sorted((BOOK / "data/quizzes").glob("*.json")), BOOK / "data/concept-inventory.json"]
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(BOOK)))
each_quiz = pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)

# --- numbers --------------------------------------------------------------------------------------------------------

# What is a name, a date or a place in the book, and measures nothing.
NAMES = re.compile(
    r"\b(chapters?|numbers?|runs?|notes?|levels?|exercises?|number box|boxes|claims?|figures?|parts?|questions?|lamina|"
    r"laminae|type|version|day|step|steps|discs?|axis|option|seeds?|Class|Table)\s+\d+(\s*(and|to|or|–)\s*\d+)?"
    r"|HLA-\S+|\|\s*\d+\."
    r"|\b(1[5-9]|20)\d\d(s|[–-]\d{2,4})?\b"
    r"|\b[A-Za-zα-ωΑ-Ωµ-]*[A-Za-zα-ω]-?\d[\w.]*"
    r"|\b\d+(st|nd|rd|th)\b|\b\d-[a-z]+",
    re.I,
)
# Numbers of a lab, of a model, or of our own making: labs, models and tests hold them.
OWN = re.compile(
    r"\b(lab|labs|model|models|simulat\w*|invented|our (own )?(calculation|setting|choice|settings)|ours|press|"
    r"preset|slider|python|circuits?|output|explorer|crowd|example|suppose|made up|run \d|"
    r"first look|the twist|break it|say it back|now predict)\b|[\"(]#[a-z_]+/1",
    re.I,
)
# Invented people: the five, and whoever has a case.
PEOPLE = re.compile(r"\b(Rosa|Samuel|Priya|June|Lena|Marek|Ms\.? [A-Z]\b|Mr\.? [A-Z]\b)")
STORIES = re.compile(r"^(A case|A worked case|Exercises|Predict|Run \d|Your session|Where this model|The bench)", re.I)
BESIDE_A_LAB = "What this lab does not say"
SCALES = re.compile(
    r"\(?\b0 to 10\b\)?|0–10|\bof 100\b(?! people)|per 100\b|24 hours|\b95%\s+(confidence )?intervals?\b"
)

# (page, beginning of the paragraph): why it needs no source.
ALLOWED = {
    ("sensitization/amplifiers-on-one-map.md", "| where | what gets louder |"): "it counts the nine amplifiers",
    ("physiology/what-is-pain.ipynb", "Usually they go together"): "asks for a guess; the answer is cited below it",
    ("reference/glossary.md", "Confidence interval"): "what 95% means",
    ("reference/glossary.md", "Responder"): "two usual marks, no finding",
    ("reference/evidence.ipynb", "**The result**"): "what 95% means",
    ("sensitization/injured-nerve.ipynb", "*Why the toes?*"): "how old an invented man's toes are",
    ("sensitization/peripheral-sensitization.ipynb", "She checks the dial"): "the opening scene",
    ("sensitization/peripheral-sensitization.ipynb", "Why so little at 45"): "the lab above it, held by its tests",
    ("treatment/drugs-on-the-pathway.ipynb", '**"NNT 8'): "a misreading of an example above",
    ("treatment/reading-evidence.ipynb", "An {term}`interval"): "what 95% means",
    ("treatment/reading-evidence.ipynb", "Not every trial counts"): "an example",
    ("treatment/the-amplifier.ipynb", "You have seen one treatment"): "its lab, held by its tests",
    ("treatment/the-amplifier.ipynb", "What survives is a way"): "an example",
    ("treatment/the-amplifier.ipynb", "| **lesion** |"): "its lab, held by its tests",
    ("treatment/why-people-get-better.ipynb", "A clinic posts its audit"): "an invented clinic; run 3 computes it",
}


def number_bearing(text):
    """The sentences of a paragraph that state a number, in digits; a question states none."""
    bare = SCALES.sub(" ", NAMES.sub(" ", prose.plain(text)))
    return [
        sentence
        for sentence in prose.sentences(bare)
        if re.search(r"\d", sentence) and not sentence.rstrip('*_"”)').endswith("?")
    ]


def unsourced(path):
    """Paragraphs with a number that have neither a citation nor a reason to go without."""
    for block in prose.blocks(path):
        if (
            block.kind == "definition"
            or STORIES.match(block.heading)
            or {"exercise", "solution"} & set(block.directives)
        ):
            continue
        if not number_bearing(block.text) or "{cite" in block.text or "cite:" in block.text:
            continue
        if BESIDE_A_LAB in block.titles:
            continue
        if OWN.search(block.text) or PEOPLE.search(block.text) or "$" in block.text:
            continue
        yield block.text


@each_page
def test_a_paragraph_that_states_a_number_cites_where_it_comes_from(path):
    name = path.relative_to(BOOK).as_posix()
    found = [text for text in unsourced(path) if not any(page == name and text.startswith(a) for page, a in ALLOWED)]
    assert not found, f"{name}: cite the source, or say that the number is a lab's or ours:\n" + "\n".join(
        f"- {prose.plain(text)[:160]}" for text in found
    )


def test_every_exception_is_still_needed():
    for page, beginning in ALLOWED:
        assert any(text.startswith(beginning) for text in unsourced(BOOK / page)), f"drop {beginning!r} of {page}"


@each_quiz
def test_a_question_that_states_a_number_names_its_source_or_the_lab(path):
    for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
        said = " ".join(texts(item))
        if item.get("source") or OWN.search(said) or PEOPLE.search(said) or len(re.findall(r"\d+", item["stem"])) > 1:
            continue  # what a stem states and asks to reckon with is an example
        stated = [text for text in texts(item) if re.search(r"\d\s?%|\d+ of \d+", text)]
        assert not stated, f"{item['id']}: {stated[0]!r} needs a source"


def texts(item):
    """All texts of a question."""
    entries = [*item.get("options", []), *item.get("cards", []), *item.get("wrong", [])]
    entries += [one for card in item.get("cards", []) for one in card.get("sentences", [])]
    return [item["stem"], item.get("reason", ""), *(entry.get(k, "") for entry in entries for k in ("text", "reason"))]


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        ("# T\n\nIn one study 14 people were well.\n", 1),
        ("# T\n\n- In one study 14 people were well.\n- Nobody else was.\n", 1),
        ("# T\n\n| who | share |\n|---|---|\n| adults | 24% |\n", 1),
        ("# T\n\nIn one study 14 people were well {cite:p}`raja2020definition`.\n\nAnother had 15.\n", 1),
        ("# T\n\nIn the lab 14 people are well.\n\nWere it 15?\n", 0),
        ("# T\n\n## A case: the knee\n\nHe is 14 and was well for 3 days.\n", 0),
        ("# T\n\n:::{admonition} What this lab does not say\nIt needs 14 of them.\n:::\n", 0),
    ],
)
def test_a_number_without_a_source_is_found_and_a_labs_own_is_not(tmp_path, page, missing):
    path = tmp_path / "page.md"
    path.write_text(page, encoding="utf-8")
    assert len(list(unsourced(path))) == missing


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In 1965 two people proposed a gate.", 0),
        ("See chapter 3, run 2 and note 6; Nav1.7 and TRPV1 are channels of C2 and T6.", 0),
        ("Pain is rated from 0 to 10, and the 2nd rating counts.", 0),
        ("It was found in 14 people. They were well.", 1),
        ("The odds were 2.24 times as high. So were 30%. In 1992 nobody knew.", 2),
    ],
)
def test_a_number_is_told_from_a_name_and_a_date(text, count):
    assert len(number_bearing(text)) == count


# --- doses ----------------------------------------------------------------------------------------------------------

DOSE = re.compile(
    r"\d[\d.,]*\s?(?:mg|mcg|[µμ]g|mL|ml|cc|IU|(?i:micrograms?|milligrams?|milliliters?))(?![\w²]|/[cdm]?[mL])"
    r"|\d[\d.,]*\s?%\s(?i:capsaicin|lidocaine|patch|patches|plaster|cream|gel|ointment|solution)"
    r"|(?i:\b(?:one|two|three|four|\d+)\s(?:tablets?|pills?|capsules?|drops|puffs)\s(?:a|per|each|every|twice|three)\b)"
    r"|(?i:\b(?:once|twice|three times|\d+ times)\s(?:a day|daily)\b)"
)
CONCENTRATION = re.compile(r"\d[\d.,]*\s?(?:[µμu]M|nM)\b")
# (file, text): what looks like a dose and is none.
NO_DOSE = {}
# Where a concentration may stand: at a fiber in a dish, in a published model.
BENCH = {
    "widgets/painlab/labs/c_fiber.py",
    "widgets/painlab/models/c_fiber.py",
    "widgets/painlab/figures/chapters/drugs_on_the_pathway.py",
    "book/treatment/drugs-on-the-pathway.ipynb",
    "book/teaching/drugs-on-the-pathway.md",
}


def found_in_the_book(pattern):
    """(file, text) of all that a pattern finds in pages, questions, labs, models and figures."""
    files = [
        *BOOK.glob("*.md"),
        *BOOK.glob("*/*.md"),
        *CHAPTERS,
        *BOOK.glob("data/**/*.json"),
        BOOK / "data/evidence.csv",
    ]
    files += [
        path
        for part in ("labs", "models", "figures/chapters")
        for path in (ROOT / "widgets/painlab" / part).glob("*.py")
    ]
    found = set()
    for path in files:
        text = prose.markdown(path) if path.suffix in (".md", ".ipynb") else path.read_text(encoding="utf-8")
        found |= {(path.relative_to(ROOT).as_posix(), match[0].strip()) for match in pattern.finditer(text)}
    return found


def test_nothing_in_the_book_reads_like_a_dose():
    found = found_in_the_book(DOSE)
    strange = sorted(found - NO_DOSE.keys())
    assert not strange, f"take it out; if it is no dose, say so in NO_DOSE: {strange}"
    assert NO_DOSE.keys() <= found, f"no longer there: {sorted(NO_DOSE.keys() - found)}"


def test_a_concentration_stands_only_beside_a_published_bench_model():
    found = {file for file, _ in found_in_the_book(CONCENTRATION)}
    assert found <= BENCH, f"take it out, or name the file in BENCH: {sorted(found - BENCH)}"
    assert found >= BENCH, f"no longer in: {sorted(BENCH - found)}"


@pytest.mark.parametrize(
    "text", ["300 mg", "75 to 150 mg/day", "0.5 mL", "5% lidocaine", "two tablets a day", "twice daily"]
)
def test_a_dose_is_recognized(text):
    assert DOSE.search(f"He was given {text} in the evening.")


@pytest.mark.parametrize("text", ["30 mm", "5 mV", "2 mg/cm²", "20 % of people", "ten sessions", "10 µm"])
def test_a_length_or_a_share_is_no_dose(text):
    assert not DOSE.search(f"It was {text} there.")


# --- reading level --------------------------------------------------------------------------------------------------

# fmt: off
SYLLABLES = {  # as the CMU Pronouncing Dictionary has them
    "the": 1, "people": 2, "something": 2, "question": 2, "neuron": 2, "chronic": 2, "sensory": 3, "measured": 2,
    "painful": 2, "inflammation": 4, "receptor": 3, "signal": 2, "inhibition": 4, "interval": 3, "therapy": 3,
    "needed": 2, "walked": 1, "hurts": 1, "places": 2, "changes": 2, "bones": 1, "medicine": 3, "damage": 2,
    "tissue": 2, "disease": 2, "definition": 4, "population": 4, "emotional": 4, "unpleasant": 3, "severe": 2,
    "numbness": 2, "burning": 2, "touched": 1, "fibers": 2, "spinal": 2, "synapse": 2, "surgery": 3, "reliable": 4,
    "social": 2, "physician": 3, "acupuncture": 4, "electrical": 4, "psychological": 5, "variation": 4, "injury": 3,
    "scale": 1, "table": 2, "little": 2, "mechanism": 4, "experience": 4, "associated": 5, "million": 2, "area": 3,
    "different": 2, "several": 2, "average": 2, "created": 3, "science": 2, "idea": 3, "quiet": 2, "useful": 2,
}
# fmt: on


def test_syllables_are_counted_nearly_as_a_dictionary_has_them():
    wrong = {word: prose.syllables(word) for word, right in SYLLABLES.items() if prose.syllables(word) != right}
    assert len(wrong) <= len(SYLLABLES) / 4 and all(abs(SYLLABLES[word] - n) == 1 for word, n in wrong.items()), wrong
    assert abs(sum(map(prose.syllables, SYLLABLES)) - sum(SYLLABLES.values())) <= 0.03 * sum(SYLLABLES.values())


def test_the_grade_is_the_formula_of_flesch_and_kincaid():
    text = "The nurse measured the painful area. " * 10  # 6 words and 11 syllables a sentence
    assert prose.grade([text.strip()]) == pytest.approx(0.39 * 6 + 11.8 * (1 + 1 + 2 + 1 + 2 + 2) / 6 - 15.59)
    assert prose.grade(["Too short."]) is None


def test_citations_formulas_and_marks_are_no_words():
    text = "The **pain** of {term}`nociceptors <Nociceptor>` [rose](there.md) by $x^2$ {cite:p}`raja2020definition`."
    assert prose.plain(text) == "The pain of nociceptors rose by ."


def test_a_number_a_title_and_an_initial_end_no_sentence():
    assert len(prose.sentences("Ms. A is 34. It was 2.5 points (p. 7). “Is it?” she said. Yes!")) == 4


def test_solutions_tables_and_headings_are_not_measured(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# T ●\n\n**Run in.** Some words that are read.\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        ":::{solution} x\nNot this one.\n:::\n"
    )
    assert prose.prose(page) == prose.prose(page, patient=True) == ["Some words that are read."]


def test_every_page_with_enough_prose_has_a_grade_within_reason():
    measured = prose.table(ROOT)
    assert {"book/physiology/what-is-pain", "book/treatment/why-people-get-better"} <= {name for name, *_ in measured}
    for name, _, whole, marked in measured:
        assert whole < 13, f"{name}: grade {whole:.1f} is above 13; split the longest sentences"
        assert marked is None or marked <= 9, f"{name}: grade {marked:.1f} of the sections marked ●; 9 is the limit"
