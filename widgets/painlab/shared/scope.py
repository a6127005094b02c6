"""What follows from a state of a lab's controls: what its expressions may read, what its run is asked for.

`asked` is what `asked_of` (lab/asked.py) makes of a lab: its expressions as functions of all that is known at a state.
"""

USUAL = {  # what is asked of a run where nothing is said
    "values": {}, "given": [], "schedules": {}, "readouts": [], "dt": None, "duration": None, "every": None,
    "protocol": None, "trials": 20, "people": 1, "seed": 1,
}  # fmt: skip


def scope_of(base, choices, derived, state):
    """{name: value}: `base`, over it what the chosen word of each of `choices` sets (the first where none is chosen),
    over that `state`; at last each of `derived`, (name, function of all that is known so far)."""
    known = {**base}
    for word, options in choices.items():
        first = [*options.items()][0]
        known = {**known, **options[state.get(word) or first[0]]}
    known = {**known, **state}
    for name, follows in derived:
        known[name] = follows(known)
    return known


def request_of(settable, asked, v):
    """What a run is asked for, in numbers: the `values` of all that is settable, what moves them, read-outs, settings.

    `v` are all numbers of the state. `schedules` are courses, [base, pieces], by symbol.
    """
    schedules = {
        symbol: [base(v), [ramp([x(v) for x in piece]) for piece in pieces]]
        for symbol, base, pieces in asked["schedules"]
    }
    bases = {symbol: course[0] for symbol, course in schedules.items()}
    return {
        "values": {**{symbol: v[symbol] for symbol in settable}, **bases},
        "given": asked["given"],
        "schedules": schedules,
        "readouts": [[name, kind, symbol, a(v), b(v)] for name, kind, symbol, a, b in asked["readouts"]],
        **{word: value(v) for word, value in asked["settings"]},
    }


def ramp(piece):
    """A piece of three numbers as one of four, which ends as it starts."""
    return [*piece, piece[2]][:4]


def is_reached(condition, v, readouts):
    """Whether a goal's condition holds at all numbers `v`, among which the read-outs are called `read_<name>`."""
    return condition({**v, **{f"read_{name}": value for name, value in readouts.items()}})
