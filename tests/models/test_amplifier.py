"""The amplifier: the expected matrix of lesions and treatments, and everything else that the specification prints."""

import csv
import functools
import json
import re

import amplifier as tool
import pytest
from conftest import ROOT
from painlab import evidence
from painlab.lab import load
from painlab.model import model
from published import agrees
from scipy.stats import binomtest

circuit = model("amplifier")
READ = ("before", "untreated", "resting", "brush", "mild", "strong", "washout")
TREATMENTS = {
    "skin": {"bd": 1},
    "nerve": {"bn": 1},
    "root": {"bp": 1},
    "lidocaine": {"lido": 0.6},
    "gabapentinoid": {"gbp": 0.25},
    "SNRI": {"snri": 1},
    "opioid": {"opi": 0.6},
    "ketamine": {"ket": 0.6},
    "SCS": {"scs": 25},
}
MODERATE, SEVERE = "nerve injury, moderate", "nerve injury, severe"
CENTRAL, INPUT = "central pain: generator in the cord or brain", "central pain, kept going by input"
LTP = "potentiated C-fiber synapses (LTP)"


@functools.cache
def examined(preset, *pairs):
    return circuit.run(preset=preset, protocol="examination", every=100_000, **dict(pairs)).readouts


def examine(preset="healthy", treatment=None, **values):
    """Read-outs of an examination."""
    return examined(preset, *sorted((TREATMENTS.get(treatment, {}) | values).items()))


def recorded(name):
    """Rows of a table that `tools/amplifier.py` wrote."""
    with (ROOT / "book/data" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def chapter():
    """The text of the chapter."""
    cells = json.loads((ROOT / "book/treatment/the-amplifier.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


# --- the matrix ---

# No treatment: before, untreated, resting, brush, mild, strong, washout
NONE = {
    "healthy": "0.7 0.7 0.7 0 4.1 86.3 0.7",
    "inflammation": "3.7 98.1 98.0 0.1 86.8 86.8 98.0",
    MODERATE: "4.4 99.1 99.1 1.9 86.7 86.9 99.1",
    SEVERE: "100 100 100 100 100 100 100",
    "disinhibition": "1.2 1.2 1.2 99.9 8.1 86.4 1.2",
    LTP: "0.7 0.7 0.7 0 85.6 86.4 0.7",
    "plateau generator": "0.7 98.4 98.4 0.1 85.8 86.4 98.4",
    CENTRAL: "95.9 95.9 95.9 99.6 99.4 99.4 95.9",
    INPUT: "- 99.9 99.9 99.9 100 100 99.9",
    "descending facilitation": "0.7 0.7 0.7 0 85.3 86.4 0.7",
}


@pytest.mark.parametrize("preset", NONE)
def test_each_lesion_without_treatment(preset):
    for name, printed in zip(READ, NONE[preset].split(), strict=True):
        if printed != "-":
            agrees(examine(preset)[name], printed, max(0.1, 0.005 * float(printed)))


# What the specification prints for each treatment, in the order of TREATMENTS.
MATRIX = {
    "healthy": (
        "resting 0.5 / resting 0.5 washout 0.7 / resting 0.5 washout 0.7 / resting 0.7 / resting 0.6 / resting 0.6 /"
        "resting 0.4 strong 31 / resting 0.7 / resting 0.3 brush 0"
    ),
    "inflammation": (
        "resting 0.5 / resting 0.5 washout 3.7 / resting 0.5 washout 3.7 / resting 98.0 / resting 2.2 / resting 2.3 /"
        "resting 1.1 / resting 3.7 / resting 88.5 brush 0.1"
    ),
    MODERATE: (
        "resting 97.7 / resting 97.7 washout 99.1 / resting 0.5 washout 4.4 / resting 1.3 / resting 2.4 /"
        "resting 2.5 / resting 1.2 / resting 4.4 / resting 97.6 brush 0.1"
    ),
    SEVERE: (
        "resting 100 / resting 100 washout 100 / resting 0.5 washout 100 / resting 2.2 / resting 99.9 /"
        "resting 100 / resting 99.3 / resting 99.7 / resting 100 brush 0.1"
    ),
    "disinhibition": (
        "resting 0.9 / resting 0.9 washout 1.2 brush 0.9 / resting 0.9 washout 1.2 brush 0.9 / brush 99.9 /"
        "brush 99.9 / brush 99.9 / brush 99.9 / brush 99.9 / resting 88.8 brush 100"
    ),
    LTP: (
        "resting 0.5 / resting 0.5 washout 0.7 / resting 0.5 washout 0.7 / mild 85.6 / mild 10.8 / mild 14.8 /"
        "mild 3.0 / mild 82.5 / mild 10.4"
    ),
    "plateau generator": (
        "resting 95.2 / resting 95.2 washout 98.4 / resting 95.2 washout 98.4 / resting 98.4 / resting 98.0 /"
        "resting 98.0 / resting 95.6 / resting 97.5 / resting 93.8 brush 0.1 washout 0.7"
    ),
    CENTRAL: (
        "resting 91.1 / resting 91.1 washout 95.9 / resting 91.1 washout 95.9 / resting 95.9 / resting 95.2 /"
        "resting 95.2 / resting 91.5 / resting 94.3 / resting 99.7 brush 100"
    ),
    "descending facilitation": (
        "resting 0.5 / resting 0.5 washout 0.7 / resting 0.5 washout 0.7 / mild 85.3 / mild 6.8 / mild 8.6 /"
        "mild 2.3 / mild 81.8 / mild 5.4"
    ),
}


@pytest.mark.parametrize("preset", MATRIX)
def test_each_lesion_under_each_treatment(preset):
    for treatment, cell in zip(TREATMENTS, MATRIX[preset].split("/"), strict=True):
        found, words = examine(preset, treatment), cell.split()
        for name, printed in zip(words[::2], words[1::2], strict=True):
            try:
                agrees(found[name], printed, max(0.1 if "." in printed else 1, 0.005 * float(printed)))
            except AssertionError as error:
                raise AssertionError(f"{preset}, {treatment}, {name}: {error}") from error


@pytest.mark.parametrize(
    "preset, phi, resting, washout",
    [
        (MODERATE, 0, "97.7", "99.1"),
        (MODERATE, 0.5, "1.2", "4.4"),
        (MODERATE, 1, "0.5", "4.4"),
        (SEVERE, 0, "100", "100"),
        (SEVERE, 0.5, "2.4", "100"),
        (SEVERE, 1, "0.5", "100"),
    ],
)
def test_a_nerve_block_takes_what_arises_distal_to_it(preset, phi, resting, washout):
    found = examine(preset, "nerve", phi=phi)
    agrees(found["resting"], resting)
    agrees(found["washout"], washout)


@pytest.mark.parametrize("block", ["skin", "nerve", "root"])
def test_a_central_pain_that_input_keeps_going_stops_with_any_block(block):
    found = examine(INPUT, block)
    agrees(found["resting"], "0.7")
    agrees(found["washout"], "99.9")


# --- more numbers ---


def test_inflammation_without_an_injury_stays_low():
    agrees(examine("inflammation", injury=0)["untreated"], "3.7")


@pytest.mark.parametrize(
    "fect, before, untreated",
    [
        (8, "2.0", "2.0"),
        (10, "2.7", "2.7"),
        (11, "3.1", "95.4"),
        (13, "4.6", "99.1"),
        (18, "31", "100"),
        (19, "100", "100"),
    ],
)
def test_between_two_rates_of_ectopic_discharge_an_injury_leaves_a_lasting_state(fect, before, untreated):
    found = examine(fect=fect)
    agrees(found["before"], before)
    agrees(found["untreated"], untreated)


@pytest.mark.parametrize("dose, resting, washout", [(0.2, "94.0", "99.1"), (0.3, "4.4", "4.4")])
def test_a_little_more_block_of_the_slow_weight_outlasts_its_stay(dose, resting, washout):
    found = examine(MODERATE, ket=dose)
    agrees(found["resting"], resting)
    agrees(found["washout"], washout)


@pytest.mark.parametrize("strength, resting", [(0.5, "89.1"), (0.6, "2.8")])
def test_the_brain_stem_switches_inflammation_off_at_an_edge(strength, resting):
    agrees(examine("inflammation", snri=strength)["resting"], resting)


def test_stronger_stimulation_helps_where_the_gate_is_whole_and_not_where_it_has_flipped():
    severe = examine(SEVERE, scs=35)
    agrees(severe["resting"], "0.0")
    agrees(severe["washout"], "100")
    agrees(examine("disinhibition", scs=35)["resting"], "100")


def test_two_drugs_together():
    agrees(examine(SEVERE, opi=0.6, gbp=0.25)["resting"], "1.6")
    agrees(examine(SEVERE, snri=1, gbp=0.25)["resting"], "98.6")


@pytest.mark.parametrize(
    "reversal, brush",
    [(-65, "0.2"), (-63, "2.4"), (-62, "8.4"), (-60, "58.9"), (-58, "96.9"), (-56, "99.7")],
)
def test_brush_rises_as_inhibition_loses_its_sign(reversal, brush):
    agrees(examine(E_GABA=reversal)["brush"], brush)


def test_a_drug_may_quiet_the_resting_output_and_leave_brush():
    found = examine(MODERATE, E_GABA=-60, gbp=0.25)
    agrees(found["resting"], "3.5")
    agrees(found["brush"], "99.6")


@pytest.mark.parametrize("expected, printed", [(20, "73.9"), (80, "92.5")])
def test_expectation_moves_the_output_by_its_weight(expected, printed):
    agrees(examine("inflammation", gam=0.31, Eexp=expected)["resting"], printed)


@pytest.mark.parametrize("reversal, brush, mild", [(-60, "61.3", "85.9"), (-58, "97.1", "86.0")])
def test_potentiation_spreads_to_touch_only_together_with_lost_inhibition(reversal, brush, mild):
    found = examine(LTP, E_GABA=reversal)
    agrees(found["brush"], brush)
    agrees(found["mild"], mild)
    agrees(examine(LTP)["brush"], "0.0")


def test_a_drug_outlasts_its_stay_in_a_moderate_injury():
    agrees(examine(MODERATE, "gabapentinoid")["washout"], "4.4")


def test_at_its_assumed_size_a_needle_switches_inflammation_off_and_nothing_follows_from_that():
    agrees(examine("inflammation", needle=1)["resting"], "2.5")
    assert examine(MODERATE, needle=1)["resting"] > 90


def test_lsoda_agrees_to_a_tenth_of_a_point():
    import numpy as np
    from painlab.run import compiled
    from scipy.integrate import solve_ivp

    rhs = compiled(circuit.python, True)["rhs"]
    lesion = circuit.presets[MODERATE]
    state, outputs = np.zeros(6), []
    treated = {"gbp": 0.25}
    for length, values in [(10, {}), (2, {"N": 1}), (15, {}), (20, treated), (10, treated | {"T": 1})]:
        p = np.array([{**lesion, **values}.get(q.symbol, float(q.value)) for q in circuit.settable])

        def slopes(_, y, p=p):
            d = np.zeros(6)
            rhs(y, p, d)
            return d

        found = solve_ivp(slopes, (0, length), state, "LSODA", rtol=1e-8, atol=1e-9, max_step=0.05, dense_output=True)
        state = found.y[:, -1]
        outputs.append(2 * np.mean(found.sol(np.linspace(length - 5, length, 2001))[5]))
    expected = examine(MODERATE, "gabapentinoid")
    assert outputs[2] == pytest.approx(expected["untreated"], abs=0.1)
    assert outputs[3] == pytest.approx(expected["resting"], abs=0.1)
    assert outputs[4] == pytest.approx(expected["brush"], abs=0.1)


def test_the_prediction_of_the_lab_is_answered_by_lost_inhibition_and_a_nerve_block():
    lab = load("amplifier")
    agrees(lab.run(E_GABA=-52).readouts["brush"], "99.9")
    agrees(lab.run(E_GABA=-52, bn=1).readouts["brush"], "0.9")


# --- what the chapter prints ---


@pytest.mark.parametrize("lesion, share, output", [("severe", 0.45, "94.9"), ("severe", 0.5, "2.4")])
def test_a_nerve_block_works_from_a_share_of_about_one_half_on(lesion, share, output):
    agrees(examine(f"nerve injury, {lesion}", "nerve", phi=share)["resting"], output)


def test_at_its_assumed_size_a_needle_leaves_a_moderate_injury_as_it_is():
    agrees(examine(MODERATE, needle=1)["resting"], "98.2")


def test_a_drug_in_the_graded_model_takes_the_same_share_from_everybody():
    drug = model("drug_pathway").run(g=0.4)
    agrees(drug["untreated"][0], "6.8")
    agrees(drug["pain"][0] - drug["untreated"][0], "-0.6")


def test_the_recorded_examinations_are_the_models():
    rows = recorded("examinations.csv")
    assert len(rows) == len(circuit.presets) * (1 + len(TREATMENTS)) + 42
    for row in rows[3::29]:
        given = tool.TREATMENTS.get(row["treatment"], {})
        given = {symbol: float(row["strength"]) for symbol in given}
        found = examine(row["lesion"], **given)
        for name in tool.READ:
            assert float(row[name]) == pytest.approx(float(found[name]), abs=0.051), row


def test_the_recorded_population_is_the_models_and_counts_its_letters():
    rows = recorded("population.csv")
    for row in rows:
        letters = row["circuits"]
        assert len(letters) == tool.PEOPLE and set(letters) <= set("-prl")
        assert int(row["painful"]) == tool.PEOPLE - letters.count("-")
        assert int(row["longer"]) == letters.count("l")
        assert int(row["relieved"]) == letters.count("l") + letters.count("r")
    for number, row in enumerate(rows[::13]):
        who = (17 * number + 5) % tool.PEOPLE
        assert row["circuits"][who] == tool.outcome(row["lesion"], int(row["seed"]), who, row["treatment"]), row


def test_a_circuit_of_the_population_examined_by_branches_reads_as_in_the_examination():
    values = tool.circuit("nerve injury", 1, 3)
    found = tool.examined("nerve injury", 1, 3)
    assert 10 <= values["fect"] <= 30 and 0.9 * 28.2 <= values["bP"] <= 1.1 * 28.2
    for treatment in ("gabapentinoid", "root block"):
        whole = circuit.run(protocol="examination", every=100_000, **values, **tool.TREATMENTS[treatment]).readouts
        assert found[f"{treatment} resting"] == pytest.approx(whole["resting"], abs=1e-9)
        assert found[f"{treatment} washout"] == pytest.approx(whole["washout"], abs=1e-9)


def test_the_chapter_prints_the_recorded_shares():
    shares = {
        (row["lesion"], row["treatment"]): f"{row['relieved']} of {row['painful']}"
        for row in recorded("population.csv")
        if row["seed"] == "1"
    }
    head, *lines = [line for line in chapter().splitlines() if re.match(r"\| (\*\*lesion|[a-z].* \| \d+ of \d+)", line)]
    treatments = [cell.strip(" *") for cell in head.strip("|").split("|")][1:]
    printed = {}
    for line in lines:
        lesion, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        printed |= {(lesion.split(",")[0], t): cell for t, cell in zip(treatments, cells, strict=True)}
    assert printed == shares


def test_every_state_that_the_chapter_links_is_one_of_the_lab():
    lab, links = load("amplifier"), set(re.findall(r'href="(#amplifier/[^"]*)"', chapter()))
    assert len(links) > 10
    for link in links:
        assert lab.read_link(link) != lab.defaults


def test_each_treatment_of_the_six_people_leaves_what_its_row_prints():
    lab, found = load("amplifier"), 0
    for line in re.findall(r"^\| \*\*\w+\*\*, (?:at rest|brush).*$", chapter(), re.M):
        phase = "brush" if "**, brush" in line else "resting"
        for link, printed in re.findall(r'href="(#amplifier/[^"]*)">([\d.]+)<', line):
            assert f"{lab.run(**lab.read_link(link)).readouts[phase]:.1f}" == printed, link
            found += 1
    assert found == 8 * 4


def test_each_of_the_six_people_is_compared_with_rows_of_the_evidence_table():
    people = re.findall(r"^\*\*(\w+)\.\*\* \*The model.*$", text := chapter(), re.M)
    assert people == ["Paulo", "Grace", "Ewa", "Tom", "Nadia", "Walter"]
    for who in people:
        line = re.search(rf"^\*\*{who}\.\*\* \*The model.*$", text, re.M)[0]
        named = re.findall(r"\*Row: (.+?)\.\*.*?\{cite:p\}`(\w+)`", line)
        assert named, who
        for words, source in named:
            rows = [f"{row.treatment}, {row.condition}" for row in evidence(source=source).rows]
            assert any(words.startswith(row) for row in rows), (words, rows)


def test_the_chapter_tells_the_crowd_as_it_is_recorded():
    rows = [row for row in recorded("population.csv") if row["lesion"] == "nerve injury"]
    relieved = {(row["treatment"], int(row["seed"])): int(row["relieved"]) for row in rows}
    text = chapter()
    assert {int(row["painful"]) for row in rows} == {97}
    for drug, words in {
        "gabapentinoid": "20 of them (14 to 30%",
        "SNRI": "15 (10 to 24%",
        "opioid": "40 (32 to 51%",
    }.items():
        found = binomtest(relieved[drug, 1], 97).proportion_ci(method="wilson")
        low, high = (round(100 * end) for end in found)
        assert words.split()[0] == str(relieved[drug, 1]) and f"({low} to {high}%" in words and words in text
    for drug, said in {"gabapentinoid": (14, 16, 22), "SNRI": (10, 14, 17), "opioid": (29, 35, 36)}.items():
        assert sorted(relieved[drug, seed] for seed in tool.OTHER_SEEDS) == list(said)
        assert f"{said[0]}, {said[1]} and {said[2]}" in text
    letters = next(row["circuits"] for row in rows if row["treatment"] == "gabapentinoid" and row["seed"] == "1")
    rates = [tool.circuit("nerve injury", 1, number)["fect"] for number in range(tool.PEOPLE)]
    for low, high, words in ((10, 15, "18 of 26"), (15, 20, "2 of 24"), (20, 30, "none of 47")):
        here = [letter for letter, rate in zip(letters, rates, strict=True) if low <= rate < high and letter != "-"]
        assert words == f"{len(here) - here.count('p') or 'none'} of {len(here)}" and words in text


def test_the_task_names_nobody_since_it_stands_beside_every_state():
    told = load("amplifier").task
    assert not [name for name in ("Paulo", "Grace", "Ewa", "Tom", "Nadia", "Walter") if name in told]


def test_the_words_before_and_after_are_those_of_the_strong_event_and_not_of_the_lesion():
    lab = load("amplifier")
    state = lab.state(fect=13, Aloss=0.3)
    said = lab.say(state, lab.run(fect=13, Aloss=0.3).readouts)
    assert said.startswith("Circuit output (0–100): 4.4 before a strong event, 99.1 after it.")
    assert "the injury" not in " ".join(row.label for row in (*lab.readouts.values(), *lab.described))
