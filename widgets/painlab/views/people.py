"""Whole people in groups: what such a view may say."""

from ..errors import ModelError, refuse

SAYS = {"total!", "label", "of", ("groups!", "read! label! role mark only_when")}
MARKS = ("full", "ring", "cross", "empty")


def check(lab, view):
    """No more people than can be seen, and marks that can be drawn."""
    total = view["total"]
    if total not in range(1, 201):
        raise ModelError(f"{lab.title}: an icon array of {total} people; give a whole number from 1 to 200")
    for name in [view.get("of", 1), *(group["read"] for group in view["groups"])]:
        if isinstance(name, str) and name not in lab.readouts:
            refuse(lab.title, f"the people of '{name}' are no read-out", name, lab.readouts, "; add it")
    for group in view["groups"]:
        mark = group.get("mark", "full")
        if mark not in MARKS:
            refuse(lab.title, f"no mark '{mark}'", mark, MARKS)
