"""What an expression of a lab may read at a state of its controls."""


def scope_of(base, choices, derived, state):
    """{name: value}: `base`, over it what the chosen word of each of `choices` sets (the first where none is chosen),
    over that `state`; at last each of `derived`, (name, function of all that is known so far)."""
    known = {}
    for name, value in base.items():
        known[name] = value
    for word, options in choices.items():
        chosen = state.get(word)
        for option, values in options.items():
            if chosen is None:
                chosen = option
            if option == chosen:
                for name, value in values.items():
                    known[name] = value
    for name, value in state.items():
        known[name] = value
    for name, follows in derived:
        known[name] = follows(known)
    return known
