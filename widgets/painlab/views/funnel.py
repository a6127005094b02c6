"""The still of trials: estimate against standard error."""

from ..page.words import t
from .drawing import SIZE, color_of, head, value_at
from .words import columns_of, readouts_of

TITLE = "standard error (points); truth {truth:.2f}, mean of the printed {mean:.2f}"
SAYS = {"estimate", "error", "printed", "label", "truth", "mean", "range", "deepest"}


def still(lab, state, run, view):
    """Trials, estimate against standard error, large ones above; those not printed are hollow."""

    def paint(axes):
        estimates, se, printed = (run[view[name]] for name in ("estimate", "error", "printed"))
        mean, truth, deep = run.readouts[view["mean"]], value_at(lab, state, view["truth"]), view["deepest"]
        axes.plot([0, 1.96 * deep], [0, deep], color=color_of("muted"), linewidth=1, dashes=(1, 3))
        axes.axvline(truth, color=color_of("ink"), linewidth=1.25)
        axes.axvline(mean, color=color_of("treatment"), linewidth=2)
        for side in (-1, 1):
            ends = [mean, mean + side * 1.96 * deep]
            axes.plot(ends, [0, deep], color=color_of("treatment"), linewidth=1, dashes=(4, 3))
        for seen, role, face in ((printed > 0, "treatment", "treatment"), (printed == 0, "muted", "paper")):
            axes.plot(
                estimates[seen], se[seen], "o", color=color_of(role), markerfacecolor=color_of(face), markersize=5
            )
        axes.set(xlim=view["range"], ylim=(deep, 0))
        axes.set_xlabel(view["label"], fontsize=SIZE)
        head(axes, t(TITLE, truth=truth, mean=mean))

    yield 210, paint


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    columns = [(view[word], "column", columns_of(lab)) for word in ("estimate", "error", "printed")]
    return [*columns, (view["truth"], "control", controls), (view["mean"], "read-out", readouts_of(lab))]
