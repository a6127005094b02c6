"""The chapter on the injured nerve: the numbers that its text, figures and exercises take from the models."""

import numpy as np
import pytest
from painlab.figures.chapters import injured_nerve as figures
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all, counts_agree, is_threshold

HALF_WAY = {"gNa": 2.5, "gK": 2}


def test_two_small_changes_do_nothing_alone_and_59_spikes_together():
    found = [figures.spikes(60, **state) for state in ({"gNa": 2.5}, {"gK": 2.0}, HALF_WAY)]
    counts_agree(found, "0 0 59")


def test_at_a_current_of_80_each_small_change_is_enough():
    found = [figures.spikes(80, **state) for state in ({}, {"gNa": 2.5}, {"gK": 2.0}, {"gNa": 3, "gK": 3})]
    counts_agree(found, "1 62 63 1")


def test_with_sodium_alone_the_count_leaps():
    counts_agree([figures.spikes(60, gNa=g) for g in (2.6, 2.8, 3.0)], "0 1 60")


def test_the_block_that_silences_at_60_fails_at_80():
    counts_agree([figures.spikes(60, block=b, **HALF_WAY) for b in (0, 0.04, 0.05, 0.06)], "59 52 1 1")
    counts_agree([figures.spikes(80, block=b, **HALF_WAY) for b in (0.06, 0.13, 0.14)], "71 57 1")


def test_the_edge_lies_where_the_exercise_says_and_is_nearly_straight():
    potassium = [1.6, 2.0, 2.5, 3.0]
    sodium = [figures.edge(k) for k in potassium]
    agrees_all(sodium, "1.9 2.3 2.8 3.4", 0.05)
    slope, _ = np.polyfit(potassium, sodium, 1)
    agrees(slope, "1.1", 0.05)
    assert np.ptp(sodium - np.polyval(np.polyfit(potassium, sodium, 1), potassium)) < 0.05
    agrees(figures.edge(1.5), "1.8", 0.05)


def test_a_drug_that_takes_0_3_of_added_sodium_succeeds_on_each_route():
    routes = [(2.5, 2.0), (3.0, 2.5), (2.0, 1.5)]
    assert all(figures.spikes(60, gNa=na, gK=k) > 40 for na, k in routes)
    assert all(figures.spikes(60, gNa=round(na - 0.3, 2), gK=k) <= 1 for na, k in routes)


def test_the_uncertain_rate_hardly_moves_the_edge():
    states = ({}, HALF_WAY, {"gNa": 3.0}, {"gK": 1.6})
    counts_agree([figures.spikes(60, k=1.5, **state) for state in states], "0 61 62 55")


def test_a_leaky_membrane_silences_the_fiber_and_a_slow_brake_breaks_its_train():
    assert figures.spikes(60, gL=3, **HALF_WAY) <= 1
    found = model("tipping_point").run(I=70, gAHP=3, duration=3000, every=100, **HALF_WAY).spikes
    assert np.sum(np.diff(found) > 150) >= 2


def test_the_titration_of_the_burst():
    counts_agree([figures.burst(0.1, left) for left in (1.0, 0.99, 0.98, 0.97, 0.96)], "99 66 10 4 1")
    assert figures.burst(0.3, 0.90) == 1 and figures.burst(0.3, 0.94) > 1


@pytest.mark.parametrize("length, percent", [row for row in figures.CONDUCTION if row[0] in (0.5, 4)])
def test_a_passing_spike_survives_until_so_much_is_blocked(length, percent):
    fiber = model("c_fiber")

    def stopped(blocked):
        zone = {"zone_from": 5 - length / 2, "zone_to": 5 + length / 2, "rho": 1 - blocked / 100}
        read = {"passed": ("passed", "", 0.95, 0)}
        return fiber.run(duration=45, dx=25, dt=0.005, every=100, readouts=read, **zone).readouts["passed"] == 0

    is_threshold(stopped, percent, 1)


def test_the_bench_says_what_its_labs_find():
    myelin = load("myelinated")
    healthy = myelin.run(demyelinated=0, f=0).readouts["arrival"]
    agrees_all([myelin.run(f=f).readouts["arrival"] - healthy for f in (0.02, 0.05)], "0.05 0.14", 0.006)
    assert myelin.run(f=0.1).readouts["arrived"] == 0
    agrees(load("afterdischarge").run().readouts["last"] - 105, "105", 1)
    agrees_all([load("chemotherapy").run(p=p).readouts["rate"] for p in (20, 200, 500)], "30 59 29", 1)


@pytest.mark.parametrize("name", ["tipping_point", "ectopic", "myelinated", "afterdischarge", "chemotherapy"])
def test_each_lab_of_the_chapter_begins_with_at_most_three_controls(name):
    assert 1 <= sum(row.level == 1 for row in load(name).described) <= 3
