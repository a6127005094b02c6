"""The chapter on blocks: the numbers that its text, figures and exercises take from the models."""

import re

import pytest
from conftest import ROOT
from coursebook import prose
from painlab.evidence import comparison
from painlab.figures.chapters import where_is_the_generator as figures
from painlab.lab import load
from painlab.model import model
from painlab.model.latex import latex_text
from published import agrees

CHAPTER = prose.markdown(ROOT / "book/treatment/where-is-the-generator.ipynb")
# course/treatment/curriculum.md, chapter B: none, ending, nerve, root, cord
CHECKED = {
    "postherpetic neuralgia": ("6.1", "1.2", "0", "0", "0.7"),
    "neuroma": ("5.7", "5.7", "0", "0", "0.6"),
    "diabetic neuropathy": ("5.8", "4.0", "0", "0", "0.6"),
    "phantom limb": ("5.7", "5.7", "4.8", "0", "0.6"),
    "radiculopathy": ("5.4", "5.4", "5.4", "0", "0.6"),
    "cord injury": ("5.0", "5.0", "5.0", "5.0", "0.5"),
    "stroke, made in the brain": ("5.7", "5.7", "5.7", "5.7", "5.7"),
    "stroke, kept going by input": ("5.7", "0.6", "0", "0", "0.6"),
}


@pytest.mark.parametrize("preset", figures.PRESETS)
def test_every_row_of_the_figure_holds_the_check_values(preset):
    for place, printed in zip(figures.PLACES, CHECKED[preset], strict=True):
        agrees(figures.output(preset, place), printed, 0.05)


def test_the_figure_draws_the_presets_of_the_lab():
    lab = load("generator")
    for (name, own), theirs in zip(figures.PRESETS.items(), lab.presets.values(), strict=True):
        agrees(figures.output(name, "none"), f"{lab.run(**theirs).readouts['pain']:.6f}", 1e-6)
        assert own.get("G") == theirs.get("G"), name


def test_any_of_the_four_blocks_tells_the_two_strokes_apart():
    made, kept = (CHECKED[f"stroke, {how}"] for how in ("made in the brain", "kept going by input"))
    assert [a != b for a, b in zip(made, kept, strict=True)] == [False, True, True, True, True]
    assert "although any of the four blocks does" in CHAPTER


def test_the_plaster_is_told_for_the_pain_after_shingles_and_for_the_one_of_diabetes():
    for condition in ("postherpetic neuralgia", "diabetic neuropathy"):
        first, second = re.findall(r"[\d.]+%", comparison(source="baron2009", condition=condition).outcome)
        assert f"{first} against {second}" in CHAPTER and "per protocol" in CHAPTER


@pytest.mark.parametrize("place, printed", [("none", "8.0"), ("nerve", "2.1"), ("root", "0")])
def test_high_gain_on_a_neuroma_leaves_what_the_text_says(place, printed):
    agrees(figures.output("neuroma", place, G=4), printed, 0.05)


@pytest.mark.parametrize(
    "state, chance, of_two, found",
    [
        ({}, "0.74", "0.90", "0.61"),
        ({"prior": 0.2}, "0.42", "0.69", "0.61"),
        ({"prior": 0.2, "pi": 0.4}, "0.34", "0.69", "0.49"),
    ],
    ids=str,
)
def test_a_block_as_a_test_gives_the_chances_of_text_and_exercise(state, chance, of_two, found):
    shown = load("diagnostic_block").run(**state).readouts
    agrees(shown["chance"], chance, 0.005)
    agrees(shown["chance_two"], of_two, 0.005)
    agrees(shown["finds_two"], found, 0.005)


def test_of_a_hundred_people_19_and_26_are_relieved():
    shown = load("diagnostic_block").run(prior=0.2).readouts
    assert round(20 * shown["finds"]) == 19
    assert round(80 * shown["false_alarm"]) == 26


def test_the_leaks_of_the_exercise_are_felt_above_their_gains():
    for place, passed, edge in (("nerve", 0.05 * 3 + 0.3, "2.2"), ("root", 0.05 * 3.3, "6.1")):
        agrees(1 / passed, edge, 0.05)
        leak = load("generator").run(block=figures.PLACES.index(place)).readouts
        agrees(leak["past_root"], f"{passed:.4f}", 1e-4)
    assert figures.output("neuroma", "nerve", G=2.2) == 0
    assert figures.output("neuroma", "nerve", G=2.3) > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "state, arrived",
    [
        ({"rho": 0.05}, 0),
        ({"rho": 0.05, "source": "neuroma"}, 0),
        ({"rho": 0.05, "source": "DRG"}, 1),
        ({"rho": 0.05, "source": "DRG", "zone_from": 7}, 0),
        ({"rho": 0.40}, 1),
        ({"rho": 0.36}, 0),
        ({"rho": 0.36, "zone_length": 0.2}, 1),
        ({"rho": 0.18, "zone_length": 0.2}, 1),
        ({"rho": 0.175, "zone_length": 0.2}, 0),
    ],
    ids=str,
)
def test_an_impulse_reaches_the_cord_or_not_as_the_text_says(state, arrived):
    assert load("c_fiber").run(**state).readouts["arrived"] == arrived


def test_from_the_ganglion_the_impulse_arrives_when_the_text_says():
    time = load("c_fiber").run(rho=0.05, source="DRG").readouts["time"]
    assert f"arrives after {time:.1f} milliseconds" in CHAPTER


def test_words_stay_words_in_the_printed_equations():
    printed = latex_text(model("generator"))
    assert r"\mathrm{pain} &=" in printed
    assert r"\mathrm{false\ positive} &=" in printed
    assert "x_{1} &=" in printed and r"\left(1 - \varepsilon\right)" in printed
