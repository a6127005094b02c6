"""The chapter on peripheral sensitization: its lab asks what the page says, and its numbers come from the model."""

import numpy as np
import pytest
from painlab.figures.chapters.peripheral_sensitization import rate
from painlab.lab import load
from published import agrees, agrees_all

ONE_SPIKE = 0.4  # Hz: one spike in the 2.5 s that are counted


def test_the_first_look_has_temperature_and_sensitization_and_the_rest_comes_later():
    levels = {row.symbol: row.level for row in load("heat").described}
    assert levels == {"T": 1, "shift": 1, "ramp": 2, "block8": 2, "block7": 2, "g_T": 3, "T_half": 3}


def test_the_prediction_of_the_lab_is_right():
    lab = load("heat")
    assert "At 45 °C hardly more, 16:" in lab.guess.reason and "to 10 a second" in lab.guess.reason
    agrees(lab.run(shift=-6, T=37).readouts["rate"], "10.0", ONE_SPIKE)
    agrees(lab.run().readouts["rate"], "13.6", ONE_SPIKE)
    agrees(lab.run(shift=-6).readouts["rate"], "16.0", ONE_SPIKE)


@pytest.mark.parametrize(
    "shift, gain, temperatures, printed",
    [
        (0, 4, (37, 39, 41, 43, 44, 45, 49), "0 0 4.4 10.4 12.4 13.6 15.6"),
        (-3, 4, (41,), "12.4"),
        (-6, 4, (35, 37, 38, 39, 45), "2.8 10.0 12.4 14.0 16.0"),
        (0, 8, (37, 38, 39, 41, 45, 49), "0 0 3.6 12.8 24.4 27.6"),
    ],
)
def test_the_rates_that_the_figure_draws_and_the_text_prints(shift, gain, temperatures, printed):
    agrees_all([rate(t, shift, gain) for t in temperatures], printed, ONE_SPIKE)


def test_the_figure_counts_as_the_lab_does():
    lab = load("heat")
    for values in ({"T": 41}, {"T": 37, "shift": -6}, {"T": 45, "g_T": 8}):
        agrees(rate(values["T"], values.get("shift", 0), values.get("g_T", 4)), str(lab.run(**values).readouts["rate"]))


@pytest.mark.parametrize("T, shift, g_T", [(35, -6, 4), (36, -6, 4), (49, -6, 4), (39, 0, 8), (43, 0, 8)])
def test_by_its_own_steps_the_figure_counts_at_most_one_spike_more_or_less(T, shift, g_T):
    lab = load("heat").run(T=T, shift=shift, g_T=g_T).readouts["rate"]
    agrees(rate(T, shift, g_T), f"{lab:.1f}", ONE_SPIKE)


def test_a_shift_changes_the_warm_most_and_a_gain_the_hot():
    warm, hot = 37, 49
    shifted = rate(warm, -6) - rate(warm), rate(hot, -6) - rate(hot)
    gained = rate(warm, 0, 8) - rate(warm), rate(hot, 0, 8) - rate(hot)
    assert shifted[0] > 9 > 1 > shifted[1]
    assert gained[0] == 0 and gained[1] > 10


@pytest.mark.parametrize(
    "values, printed",
    [
        ({"T": 37, "shift": -6, "block7": 1}, "10.0"),
        ({"T": 37, "shift": -6, "block8": 0.3}, "4.0"),
        ({"T": 37, "shift": -6, "block8": 0.5}, "0"),
        ({"T": 45, "block8": 0.5}, "3.6"),
    ],
)
def test_the_second_exercise_and_the_goal_of_the_session(values, printed):
    agrees(load("heat").run(**values).readouts["rate"], printed, ONE_SPIKE)


def test_the_s_of_the_first_exercise():
    def s(temperature, ceiling=16, middle=42):
        return ceiling / (1 + np.exp(-(temperature - middle)))

    at = np.array([38, 42, 46])
    agrees_all(s(at), "0.3 8.0 15.7")
    agrees_all(s(at, middle=38), "8.0 15.7 16.0")
    agrees_all(s(at, ceiling=32), "0.6 16.0 31.4")
