"""The plateau cell: the numbers of the specification."""

import math

import pytest
from painlab.lab import load
from painlab.model import model
from painlab.run import schedule
from published import agrees, counts_agree

cell = model("plateau")
HOLD = -0.2517


def pushed(push=3.54, length=1000, hold=HOLD, seconds=9, also=(), **values):
    """Read-outs of a run with a push at 5 s; `also` are further (from, to, added current) pieces."""
    pieces = [(5000, 5000 + length, push), *also]
    made = schedule(hold, *((a, b, hold + added) for a, b, added in pieces))
    end, stop = 1000 * seconds, 5000 + length
    readouts = {
        "before": ("count", "", 0, 5000),
        "during": ("count", "", 5000, stop),
        "after": ("count", "", stop, end),
        "last": ("last", "", stop, end),
        "rate": ("rate", "", end - 2000, end),
        "rest": ("value", "V", 0, 4999),
    }
    return cell.run(I=made, duration=end, every=1000, readouts=readouts, **values).readouts


def test_the_published_push_switches_the_cell_on():
    found = pushed(seconds=20)
    agrees(found["rest"], "-86.24", 0.01)
    counts_agree([found["before"], found["during"], found["after"]], "0 243 2291")
    agrees(found["rate"], "150.5")


@pytest.mark.parametrize("dt, printed", [(0.05, "2285"), (0.01, "2292")])
def test_the_step_hardly_matters(dt, printed):
    counts_agree([pushed(seconds=20, dt=dt)["after"]], printed)


def test_the_cell_still_fires_after_eighty_seconds():
    agrees(pushed(seconds=80)["rate"], "139")


def test_without_calcium_nothing_follows_the_push():
    found = pushed(p=0)
    counts_agree([found["during"], found["after"]], "78 0")


@pytest.mark.parametrize("p, printed", [(0.75e-5, "27"), (1.0e-5, "116"), (1.25e-5, "460")])
def test_with_less_calcium_firing_ends_soon_after_the_push(p, printed):
    agrees(pushed(p=p)["last"] - 6000, printed)


def test_with_more_calcium_it_fires_faster():
    agrees(pushed(p=2e-5, seconds=20)["rate"], "221")


def test_a_weak_push_gives_no_spike_and_a_slightly_stronger_one_switches_on():
    weak, strong = pushed(push=2.0, seconds=12), pushed(push=2.5, seconds=12)
    assert weak["during"] == weak["after"] == 0
    assert strong["rate"] > 100


@pytest.mark.parametrize("length, stays", [(50, False), (100, True)])
def test_a_push_must_last_long_enough(length, stays):
    assert (pushed(length=length, seconds=12)["rate"] > 100) == stays


@pytest.mark.parametrize(
    "strength, length, works",
    [(0.5, 200, False), (0.5, 1000, True), (1, 200, True), (1, 50, False), (3, 50, True)],
)
def test_a_reset_must_be_strong_or_long(strength, length, works):
    found = pushed(seconds=14, also=[(10000, 10000 + length, -strength)])
    assert (found["rate"] == 0) == works


@pytest.mark.parametrize("hold, rest", [(-0.25, "-86.2"), (2.0, "-67.8")])
def test_both_states_exist_in_a_window_of_holding_current(hold, rest):
    found = pushed(hold=hold, seconds=20)
    assert found["before"] == 0 and found["rate"] > 100
    agrees(found["rest"], rest, 0.1)


@pytest.mark.parametrize("hold, end", [(-0.5, "16.0"), (-1.0, "6.7")])
def test_below_the_window_firing_ends(hold, end):
    found = pushed(hold=hold, seconds=40 if hold == -0.5 else 12)
    agrees(found["last"] / 1000, end)


def test_above_the_window_the_cell_fires_without_a_push():
    assert len(cell.run(I=2.25, duration=5000, every=1000).spikes) > 100


def test_without_the_inward_rectifier_rest_is_high_and_with_too_much_firing_stops():
    agrees(pushed(gKir=0)["rest"], "-66.9", 0.1)
    found = pushed(gKir=0.24, seconds=20)
    assert found["rate"] == 0
    agrees(found["last"] / 1000, "7.6")


def test_the_prediction_of_the_lab_is_answered_by_its_default_and_a_fifth_more():
    lab = load("plateau")
    agrees((lab.run().readouts["last"] - 2000) / 1000, "0.46")
    assert lab.run(calcium=1.5).readouts["rate"] > 100
    assert math.isnan(lab.run(calcium=0).readouts["last"])
