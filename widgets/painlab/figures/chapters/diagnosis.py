"""Figures of the chapter 'Diagnosis': the steps of the grade, predictive values, and three sensory profiles."""

import numpy as np

from ...model import model
from ..figure import figure_of
from ..style import is_narrow, say

STEPS = (  # question, where a no leads
    ("A lesion or disease of sensory nerves\nin the history, and pain where it fits?", "unlikely"),
    ("Signs of changed feeling\nin that same area?", "possible"),
    ("A test that confirms\nthe lesion or disease?", "probable"),
)
STUDIES = ((0, "development study", "--", (-4, 12), "right"), (1, "consecutive patients", "-", (10, -14), "left"))
PROFILES = (("sensory loss", 42), ("thermal hyperalgesia", 33), ("mechanical hyperalgesia", 24))


@figure_of(
    "grades",
    title="Three questions, and every no is a place to stop",
    alt="Three questions, one below the other. First: is there a lesion or disease of sensory nerves in the history, "
    "and does the pain lie where it fits? If no, neuropathic pain is unlikely. Second: are there signs of changed "
    "feeling in that area? If no, it stays possible. Third: does a test confirm it? If no, it stays probable; "
    "if yes, it is called definite.",
    source=["finnerup2016grading", "our drawing"],
    note="The grade says how sure one is of the cause. It says nothing of how strong the pain is.",
    size=(640, 330),
    narrow=(340, 400),
)
def grades(fig, color):
    """The three questions of the grading, the grade at which each 'no' stops, and 'definite' at the end."""
    axes = fig.subplots()
    axes.axis("off")
    narrow = is_narrow(fig)
    size = 11 if narrow else 13
    axes.set(xlim=(0, 10), ylim=(-0.6, 6.8))
    exit_at = 7.6 if narrow else 7.2
    arrow = {"arrowstyle": "-|>,head_length=0.6,head_width=0.3", "linewidth": 2}
    for step, (question, stop) in enumerate(STEPS):
        y = 6.1 - 2 * step
        say(axes, 0.1, y, question, color.ink, fontsize=size)
        axes.annotate("", (1.2, y - 1.35), (1.2, y - 0.6), arrowprops=arrow | {"color": color.ink})
        say(axes, 1.5, y - 1, "yes", color.muted, fontsize=size)
        start = 6.55 if narrow else 4.9
        axes.annotate("", (exit_at - 0.1, y), (start, y), arrowprops=arrow | {"color": color.muted})
        say(axes, start + 0.05, y + 0.45, "no", color.muted, fontsize=size)
        say(axes, exit_at, y, stop, color.projection, fontsize=size + 1, fontweight="bold")
    say(axes, 0.1, 0.2, "definite", color.projection, fontsize=size + 1, fontweight="bold")


def meant(shares, study, symbol):
    """Percent who have neuropathic pain after a positive (`P_pos`) or a negative (`P_neg`) score."""
    return np.array([float(model("screening").run(P=one, study=study)[symbol][0]) for one in shares])


@figure_of(
    "predictive-values",
    title="What a positive score means depends on where it is used",
    alt="Share of people who have neuropathic pain after a positive DN4, against the share in the setting, from 1 to "
    "60%. With the accuracy in consecutive patients it is 21% where 8% have it and 76% where half do; with that of the "
    "development study 42% and 89%. After a negative score, in consecutive patients, it is 3% and 25%.",
    source=["bouhassira2005dn4", "timmerman2017dn4", "predictive values computed by us with Bayes' rule"],
    note="Sensitivity and specificity: 83 and 90% (development study), 75 and 76% (consecutive patients).",
    size=(640, 370),
    narrow=(340, 400),
)
def predictive_values(fig, color):
    """Chance of neuropathic pain after either score (%) against the share who have it (%), in two studies."""
    axes = fig.subplots()
    narrow = is_narrow(fig)
    shares = np.linspace(1, 60, 60)
    size = 11 if narrow else 12
    for study, name, style, offset, side in STUDIES:
        axes.plot(shares, meant(shares, study, "P_pos"), color=color.projection, linestyle=style, linewidth=2.5)
        for at in (8, 50):
            (value,) = meant([at], study, "P_pos")
            axes.plot(at, value, "o", color=color.projection)
            say(axes, at, value, f"{value:.0f}%", color.ink, fontsize=size, ha=side, xytext=offset)
        at = 22 if study == 0 else 27
        (value,) = meant([at], study, "P_pos")
        away = (-8, 18) if study == 0 else (10, -16)
        words = name.replace(" ", "\n") if narrow and study == 0 else name
        say(axes, at, value, words, color.projection, fontsize=size, ha=side, xytext=away)
    axes.plot(shares, meant(shares, 1, "P_neg"), color=color.muted, linewidth=2.5)
    say(axes, 60, 6 if narrow else 10, "after a negative score", color.muted, fontsize=size, ha="right")
    for at in (8, 50):
        (value,) = meant([at], 1, "P_neg")
        axes.plot(at, value, "o", color=color.muted)
        say(axes, at, value, f"{value:.0f}%", color.ink, fontsize=size, ha="right", xytext=(-2, 12))
    axes.set(
        xlabel="share who have neuropathic pain (%)"
        if narrow
        else "share in this setting who have neuropathic pain (%)",
        ylabel="share who have it after the score (%)",
        xlim=(0, 61),
        ylim=(0, 100),
        xticks=[0, 10, 20, 30, 40, 50, 60],
    )


@figure_of(
    "profiles",
    title="The same diagnosis can feel in three ways",
    alt="Shares of 902 people with peripheral neuropathic pain in three sensory profiles: sensory loss 42%, thermal "
    "hyperalgesia 33%, mechanical hyperalgesia 24%.",
    source=["baron2017profiles"],
    note="902 people with nerve pain of several causes; the profiles cut across the causes.",
    size=(640, 200),
    narrow=(340, 220),
)
def profiles(fig, color):
    """The shares of three sensory profiles among 902 people (%)."""
    axes = fig.subplots()
    for row, (name, share) in enumerate(PROFILES):
        axes.barh(row, share, color=color.projection, height=0.42)
        say(axes, 0, row - 0.42, name, color.ink, xytext=(2, 0))
        say(axes, share, row, f"{share}%", color.ink, xytext=(6, 0))
    axes.set(xlim=(0, 50), ylim=(2.4, -0.75), xlabel="share of 902 people (%)", yticks=[])
