"""One bar for each event: what such a view may say."""

SAYS = {"train!", "event!", "label!", "role", ("overlay", "label! counts! only_when")}


def asks(lab, view, controls):
    """(name, what it is, known names) of what such a view asks for."""
    return [(view["train"], "train", lab.model.trains)]
