"""What a chapter says around a lab: how it is answered, how many controls are shown, and no answer before it."""

import json
import re

import pytest
from conftest import ROOT
from painlab.lab import load

NUMBERS = {word: number for number, word in enumerate("one two three four five six seven".split(), 1)}
CHAPTERS = sorted([*(ROOT / "book/physiology").glob("*.ipynb"), *(ROOT / "book/sensitization").glob("*.ipynb")])


def around_labs(path):
    """(name of the lab, text since the lab before it, text up to the next lab) for each lab of a chapter."""
    texts = re.split(r'^lab\("(\w+)"\)$', "\n".join(sources(path)), flags=re.M)
    return list(zip(texts[1::2], texts[0::2], texts[2::2], strict=False))


def sources(path):
    """The sources of a notebook's cells, in order."""
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_session_shows_as_many_controls_as_its_lab_offers(path):
    for name, _, after in around_labs(path):
        levels = [row.level for row in load(name).described]
        offered = {sum(level <= limit for level in levels) for limit in levels}
        asked = {NUMBERS[word] for word in re.findall(r"[Ss]how (?:all )?(\w+) controls", after) if word in NUMBERS}
        assert asked <= offered, f"{path.stem}: {name} offers {sorted(offered)}"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_where_a_lab_asks_for_a_drawing_the_chapter_says_so_before_it(path):
    for name, before, _ in around_labs(path):
        if (guess := load(name).guess) and guess.at:
            assert re.search(r"\bdraw\b", before[-1500:], re.I), f"{path.stem}: {name} is answered by drawing"


@pytest.mark.parametrize(
    "chapter, lab, answer",
    [
        ("physiology/nociceptors", "nociceptor", 'figure("nociceptors/too-little-too-much")'),
        ("physiology/nociceptors", "nociceptor", "19.1 pA"),
        ("physiology/turning-pain-up-and-down", "expectation_static", "whichever"),
        ("sensitization/central-sensitization", "windup", 'figure("central-sensitization/tail-and-door")'),
        ("sensitization/central-sensitization", "windup", "3.5 at one a second"),
        ("sensitization/central-sensitization", "memory", "What prevents need not cure"),
        ("sensitization/lost-inhibition", "chloride", 'figure("lost-inhibition/battery")'),
        (
            "sensitization/reading-central-sensitization-critically",
            "what_does_the_scale_measure",
            "most of whose items ask",
        ),
    ],
)
def test_a_chapter_does_not_answer_before_its_lab_has_asked(chapter, lab, answer):
    before = "\n".join(sources(ROOT / f"book/{chapter}.ipynb")).split(f'lab("{lab}")')[0]
    assert answer not in before


def test_the_pain_on_stroking_and_the_soreness_to_the_pin_have_a_time_each():
    # Torebjörk et al. 1992: stroking, 1 to 2 h; Zheng et al. 2009: the pin outlasts it
    text = "\n".join(sources(ROOT / "book/sensitization/central-sensitization.ipynb"))
    said = [line for line in re.split(r"(?<=[.?])\s", text) if "an hour or two" in line]
    assert len(said) == 4 and all(re.search(r"\bpin\b", line) for line in said), said
