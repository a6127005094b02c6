"""The page of nine amplifiers: every link opens a lab that stands on its page, at a state that shows what is said."""

import html
import re

import check_site
import pytest
from conftest import ROOT
from painlab.lab import load

PAGE = ROOT / "book/sensitization/amplifiers-on-one-map.md"
TEXT = PAGE.read_text(encoding="utf-8")
LINKS = re.findall(r'<a href="([^"#]+)\.html(#[^"]+)">', TEXT)


def run(fragment):
    """(lab, readouts) of the state that a fragment names."""
    made = load(re.match(r"#(\w+)/", fragment)[1])
    return made, made.run(**made.read_link(fragment)).readouts


def test_each_of_the_nine_amplifiers_has_a_lab_that_shows_it():
    sections = re.split(r"^## \d · ", TEXT, flags=re.M)[1:]
    assert len(sections) == 9
    assert [section.splitlines()[0] for section in sections if not re.search(r"See it\n: <a href=", section)] == []


@pytest.mark.parametrize(("page", "fragment"), LINKS)
def test_the_lab_of_a_link_stands_on_the_page_and_reads_the_state(page, fragment):
    made = load(re.match(r"#(\w+)/", fragment)[1])
    _, code = check_site.read((PAGE.parent / f"{page}.md").resolve())
    assert f"lab({made.name!r})" in code
    assert made.link(made.read_link(fragment)) == fragment


def test_the_link_of_drugs_on_the_pathway_opens_the_fiber_under_lidocaine():
    text, _ = check_site.read(ROOT / "book/treatment/drugs-on-the-pathway.ipynb")
    page, fragment = re.search(r'<a href="([^"#]+)\.html(#c_fiber/[^"]+)">', html.unescape(text)).groups()
    _, code = check_site.read((ROOT / f"book/treatment/{page}.md").resolve())
    made = load("c_fiber")
    assert "lab('c_fiber')" in code
    assert made.link(made.read_link(fragment)) == fragment


@pytest.mark.parametrize(
    ("fragment", "readouts", "printed"),
    [
        ("#heat/1?T=37&shift=-6", ["rate"], [10]),
        ("#tipping_point/1?gNa=2.5&gK=2", ["count"], [59]),
        ("#tipping_point/1", ["count"], [0]),
        ("#ectopic/1", ["count"], [99]),
        ("#ectopic/1?fNa=0.96", ["count"], [1]),
        ("#amplifier/1?E_GABA=-60&rho=0.6", ["brush"], [61]),
        ("#amplifier/1?rho=0.6", ["brush"], [0]),
        ("#windup/1?frequency=2", ["first", "last"], [7, 24]),
        ("#windup/1?frequency=0.33", ["first", "last"], [7, 8]),
        ("#chloride/1?gi=0.1", ["rate"], [98]),
        ("#chloride/1", ["rate"], [62]),
        ("#gate/1?fA=40&fC=1&gIP=0&lasts=5", ["end"], [38]),
        ("#amplifier/1?Dles=-0.4", ["mild", "brush"], [85, 0]),
        ("#amplifier/1", ["mild"], [4]),
        ("#expectation_static/1?SD_cue=0&q=90", ["report"], [79]),
        ("#expectation_static/1?SD_cue=0", ["report"], [41]),
    ],
)
def test_the_numbers_of_the_page_are_those_of_the_lab(fragment, readouts, printed):
    _, given = run(fragment)
    assert [round(float(given[name])) for name in readouts] == printed


def test_two_faults_rest_quietly_under_a_drug_and_answer_the_brush():
    _, given = run("#amplifier/1?gbp=0.25&fect=13&Aloss=0.3&E_GABA=-60")
    assert (round(given["resting"], 1), round(given["brush"], 1)) == (3.5, 99.6)


@pytest.mark.parametrize(("pulses", "then", "later"), [(60, 0.53, 0.72), (40, 0.45, 0.21)])
def test_the_memory_goes_on_or_fades(pulses, then, later):
    made, given = run(f"#memory/1?pulses={pulses}")
    assert f"strength {then} when they end, {later} after 20 minutes" in made.say(made.state(pulses=pulses), given)
