"""A read-out over two controls: what such a view may say."""

SAYS = {"x!", "y!", "columns!", "rows!", "read!", "role", ("kinds!", "below label! mark")}
MARKS = ("dot", "stroke", "full")


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    marks = [(row.get("mark", "full"), "mark", MARKS) for row in view.get("kinds", ())]
    return [(view[axis], "control", controls) for axis in "xy"] + marks
