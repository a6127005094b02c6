"""Runs without time: trials of a map, people of a population, one closed form.

`kernel` has the functions of a model; its `zeros` are arrays of numbers, and `normals(seed, first, count, draw)` are
`count` standard normal numbers of a draw, from the person number `first` on.
"""

from ..errors import ModelError

CHUNK = 256  # people who are looked at in one piece of work


def trials_of(meta, kernel, p, trials):
    """{state or helper: its values}, one a trial: row k holds the states before trial k and the helpers in it."""
    y = [0.0 for _ in meta["states"]]
    o = [0.0 for _ in meta["helpers"]]
    kernel["starts"](p, y)
    rows = []
    for _ in range(trials):
        before = [*y]
        kernel["row"](y, p, [], o)
        rows.append([*before, *o])
    names = [*meta["states"], *meta["helpers"]]
    return {name: [row[names.index(name)] for row in rows] for name in names}


def enter_people(meta, kernel, p, people, seed, columns):
    """Fills `columns`, one for each draw and each helper, with the first `people` who enter; how many were seen.

    Yields after each piece of work how many are in. An error where hardly anybody enters.
    """
    y = kernel.zeros(0)
    z = kernel.zeros(len(meta["draws"]))
    o = kernel.zeros(len(meta["helpers"]))
    limit = max(1000, 2000 * people)
    entered = 0
    seen = 0
    while entered < people:
        draws = [kernel.normals(seed, seen, CHUNK, d) for d in range(len(z))]
        for k in range(CHUNK):
            for d in range(len(z)):
                z[d] = draws[d][k]
            seen += 1
            if kernel["row"](y, p, z, o):
                for d in range(len(z)):
                    columns[d][entered] = z[d]
                for h in range(len(o)):
                    columns[len(z) + h][entered] = o[h]
                entered += 1
                if entered == people:
                    break
        if seen > limit and entered < people:
            raise ModelError(
                f"{meta['title']}: of {seen} people only {entered} enter; make the rule 'where …' easier to meet"
            )
        yield entered
    return seen
