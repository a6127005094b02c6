"""Steps of one length while inputs move. It stands behind a model's own functions, or is given its `advance`."""


def advance_moving(advance, y, p, n, dt, first, every, out, k, spikes, sums, one, places, table):
    """`n` steps from `first` on, before each of which the values of `table` are put into their `places`.

    The other arguments are those of a model's `advance`; `one` is room for the spikes of a step. How many spikes.
    """
    fired = 0
    for i in range(n):
        for j in range(len(places)):
            p[places[j]] = table[j][i]
        count = advance(y, p, 1, dt, first + i, every, out, k, one, sums)
        for s in range(count):
            spikes[fired] = one[s]
            fired += 1
        k += (first + i + 1) // every - (first + i) // every
    return fired
