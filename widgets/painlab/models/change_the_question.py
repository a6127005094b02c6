"""Adults who are asked about pain: invented people, and a question that can be worded otherwise. Ours.

Each person has an age, a tendency to pain that grows with age, and, above a threshold of that tendency, pain: for so many
months, on such a share of days, limiting life on such a share of days. A question counts whoever fits its wording.
The thresholds l_0, l_3, f_0 and i_0 and the slope with age are calibration: they were set so that the wordings of
@lucas2024nchs (most days, 24.3 %; life limited as well, 8.5 %) and of @baskozos2023ukb (longer than three months, people of
about 50 to 82, 51.1 %) come out right, with @fayaz2016 (longer than three months, all adults, 43.5 %) between them.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Change the question",
    source="lucas2024nchs",
    method="population",
    time="month",
    equations="""
        age     = 18 + 72*normal_cdf(z_age)**1.3
        L       = slope*(age - 48)/10 + z_L
        hurts   = 1 if L > l_0 else 0
        months  = hurts*min(3*exp((L - l_3)/w), 12*age)
        days    = 100*hurts*normal_cdf(f_0 + f_1*(L - l_3) + f_2*z_f)
        limited = days*normal_cdf(i_0 + i_1*(L - l_3) + i_2*z_i)

        answers = min(eager, 1) if hurts == 1 else min(1/eager, 1)
        where age >= age_low
        where age <= age_high
        where normal_cdf(z_answer) <= answers

        lasts   = 1 if months > D_min else 0
        recurs  = 1 if days >= often else 0
        impairs = 1 if limited >= limits else 0
        counted = hurts*lasts*recurs*impairs
        missed  = hurts - counted
        none    = 1 - hurts
        percent = 100*counted
    """,
    parameters=[
        #  symbol     value  unit     meaning, source, range
        Q("D_min",        3, "month", "the question asks for pain that has lasted longer than this", "treede2019icd11", (0, 24), tex=r"D_\mathrm{min}"),
        Q("often",        0, "%",     "… on at least this share of days", "ours", (0, 100)),
        Q("limits",       0, "%",     "… and that limits life on at least this share of days", "ours", (0, 100)),
        Q("age_low",     18, "year",  "youngest who is asked", "ours", (18, 50), tex=r"a_\mathrm{min}"),
        Q("age_high",    90, "year",  "oldest who is asked", "ours", (55, 90), tex=r"a_\mathrm{max}"),
        Q("eager",        1, "",      "how many times as often people with pain answer", "ours", (0.5, 2)),
        Q("slope",    0.122, "",      "how the tendency to pain grows in ten years", "ours", (0, 0.3)),
        Q("l_0",       -0.2, "",      "tendency above which there is pain", "ours", (-1, 0)),
        Q("l_3",      0.184, "",      "tendency above which it has lasted longer than three months", "ours", (0, 1)),
        Q("w",          0.3, "",      "spread of durations", "ours", (0.1, 1)),
        Q("f_0",     -1.061, "",      "days with pain: level", "ours", (-3, 1)),
        Q("f_1",        1.5, "",      "… and how it grows with the tendency", "ours", (0, 3)),
        Q("f_2",        1.3, "",      "… and how people differ in it", "ours", (0, 3)),
        Q("i_0",     -0.573, "",      "days limited by pain: level", "ours", (-3, 1)),
        Q("i_1",        0.6, "",      "… and how it grows with the tendency", "ours", (0, 3)),
        Q("i_2",        0.8, "",      "… and how people differ in it", "ours", (0, 3)),
    ],
    draws=[
        Q("z_age",    0, "", "age"),
        Q("z_L",      0, "", "tendency to pain"),
        Q("z_f",      0, "", "days with pain"),
        Q("z_i",      0, "", "days limited"),
        Q("z_answer", 0, "", "the lot that decides who answers"),
    ],
)
