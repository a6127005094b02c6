"""The texts of a lab and of its model, in the reader's language."""

import dataclasses

from ..page.words import catalog, every, in_words, t

# What a reader sees of each row; symbols, expressions and keys stay.
TEXTS = {
    "Lab": ("title", "question", "prediction", "misconception", "note", "task", "levels"),
    "Control": ("label",),
    "Option": ("text", "reason"),
    "Guess": ("reason", "label", "unit"),
    "Goal": ("question", "told"),
    "Readout": ("label", "unit"),
    "Threshold": ("label", "unit"),
    "Discovery": ("text",),
    "Card": ("published", "ours", "left_out", "not_for", "deviations"),
    "Model": ("title",),
    "Quantity": ("meaning", "unit", "species"),
}
OF_VIEWS = (
    "label", "title", "about", "banner", "scale", "first", "noun", "who", "unit", "zone_label", "still", "others",
    "dots", "event", "stages", "sides", "names", "tab",
)  # fmt: skip


def put_in_words(lab):
    """Put the texts of a lab and of its model, where they stand, into the reader's language: once, after the check."""
    if catalog() is None or "said" in vars(lab):
        return lab
    for name in ("described", "defaults"):
        vars(lab).pop(name, None)
    put(lab.model)
    put(lab)
    change(lab, "views", in_words(list(lab.views), *OF_VIEWS))
    change(lab, "sentence", tuple(clause(one) for one in lab.sentence))
    change(lab, "presets", {t(name): values for name, values in lab.presets.items()})
    return lab


def put(thing):
    """Put the texts of a row, and of all rows in it, into the reader's language."""
    if isinstance(thing, dict):
        thing = tuple(thing.values())
    if isinstance(thing, list | tuple):
        for one in thing:
            put(one)
    fields = TEXTS.get(type(thing).__name__)
    if not fields or "said" in vars(thing):
        return
    vars(thing)["said"] = True
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if field.name in fields:
            change(thing, field.name, every(value))
        elif field.name == "choices" and type(thing).__name__ == "Control":
            change(thing, "choices", tuple((t(str(label)), one) for label, one in value))
        else:
            put(value)


def clause(said):
    """A clause of a sentence: its text, or the texts of its cases, whose conditions stay."""
    return t(said) if isinstance(said, str) else tuple((condition, t(text)) for condition, text in said)


def change(thing, name, value):
    """Set a field of a frozen dataclass."""
    object.__setattr__(thing, name, value)
