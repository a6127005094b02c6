"""First and second pain: arrival times."""

import numpy as np
from painlab.model import model
from published import agrees

volleys = model("two_pains")


def test_over_a_meter_the_volleys_arrive_after_77_ms_and_1_25_s():
    run = volleys.run()
    agrees(run["first"][0], "77")
    agrees(run["second"][0], "1250")
    agrees(run["gap"][0] / 1000, "1.17")


def test_fast_fibers_twice_as_fast_make_the_gap_longer_and_half_the_distance_halves_it():
    agrees(volleys.run(v_Adelta=26)["gap"][0] / 1000, "1.21")
    agrees(volleys.run(distance=0.5)["gap"][0] / 1000, "0.59")


def test_speed_of_c_fibers_goes_with_the_square_root_of_their_diameter():
    thin, thick = (volleys.run(thickness=d / 0.8)["speed_C"][0] for d in (0.4, 1.5))
    agrees(thick / thin, "1.94")


def test_the_spread_is_among_fibers_and_leaves_the_middle_where_it_is():
    run = volleys.run(people=4000, spread=0.2, seed=2)
    agrees(np.median(run["second"]), "1250", 20)
    agrees(np.std(np.log(run["second"])), "0.2", 0.01)
    assert abs(np.corrcoef(run["first"], run["second"])[0, 1]) < 0.05
