"""A read-out against a control: what such a view may say."""

from ..errors import ModelError

SAYS = {"sweep!", "from!", "to!", "points!", "log", "read!", "label!", "role", "range", "values"}


def check(lab, view):
    """A curve goes up, through two points or more; from above 0 where its axis is logarithmic."""
    low, high, points = (view[word] for word in ("from", "to", "points"))
    if not low < high or (view.get("log") and not low > 0):
        raise ModelError(
            f"{lab.title}: the view 'curve' goes from {low} to {high}; the first must be less"
            f"{', and above 0 on a logarithmic axis' if view.get('log') else ''}"
        )
    if not isinstance(points, int) or points < 2:
        raise ModelError(f"{lab.title}: the view 'curve' has {points} points; give a whole number from 2 on")
