"""Of 100 people with a condition that can injure sensory nerves or pathways, how many hurt? Published figures, nothing else.

One figure at a time: `n` chooses it. Each row says who was examined and what was counted. The 95% intervals are those of the papers, where `low` and `high`
carry the key of the paper; where a paper gives only a count, the interval is ours (Wilson), and the row says so. Rows that begin with *neuropathy* count
numbness, tingling or signs, painful or not; rows that begin with *any pain* count pain of every kind.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="Of 100 people",
    source="ours",
    method="closed",
    equations="""
        share = hiv if n == 1 else dm if n == 2 else dm_felt if n == 3 else phn if n == 4 else sci if n == 5 else stroke if n == 6 else ms if n == 7 else ms_any if n == 8 else limb if n == 9 else tumor if n == 10 else tumor_mixed if n == 11 else chemo if n == 12 else chemo_late if n == 13 else anyone
        low   = hiv_low if n == 1 else dm_low if n == 2 else dm_felt_low if n == 3 else phn_low if n == 4 else sci_low if n == 5 else stroke_low if n == 6 else ms_low if n == 7 else ms_any_low if n == 8 else limb_low if n == 9 else tumor_low if n == 10 else tumor_mixed_low if n == 11 else chemo_low if n == 12 else chemo_late_low if n == 13 else anyone_low
        high  = hiv_high if n == 1 else dm_high if n == 2 else dm_felt_high if n == 3 else phn_high if n == 4 else sci_high if n == 5 else stroke_high if n == 6 else ms_high if n == 7 else ms_any_high if n == 8 else limb_high if n == 9 else tumor_high if n == 10 else tumor_mixed_high if n == 11 else chemo_high if n == 12 else chemo_late_high if n == 13 else anyone_high
        rest        = 100 - share
        to_estimate = share - low
        to_high     = high - share
        beyond      = 100 - high
        yours       = N*share/100
        yours_low   = N*low/100
        yours_high  = N*high/100
    """,
    choices={
        "condition": {
            "HIV": {"n": 1}, "diabetes": {"n": 2}, "diabetes_felt": {"n": 3}, "shingles": {"n": 4}, "cord": {"n": 5}, "stroke": {"n": 6},
            "MS": {"n": 7}, "MS_any": {"n": 8}, "amputation": {"n": 9}, "cancer": {"n": 10}, "cancer_mixed": {"n": 11},
            "chemo_first": {"n": 12}, "chemo_late": {"n": 13}, "anyone": {"n": 14},
        },
    },
    parameters=[
        #  symbol              value unit meaning                                                                      source  range
        Q("n",                     1, "",  "which figure is shown",                                                    "ours", (1, 14)),
        Q("N",                   100, "",  "people with this condition, in a clinic or a town",                        "ours", (10, 10_000)),
        Q("hiv",                38.0, "%", "neuropathic pain: 881 people with HIV and signs of nerve damage, six clinics, examined once", "ellis2010charter", (0, 100)),
        Q("hiv_low",            34.9, "%", "… low end, our interval from the count",                                   "ours", (0, 100)),
        Q("hiv_high",           41.3, "%", "… high end, our interval from the count",                                  "ours", (0, 100)),
        Q("dm",                 21.0, "%", "painful neuropathy: 15,692 people with diabetes in community care, symptoms and signs", "abbott2011pdn", (0, 100)),
        Q("dm_low",             20.4, "%", "… low end, our interval from the count",                                   "ours", (0, 100)),
        Q("dm_high",            21.6, "%", "… high end, our interval from the count",                                  "ours", (0, 100)),
        Q("dm_felt",            34.0, "%", "painful symptoms in the feet: the same people, with or without signs",     "abbott2011pdn", (0, 100)),
        Q("dm_felt_low",        33.3, "%", "… low end, our interval from the count",                                   "ours", (0, 100)),
        Q("dm_felt_high",       34.7, "%", "… high end, our interval from the count",                                  "ours", (0, 100)),
        Q("phn",                21.1, "%", "worst pain of 3 or more beyond 90 days: 702 people of 50 or older, followed from the rash", "kawai2015phn", (0, 100)),
        Q("phn_low",            18.2, "%", "… low end, our interval from the count",                                   "ours", (0, 100)),
        Q("phn_high",           24.3, "%", "… high end, our interval from the count",                                  "ours", (0, 100)),
        Q("sci",                  57, "%", "neuropathic pain: spinal cord injury, 24 studies pooled, 6,318 people",    "salehian2025sci", (0, 100)),
        Q("sci_low",              51, "%", "… low end",                                                                "salehian2025sci", (0, 100)),
        Q("sci_high",             64, "%", "… high end",                                                               "salehian2025sci", (0, 100)),
        Q("stroke",               11, "%", "central pain after stroke: studies pooled",                                "liampas2020cpsp", (0, 100)),
        Q("stroke_low",            7, "%", "… low end",                                                                "liampas2020cpsp", (0, 100)),
        Q("stroke_high",          18, "%", "… high end",                                                               "liampas2020cpsp", (0, 100)),
        Q("ms",                   26, "%", "neuropathic pain of the limbs: multiple sclerosis, studies pooled",        "foley2013ms", (0, 100)),
        Q("ms_low",                7, "%", "… low end",                                                                "foley2013ms", (0, 100)),
        Q("ms_high",              53, "%", "… high end",                                                               "foley2013ms", (0, 100)),
        Q("ms_any",               63, "%", "any pain: multiple sclerosis, studies pooled; headache and back pain included", "foley2013ms", (0, 100)),
        Q("ms_any_low",           55, "%", "… low end",                                                                "foley2013ms", (0, 100)),
        Q("ms_any_high",          70, "%", "… high end",                                                               "foley2013ms", (0, 100)),
        Q("limb",                 64, "%", "phantom limb pain: people with an amputation, studies pooled that differ a lot", "limakatso2020plp", (0, 100)),
        Q("limb_low",           60.0, "%", "… low end",                                                                "limakatso2020plp", (0, 100)),
        Q("limb_high",          68.1, "%", "… high end",                                                               "limakatso2020plp", (0, 100)),
        Q("tumor",              19.0, "%", "neuropathic pain, and no other: people with active cancer and pain, assessed in 22 studies", "bennett2012cancer", (0, 100)),
        Q("tumor_low",           9.4, "%", "… low end",                                                                "bennett2012cancer", (0, 100)),
        Q("tumor_high",         28.4, "%", "… high end",                                                               "bennett2012cancer", (0, 100)),
        Q("tumor_mixed",        39.1, "%", "neuropathic pain, alone or mixed: the same 22 studies",                    "bennett2012cancer", (0, 100)),
        Q("tumor_mixed_low",    28.9, "%", "… low end",                                                                "bennett2012cancer", (0, 100)),
        Q("tumor_mixed_high",   49.5, "%", "… high end",                                                               "bennett2012cancer", (0, 100)),
        Q("chemo",              68.1, "%", "neuropathy: people in the first month after chemotherapy, studies pooled", "seretny2014cipn", (0, 100)),
        Q("chemo_low",          57.7, "%", "… low end",                                                                "seretny2014cipn", (0, 100)),
        Q("chemo_high",         78.4, "%", "… high end",                                                               "seretny2014cipn", (0, 100)),
        Q("chemo_late",         30.0, "%", "neuropathy: six months or more after chemotherapy, studies pooled, other people", "seretny2014cipn", (0, 100)),
        Q("chemo_late_low",      6.4, "%", "… low end",                                                                "seretny2014cipn", (0, 100)),
        Q("chemo_late_high",    53.5, "%", "… high end",                                                               "seretny2014cipn", (0, 100)),
        Q("anyone",              6.9, "%", "pain with neuropathic features, by questionnaire: 23,712 adults in France, sick or well", "bouhassira2008prevalence", (0, 100)),
        Q("anyone_low",          6.6, "%", "… low end",                                                                "bouhassira2008prevalence", (0, 100)),
        Q("anyone_high",         7.2, "%", "… high end",                                                               "bouhassira2008prevalence", (0, 100)),
    ],
)
