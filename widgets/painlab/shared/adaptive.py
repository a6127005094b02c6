"""The steps of an adaptive run, between the edges of its plan, and what is read of them afterwards.

This text stands behind a model's own functions, in Python and translated in the page. It calls what the model's writers
give: `step` (one step of Rodas5P), `prepare`, `observe`, `happen` and `spiked`. A step is of a length `unit*2**(k/4)`:
lengths from a lattice do not carry the last bits of an error into the next step, so that both languages take the same
steps. A segment is what is kept of a step: time, length, edge before it, and for each state its value at the start and
at the end and the three numbers of its interpolation.
"""

from .clock import ACT, BEGUN, EDGE, FIRED, HEAD, HELD, LEVEL, LOST, OF_STATE, REJECTED, TIME

ROOTS = (1.0, 1.189207115002721, 1.4142135623730951, 1.681792830507429)  # 2**(k/4)
# (0.8/2**(j/4))**5 for j = 9 … -9: the error, in tolerances, up to which the next step may be 2**(j/4) times as long.
LIMITS = (
    0.0001345434264405944, 0.0003200000000000001, 0.0007610925536017417, 0.0018101933598375615,
    0.00430538964609902, 0.010240000000000003, 0.024354961715255734, 0.05792618751480197,
    0.13777246867516865, 0.3276800000000001, 0.7793587748881835, 1.853638000473663,
    4.408718997605397, 10.485760000000003, 24.939480796421872, 59.316416015157216,
    141.0790079233727, 335.5443200000001, 798.0633854854999,
)  # fmt: skip
LOWEST = -40  # of k: where an input has a kink, no error is small, and steps of unit/1024 pass it
HIGHEST = 200


def lattice(unit, level):
    """`unit*2**(level/4)`."""
    power = (level + 80) // 4 - 20
    length = unit * ROOTS[(level + 80) % 4]
    for _ in range(power):
        length *= 2.0
    for _ in range(-power):
        length *= 0.5
    return length


def dense(a, b, d, e, f, part):
    """A state at a part of a segment, from 0 to 1: value at the start, at the end, and its three numbers."""
    left = 1.0 - part
    return left * a + part * (b + left * (d + part * (e + part * f)))


def set_inputs(p, places, table, edges, edge, time):
    """The inputs that move have their values at a time after an edge; whether one of them is on a ramp."""
    moving = len(places)
    ramping = False
    for m in range(moving):
        first = table[2 * (edge * moving + m)]
        last = table[2 * (edge * moving + m) + 1]
        if first == last:
            p[places[m]] = first
        else:
            ramping = True
            p[places[m]] = first + (last - first) * (time - edges[edge]) / (edges[edge + 1] - edges[edge])
    return ramping


def error_of(y, after, error, largest, tolerance):
    """The error of a step in units of what is allowed: root of the mean square over the states."""
    total = 0.0
    for i in range(len(y)):
        scale = tolerance * (max(abs(y[i]), abs(after[i])) + 0.01 * largest[i]) + 1e-14
        total += error[i] / scale * (error[i] / scale)
    return sqrt(total / len(y))


def change_of(error):
    """By how many levels of the lattice a step may change after an error."""
    j = 0
    while j < 18 and not error <= LIMITS[j]:
        j += 1
    return 9 - j


def crossing(a, b, d, e, f, threshold):
    """The part of a segment at which a state first crosses a threshold upward; 2 where it does not."""
    low = 0.0
    below = a
    for quarter in range(1, 5):
        high = 0.25 * quarter
        above = dense(a, b, d, e, f, high)
        if below < threshold and above >= threshold:
            return root(a, b, d, e, f, threshold, low, high)
        low = high
        below = above
    return 2.0


def root(a, b, d, e, f, threshold, low, high):
    """The part between `low` (below) and `high` (not below) at which a threshold is crossed, by the Illinois rule."""
    below = dense(a, b, d, e, f, low) - threshold
    above = dense(a, b, d, e, f, high) - threshold
    side = 0
    for _ in range(60):
        if high - low < 1e-13 or above == 0.0:
            break
        part = (low * above - high * below) / (above - below)
        value = dense(a, b, d, e, f, part) - threshold
        if value < 0.0:
            low = part
            below = value
            if side == -1:
                above *= 0.5
            side = -1
        else:
            high = part
            above = value
            if side == 1:
                below *= 0.5
            side = 1
    return high


def begin(y, p, c, places, table, edges, edge, clock, act_edges, act_kinds):
    """Events and inputs at an edge; after a jump the next step is not longer than the unit."""
    jumped = False
    act = int(clock[ACT])
    while act < len(act_edges) and act_edges[act] == edge:
        happen(act_kinds[act], y, p)
        act += 1
        jumped = True
    clock[ACT] = act
    for m in range(len(places)):
        if p[places[m]] != table[2 * (edge * len(places) + m)]:
            jumped = True
    set_inputs(p, places, table, edges, edge, edges[edge])
    prepare(p, c)
    if jumped:
        clock[LEVEL] = min(clock[LEVEL], 0.0)
    clock[BEGUN] = 1.0


def keep(out, at, time, length, edge, y, w):
    """Write a segment."""
    n = len(y)
    out[at] = time
    out[at + 1] = length
    out[at + 2] = edge
    at += HEAD
    for i in range(n):
        out[at + i] = y[i]
        out[at + n + i] = w[9][i]
        out[at + 2 * n + i] = w[12][i]
        out[at + 3 * n + i] = w[13][i]
        out[at + 4 * n + i] = w[14][i]


def shorten(clock, unit, level, length, change):
    """A step is refused: the next one is shorter than it was, by at least a level."""
    while level > LOWEST and lattice(unit, level) > length:
        level -= 1
    clock[LEVEL] = max(LOWEST, level + min(-1, change))
    clock[REJECTED] = 1.0


def accept(clock, level, change, last, released):
    """A step is taken: how long the next may be; once a hold has ended, not longer than the unit."""
    if not last:
        clock[LEVEL] = min(HIGHEST, level + (min(0, change) if clock[REJECTED] > 0.0 else change))
    elif released:
        clock[LEVEL] = min(level, 0)


def adaptive(y, p, c, j, factors, w, plan, unit, tolerance, cell, clock, out, spikes, budget):
    """Take up to `budget` steps of a leg from `clock` on; the number of segments written to `out`.

    `plan` is (edges, places, table, act_edges, act_kinds); `cell` (the membrane, or -1; the place of its threshold; of
    its hold after a reset, or -1; whether a spike changes a state).
    """
    edges, places, table, act_edges, act_kinds = plan
    at, threshold, hold, acting = cell
    n = len(y)
    width = HEAD + OF_STATE * n
    last_edge = len(edges) - 1
    edge = int(clock[EDGE])
    time = clock[TIME]
    filled = 0
    fired = 0
    fresh = True
    taken = 0
    while taken < budget:
        if clock[BEGUN] == 0.0:
            begin(y, p, c, places, table, edges, edge, clock, act_edges, act_kinds)
            fresh = True
        if edge == last_edge:
            break
        taken += 1
        held = time < clock[HELD]
        c[len(c) - 1] = 0.0 if held else 1.0
        end = min(edges[edge + 1], clock[HELD]) if held else edges[edge + 1]
        level = int(clock[LEVEL])
        length = lattice(unit, level)
        last = time + length * 1.0001 >= end
        if last:
            length = end - time
        step(y, p, c, j, factors, w, places, table, edges, edge, time, length, fresh)
        error = error_of(y, w[9], w[7], w[15], tolerance)
        change = change_of(error)
        if not error <= 1.0 and level > LOWEST:
            shorten(clock, unit, level, length, change)
            fresh = False
            continue
        if not error <= 1e300:
            clock[LOST] = 1.0
            break
        part = 2.0
        if at >= 0 and not held:
            part = crossing(y[at], w[9][at], w[12][at], w[13][at], w[14][at], p[threshold])
        if part <= 1.0:
            spikes[fired] = time + part * length
            fired += 1
            if acting and part < 1.0:
                length *= part
                last = False
                step(y, p, c, j, factors, w, places, table, edges, edge, time, length, False)
        keep(out, filled * width, time, length, edge, y, w)
        filled += 1
        time = end if last else time + length
        for i in range(n):
            y[i] = w[9][i]
            w[15][i] = max(w[15][i], abs(y[i]))
        fresh = True
        if part <= 1.0 and acting:
            y[at] = max(y[at], p[threshold])
            spiked(y, p)
            if hold >= 0:
                clock[HELD] = time + p[hold]
            clock[LEVEL] = min(level, 0)
        else:
            accept(clock, level, change, last, held and time >= clock[HELD])
        clock[REJECTED] = 0.0
        if time >= edges[edge + 1]:
            edge += 1
            clock[BEGUN] = 0.0
    clock[TIME] = time
    clock[EDGE] = edge
    clock[FIRED] = fired
    return filled
