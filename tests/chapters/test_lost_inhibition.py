"""The chapter 'Lost inhibition': the numbers that its text, figures, quiz and exercises take from the models."""

import math

import numpy as np
import pytest
from painlab.figures.chapters import lost_inhibition as figures
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all, is_threshold

circuit = model("gate")


@pytest.mark.parametrize("inside, printed", [(6.2, "-73"), (10, "-64"), (15, "-55"), (19.5, "-49"), (12, "-59.8")])
def test_the_battery_has_the_readings_of_the_text(inside, printed):
    assert round(figures.battery(inside), len(printed.partition(".")[2])) == float(printed)


def test_by_hand_the_first_exercise_comes_out():
    outside = 0.8 * 135 + 0.2 * 23
    assert round(outside, 1) == 112.6
    for inside, printed in [(6.2, "-72.8"), (12, "-59.8")]:
        agrees(26.7 * math.log((0.8 * inside + 0.2 * 12) / outside), printed, 0.06)


def test_between_its_spikes_the_cell_sits_where_inhibition_changes_sign():
    run = model("chloride").run(duration=4000, gi=0, ge=0.015)
    between = run["V"][(run.t > 500) & (run["V"] < -45)].mean()
    agrees(between, str(figures.BETWEEN), 0.1)
    agrees(between, "-59.6", 0.2)  # where adding inhibition no longer changes the firing


@pytest.mark.parametrize("reversal", [-55, -50])
def test_above_the_line_no_amount_silences_the_cell_and_each_adds_firing(reversal):
    rates = [figures.firing(reversal, gi) for gi in (0, 0.05, 0.1, 0.2, 0.4)]
    assert rates == sorted(rates) and len(set(rates)) == len(rates)


def test_turning_inhibition_up_takes_62_to_98_and_121():
    agrees_all([figures.firing(-50, gi) for gi in (0, 0.1, 0.2)], "62 98 121")


def test_the_price_of_inhibition_doubles_after_8_millivolts_and_is_4_6_times_as_high_after_13():
    needed = {-73: 0.066, -70: 0.082, -67: 0.107, -65: 0.134, -62: 0.207, -60: 0.304}
    for reversal, printed in needed.items():
        is_threshold(lambda gi, E=reversal: figures.firing(E, gi) == 0, printed, max(0.001, 0.005 * printed))
    agrees(needed[-65] / needed[-73], "2.0", 0.05)
    agrees(needed[-60] / needed[-73], "4.6", 0.05)
    agrees(100 * 0.1 / needed[-65], "75", 1)


def test_the_hidden_loss_is_silent_for_a_second_and_fires_62_times_after_twenty():
    half = load("chloride").run(dynamic=1, k=0.5, ge=0.05, gi=0.2).readouts
    whole = load("chloride").run(dynamic=1, k=1, ge=0.05, gi=0.2).readouts
    assert half["early"] == whole["early"] == whole["rate"] == 0
    agrees(half["rate"], "62")
    agrees_all([half["battery"], whole["battery"]], "-68.7 -72.4", 0.1)


def touched(strength, touch, noxious=1):
    read = {"end": ("value", "P", 2, 3)}
    return circuit.run(duration=3, every=1000, fA=touch, fC=noxious, gIP=strength, readouts=read).readouts["end"]


def test_one_touch_has_five_readings():
    agrees_all([touched(strength, 40) for strength in (1.8, 0.9, 0.45, 0, -0.3)], "0.00 0.02 1.26 37.5 49.4")
    agrees(touched(-0.3, 20), "8.3", 0.05)
    assert max(touched(0.9, touch) for touch in range(1, 81)) < 2.5, "half of it can go with hardly a trace"


def test_a_sleeve_is_loud_and_a_firm_hand_is_not_with_half_the_gate_and_the_reverse_if_it_turns_around():
    lab = load("gate")
    burning = {"fC": 12, "gIP": 0.9, "lasts": 5.0}
    agrees_all([lab.run(fA=touch, **burning).readouts["end"] for touch in (20, 40)], "9.2 0.1", 0.05)
    assert touched(-0.3, 40, 12) > touched(-0.3, 20, 12)


def test_the_edge_of_the_trigger_lies_between_0_5_and_0_55_seconds():
    ends = [load("gate_switch").run(trigger=length).readouts["end"] for length in (0.4, 0.5, 0.55, 0.6)]
    agrees_all(ends, "3.07 3.07 49.95 49.95")


def test_at_10_hertz_no_trigger_lasts_and_at_20_none_is_needed():
    lab = load("gate_switch")
    assert lab.run(fC=10, trigger=2).readouts["end"] < 2
    assert lab.run(fC=20, trigger=0).readouts["end"] > 45


def test_the_ramp_jumps_up_at_19_2_and_down_at_9_5():
    time, noxious, output = figures.ramp()
    loud = output > 25
    agrees(noxious[loud.argmax()], "19.2", 0.2)
    falling = (time > 60) & ~loud
    agrees(noxious[falling.argmax()], "9.5", 0.2)


def test_a_plateau_outlasts_the_push_as_the_session_says():
    lab = load("plateau")
    agrees_all([(lab.run(calcium=c).readouts["last"] - 2000) / 1000 for c in (1.0, 1.25)], "0.12 0.46")
    assert lab.run(calcium=1.5).readouts["rate"] > 100
    assert lab.run(calcium=1.5, lasts=50).readouts["rate"] == 0
    assert lab.run(calcium=1.5, lasts=100).readouts["rate"] > 100


@pytest.mark.parametrize("name", ["chloride", "gate_switch", "plateau"])
def test_each_lab_of_the_chapter_begins_with_at_most_three_controls(name):
    assert 1 <= sum(row.level == 1 for row in load(name).described) <= 3


@pytest.mark.parametrize("noxious, crossings", [(10, 1), (15, 3), (20, 1)])
def test_the_phase_plane_has_one_crossing_three_and_one(noxious, crossings):
    # the fast populations settled, by the published equations, against a slow weight that is held
    weights = np.linspace(0, 4, 401)
    inhibitory = 40 * (1 + np.tanh((0.8 - 28) / 9.5)) + 1
    exciting = 30 * (1 + np.tanh((1.6 * noxious - 0.6 * inhibitory - 29.2) / 5.2))
    drive = 0.8 + (0.8 + weights) * noxious + 0.35 * exciting - 1.8 * inhibitory
    output = 25 * (1 + np.tanh((drive - 28.2) / 11.5))
    still = 2 * (1 + np.tanh((output - 38) / 10)) - weights
    assert np.sum(np.diff(np.sign(still)) != 0) == crossings
