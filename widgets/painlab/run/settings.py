"""Settings of a run that are no quantities: which methods have them, and which values they may have."""

from ..errors import ModelError, refuse
from ..shared.scope import USUAL
from .schedule import is_finite

IN_TIME = ("adaptive", "rk4", "exponential", "chain")
WITHOUT_TIME = ("closed", "population")
ALL = (*IN_TIME, *WITHOUT_TIME, "map")
SETTINGS = {  # word: (methods that have it, whether it is a whole number, the lowest; a time is above that)
    "duration": (IN_TIME, False, 0),
    "dt": (IN_TIME, False, 0),
    "every": (IN_TIME, True, 0),
    "trials": (("map",), True, 1),
    "people": (WITHOUT_TIME, True, 1),
    "seed": (ALL, True, 0),
}


def checked_settings(model, given):
    """{word: number} of all settings, and the protocol; what is None is as usual. `ModelError` for a wrong one."""
    settings = {word: USUAL[word] for word in given}
    for word, value in given.items():
        if value is not None:
            settings[word] = checked_protocol(model, value) if word == "protocol" else checked(model, word, value)
    if settings["protocol"] is not None and settings["duration"] is not None:
        raise ModelError(
            f"{model.title}: the protocol '{settings['protocol']}' lasts as long as its phases; leave out 'duration'"
        )
    return settings


def checked(model, word, value):
    """A setting as a number."""
    methods, whole, lowest = SETTINGS[word]
    if model.method not in methods:
        known = [each for each, (those, _, _) in SETTINGS.items() if model.method in those]
        raise ModelError(
            f"{model.title}: its method '{model.method}' has no '{word}' to set; there are {', '.join(known)}"
        )
    if whole and not (is_finite(value) and value == int(value) and value >= lowest):
        raise ModelError(f"{model.title}: {word}={value!r} is no whole number from {lowest} on; give one")
    if not whole and not (is_finite(value) and value > lowest):
        raise ModelError(f"{model.title}: {word}={value!r} is no time; give a positive number, in {model.time}")
    return int(value) if whole else float(value)


def checked_protocol(model, name):
    """The name of a protocol of the model."""
    if name not in list(model.protocols):
        refuse(model.title, f"no protocol '{name}'", name, model.protocols)
    return name


def check_schedules(model, schedules, protocol):
    """`ModelError` for a schedule where nothing moves in time, or a protocol says what moves."""
    for symbol in [symbol for symbol, moves in schedules.items() if moves.pieces]:
        if protocol is not None:
            raise ModelError(f"{model.title}: the protocol '{protocol}' takes no schedule; give {symbol} as a number")
        if model.method not in IN_TIME:
            raise ModelError(
                f"{model.title}: its method '{model.method}' has no time, so no schedule; give {symbol} as a number"
            )
