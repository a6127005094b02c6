"""How an expectation learns from what is felt (@onysk2024).

Reproduces the authors' Kalman-filter model with perception (their Stan model m2_KF). The expectation learns
from the felt pain, not from the input. `teaching` is our own set; `healthy_adults` holds the column means
over the 27 people in the authors' stored fits, recomputed by us. Ours too: no response noise.
"""

from ..model import Model
from ..model import Quantity as Q

# fmt: off
model = Model(
    title="The brain's bet",
    source="onysk2024",
    method="map",
    time="trial",
    equations="""
        gamma    = eps**2/(eps**2 + psi**2 + w)
        P      = (1 - gamma)*N + gamma*E
        s_E    = sqrt(psi**2 + w)
        s_P    = eps*s_E/sqrt(eps**2 + s_E**2)
        alpha  = w/(psi**2 + w)
        next E = E + alpha*(P - E)
        next w = w*(eps**2 + psi**2)/(eps**2 + psi**2 + w) + eta**2
    """,
    inputs=[
        Q("N",    60, "", "strength of the input",                  "ours", (0, 100)),
    ],
    states=[
        Q("E", "E0",    "", "expected pain"),
        Q("w", "w0**2", "", "uncertainty of the expectation (variance)"),
    ],
    parameters=[
        #  symbol value unit meaning                                  source       range
        Q("E0",   30, "", "pain expected before the first trial",    "ours",      (0, 100)),
        Q("w0",    2, "", "uncertainty of that expectation (SD)",    "ours",      (0.5, 10)),
        Q("eps",   4, "", "noise of the input (SD)",                 "ours",      (0.5, 16), tex=r"\varepsilon"),
        Q("psi",   3, "", "how much the pain is held to vary (SD)",  "ours",      (1, 10)),
        Q("eta", 1.5, "", "how fast the world is held to change (SD)", "ours",    (0, 4)),
    ],
    presets={
        "teaching": {},
        "healthy_adults": {"eps": 1.648, "psi": 1.417, "eta": 2.692, "E0": 70.28, "w0": 0.943},
    },
)
