"""The brain's bet: numbers of the specification, and the lab that shows them."""

import pytest
from painlab.lab import load
from painlab.model import model
from published import agrees, agrees_all

bet = model("expectation")


def felt(trials=20, **values):
    """Felt pain, trial by trial."""
    return bet.run(trials=trials, **values)["P"]


def test_healthy_adults_expect_seventy_and_come_down_to_an_input_of_fifty():
    run = bet.run(preset="healthy_adults", N=50, trials=40)
    agrees_all(run["P"][:3], "59.81 53.64 51.15", 0.01)
    agrees_all(run["gamma"][:3], "0.484 0.2135 0.1818", 0.0005)
    agrees(run["gamma"][-1], "0.178", 0.0005)
    agrees(run["alpha"][-1], "0.840", 0.0005)


def test_who_expects_thirty_feels_less_than_who_expects_ninety():
    low, high = felt(N=60, E0=30), felt(N=60, E0=90)
    agrees_all(low[:3], "43.45 46.52 49.43", 0.01)
    agrees(low[9], "58.6", 0.1)
    agrees_all(high[:3], "76.55 73.48 70.57", 0.01)


@pytest.mark.parametrize(("unsure", "first"), [(0.5, 40.99), (2, 43.45), (5, 50.40), (10, 56.16)])
def test_the_surer_the_expectation_the_more_it_weighs(unsure, first):
    assert felt(w0=unsure)[0] == pytest.approx(first, abs=0.01)


@pytest.mark.parametrize(("noise", "first"), [(0.5, 59.4), (2, 52.9), (4, 43.5), (8, 35.1), (16, 31.5)])
def test_the_vaguer_the_input_the_more_the_expectation_weighs(noise, first):
    assert felt(eps=noise)[0] == pytest.approx(first, abs=0.06)


def test_a_precise_input_leaves_the_belief_a_weight_of_two_hundredths():
    agrees(bet.run(trials=1, eps=0.5)["gamma"][0], "0.02", 0.005)


def test_after_twenty_trials_of_a_vague_input_the_wrong_belief_is_alive():
    agrees(felt(eps=16)[-1], "51.9", 0.05)


def test_the_expectation_learns_from_what_is_felt_and_not_from_the_input():
    """Learning from the input would have brought the fourth report to 56.5, as the specification says."""
    agrees(felt(N=60, E0=30)[3], "51.9", 0.3)

    E, w, reports = 30.0, 4.0, []
    for _ in range(4):
        gamma = 16 / (16 + 9 + w)
        reports.append((1 - gamma) * 60 + gamma * E)
        E += w / (9 + w) * (60 - E)
        w = w * 25 / (25 + w) + 1.5**2
    agrees(reports[3], "56.5", 0.1)


def test_the_sentence_says_what_is_expected_and_what_is_felt():
    lab = load("expectation")
    state = lab.state()
    assert lab.say(state, lab.run().readouts).startswith("30 is expected and the input is 60: the first report is 43.4")


def test_a_vague_input_lets_a_wrong_expectation_live_as_the_chapter_prints():
    clear, vague = (load("expectation").run(eps=noise)["P"] for noise in (4, 16))
    assert [clear[0], clear[9], vague[0], vague[19]] == pytest.approx([43.4, 58.6, 31.4, 51.9], abs=0.051)
