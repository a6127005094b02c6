"""The invented people: one person, one name, one age, as the table in CONTRIBUTING.md tells authors."""

import json
import re

import pytest
from conftest import ROOT

BOOK = ROOT / "book"
EVERYWHERE = "the whole course"
NAME = r"(?:M[rs]s?\.? [A-Z]\b|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
# "Rosa, who is 71," · "Ms. D is 47, and" · "Mr. H., 71, who" · "**Paulo**, 52, joiner" · "Rosa Delgado, 71"
AGE = re.compile(rf"({NAME})\.?(?:\*\*)?(?:, who is | is |, )(\d\d)(?=,? and |,? who |, [a-z]|, and |[.)]\s|\s*\n)")


def table():
    """The rows of the table: name, age, who, where."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## The people")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return [(name, age, [place.strip() for place in where.split(",")]) for name, age, _, where in rows[2:]]


def called(name):
    """What a person is called in a text: the first name, or title and letter."""
    return name if name[:2] in ("Mr", "Ms") else name.split()[0]


def prose():
    """(stem, text) of each page, quiz and note."""
    for path in sorted([*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb"), *BOOK.glob("data/**/*.json")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        yield path.stem, text


def with_quizzes(chapter):
    """A chapter, and the quizzes that it asks."""
    (path,) = BOOK.glob(f"*/{chapter}.ipynb")
    return {chapter, *re.findall(r'\bquiz\(\\"([\w-]+)', path.read_text(encoding="utf-8"))}


TEXTS = list(prose())
PEOPLE = {called(name): (name, age, where) for name, age, where in table()}


def test_no_two_people_share_a_name():
    names = [called(name) for name, *_ in table()]
    assert sorted(names) == sorted(set(names)), "give the newer of the two another name"


def test_whoever_is_given_an_age_is_in_the_table_with_that_age():
    found = {(stem, called(name), age) for stem, text in TEXTS for name, age in AGE.findall(text)}
    assert len(found) > 20, "the pattern of an introduction no longer finds the people"
    for stem, name, age in sorted(found):
        assert name in PEOPLE, f"{stem}: {name}, {age}, is not in the table of CONTRIBUTING.md"
        assert PEOPLE[name][1] == age, f"{stem}: {name} is {age}, and {PEOPLE[name][1]} in the table of CONTRIBUTING.md"


def test_whoever_has_a_letter_is_in_the_table():
    for stem, text in TEXTS:
        for name in set(re.findall(r"\bM[rs]s?\.? [A-Z]\b", text)):
            assert name in PEOPLE, f"{stem}: {name} is not in the table of CONTRIBUTING.md"


@pytest.mark.parametrize("name", [name for name, (*_, where) in PEOPLE.items() if where != [EVERYWHERE]])
def test_a_person_is_found_where_the_table_says_and_nowhere_else(name):
    *_, chapters = PEOPLE[name]
    allowed = {place for chapter in chapters for place in with_quizzes(chapter)}
    here = rf"\b{re.escape(name)}\b(?! [A-Z])"  # Walter, and not an author called Walter Magerl
    places = {stem for stem, text in TEXTS if re.search(here, text)}
    assert set(chapters) <= places <= allowed, f"{name} is in {sorted(places)}; CONTRIBUTING.md says {chapters}"
