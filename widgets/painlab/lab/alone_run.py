"""The runs of the Python files that run alone, as texts: each reads the tables that `alone_tables.py` writes.

`run(**values)` of each gives what `lab.run` of the package gives at these values, from the same equations.
"""

SCOPE = '''def scope(values):
    """All numbers of a run: the quantities, those in `values`, and what follows from them."""
    unknown = sorted(set(values) - set(VALUES))
    if unknown:
        raise ValueError(f"there is no quantity {unknown[0]!r}; there are {', '.join(VALUES)}")
    v = UNLISTED | VALUES | values
    for word, options in CHOICES.items():
        if v[word] not in options:
            raise ValueError(f"{word}: no {v[word]!r}; there are {', '.join(options)}")
        v |= options[v[word]] if v[word] != DEFAULTS[word] else {}
    v |= values
    for name, value in DERIVED.items():
        v[name] = value(v)
    return v


def at_base(v):
    """The numbers of a run with each input where it stands while nothing moves it."""
    return v | {symbol: base for symbol, (base, _) in INPUTS(v).items()}
'''

CELL = '''def at_start(v):
    """The state at the start."""
    p, resting = [v[s] for s in SETTABLE], [(v | RESTING)[s] for s in SETTABLE]
    y = [0.0] * (len(STATES) + HOLDING)
    starts(p, y)
    if START == "steady":
        settle(y, resting)
    if START != "rest":
        return y
    at_rest = rest(resting, len(STATES), MEMBRANE, SCAN["low"], SCAN["high"], SCAN["step"])
    if at_rest is None:  # it fires by itself: the run starts after it has done so for a while
        at_rest = scan_point(resting, len(STATES), MEMBRANE, SCAN["start"])
        at_rest = travel([*at_rest, *[0.0] * HOLDING], resting, 0.0, step_of(LONG_RUN, DT), {}, [], {})[0]
    return [*at_rest, *[0.0] * HOLDING][: len(y)]


def run(**values):
    """Run the model with `values` in place of those above: {"t", each state, "spikes", "readouts"}.

    `t` and the states are lists: where the method stood after each of its steps, or after each that is kept.
    """
    v = scope(values)
    based, trains = at_base(v), TRAINS(v)
    spikes, readouts, t, rows = [], {}, [], []
    moving = {SETTABLE.index(s): schedule for s, schedule in INPUTS(v).items() if schedule[1]}
    events = sorted(
        (time, number) for number, train in enumerate(trains) for time in train_times(*train)
    )  # fmt: skip
    ends, previous = {None: (0.0, at_start(based | TREATMENTS if PROTOCOL else based))}, None
    for name, length, changed, asked, after, treated, when in PHASES(v):
        origin, y = ends[after or previous]
        now = (based if treated or not PROTOCOL else based | TREATMENTS) | (changed if when else {})
        reads = {key: (kind, s, origin + length - a, origin + length) for key, (kind, s, a) in asked.items()}
        reads = reads if PROTOCOL else READ(v)
        late = {key: reads.pop(key) for key in [key for key, (kind, *_) in reads.items() if kind == "counts"]}
        p = [now[s] for s in SETTABLE]
        leg = travel(list(y), p, origin, step_of(length, DT), moving, [] if PROTOCOL else events, reads)
        y, times, states, fired, read_out = leg
        t += times
        rows += states
        spikes += fired
        readouts |= read_out
        for key, (kind, _, a, b) in reads.items():
            if kind in SPIKE_KINDS:
                readouts[key] = read_spikes(kind, spikes, a, b, SECOND)
        for key, (_, train, k, _) in late.items():
            start, gap, count, _ = trains[TRAIN_NAMES.index(train)]
            counts = counts_after(train_times(start, gap, count, [0.0]), gap, spikes)
            readouts[key] = float(late_readout("counts", counts, int(k), (), 0.0))
        ends[name], previous = (origin + length, y), name
    return {"t": t, **dict(zip(STATES, map(list, zip(*rows)))), "spikes": spikes, "readouts": readouts}
'''

ADAPTIVE = '''def segments_of(y, p, plan):
    """Yield (segments, spike times), piece by piece, until the plan is complete; `y` is changed in place."""
    n, pieces = len(y), 500
    constants, entries, factors = ([0.0] * size for size in SIZES)
    work, clock = [[0.0] * n for _ in range(16)], [0.0] * 9
    clock[TIME] = plan[0][0]
    out, fired = [0.0] * (pieces * (HEAD + OF_STATE * n)), [0.0] * pieces
    while clock[EDGE] < len(plan[0]) - 1 or clock[BEGUN] == 0.0:
        count = adaptive(
            y, p, constants, entries, factors, work, plan, DT, TOLERANCE, CELL, clock, out, fired, pieces
        )  # fmt: skip
        yield out[: count * (HEAD + OF_STATE * n)], fired[: int(clock[FIRED])]
        if clock[LOST] > 0.0:
            raise ArithmeticError(f"the run left the numbers after {clock[TIME]}, at {y}")


def read(kind, symbol, a, b, end, values, plan, segments, origin):
    """A read-out of the stretch from `a` to `b` of a leg that ends in the state `end`."""
    n, which = len(end), [*STATES, *HELPERS, *SETTABLE].index(symbol)
    edges, y, p, o = plan[0], list(end), list(values), [0.0] * len(HELPERS)
    first, last = (
        min(range(len(edges)), key=lambda k: abs(edges[k] - origin - step_of(t - origin, DT) * DT)) for t in (a, b)
    )
    width = HEAD + OF_STATE * n
    count = len(segments) // width
    if kind == "value":
        at = next((k for k in range(count) if segments[k * width + 2] >= last), None)
        if at is None:
            return final(which, y, p, o, plan)
        return quantity(segments, at * width, 0.0, which, y, p, o, plan)
    if kind in ("max", "min"):
        sign = 1.0 if kind == "max" else -1.0
        return sign * highest(segments, count, first, last, which, sign, y, p, o, plan)
    total = integral(segments, count, first, last, which, y, p, o, plan)
    return total if kind == "integral" else total / (edges[last] - edges[first])


def travel(y, p, origin, n, moving, events, reads):
    """Go on from the state `y` for `n` steps: (the state at the end, times, the states then, spikes, read-outs)."""
    times = [x for *_, a, b in reads.values() for x in (a, b)]
    plan, values = plan_of(origin, DT, n, list(moving), list(moving.values()), events, times), list(p)
    t, rows, spikes, segments = [origin], [list(y)], [], []
    for piece, fired in segments_of(y, p, plan):
        segments += piece
        spikes += fired
    width, end = HEAD + OF_STATE * len(y), origin + n * DT
    for at in range(0, len(segments), width):
        t.append(segments[at] + segments[at + 1])
        rows.append(segments[at + HEAD + len(y) : at + HEAD + 2 * len(y)])
    readouts = {
        key: read(kind, symbol, a, b, y, values, plan, segments, origin) for key, (kind, symbol, a, b) in reads.items()
        if kind not in SPIKE_KINDS and origin - 0.5 * DT <= a and b <= end + 0.5 * DT
    }  # fmt: skip
    return y, t, rows, spikes, readouts
'''

FIXED = '''def helpers_at(rows, inputs, p, moving):
    """{name of a helper or a quantity: its values} at rows of states and of what moves."""
    table, p = [], list(p)
    for y, moved in zip(rows, inputs):
        for place, value in zip(moving, moved):
            p[place] = value
        seen = [0.0] * len(HELPERS)
        observe(y, p, seen)
        table.append([*seen, *p])
    return dict(zip([*HELPERS, *SETTABLE], zip(*table)))


def travel(y, p, origin, n, moving, events, reads):
    """Go on from the state `y` for `n` steps: (the state at the end, times, the states then, spikes, read-outs)."""
    acts = {}
    for step, number in events_on(events, origin, DT, n):
        acts.setdefault(step, []).append(number)
    spans = {key: (step_of(a - origin, DT), step_of(b - origin, DT)) for key, (*_, a, b) in reads.items()}
    times = [time for time, _ in events] + [t for *_, a, b in reads.values() for t in (a, b)]
    marks = edge_steps(origin, DT, n, list(moving.values()), times)
    every, count = max(1, math.ceil(n / ROWS)), len(STATES)
    inputs_at = lambda k: [value_at(schedule, k, DT, origin) for schedule in moving.values()]
    t, rows, inputs, spikes, sums, exact = [origin], [y[:count]], [inputs_at(0)], [], {}, {}
    for first, last in zip(marks, [*marks[1:], n]):
        for number in acts.get(first, ()):
            EVENTS()[number](y, p)
        exact[first] = y[:count]
        ramps = any(ramps_at(schedule, first, DT, origin) for schedule in moving.values())
        total = [-math.inf] * count + [math.inf] * count + [0.0] * count
        for at in range(first, last) if ramps else [first] if last > first else []:
            taken = 1 if ramps else last - first
            for place, value in zip(moving, inputs_at(at)):
                p[place] = value
            out, fired = [0.0] * ((taken // every + 2) * count), [0.0] * (taken + 1)
            spikes += [origin + s * DT for s in fired[: advance(y, p, taken, DT, at, every, out, 0, fired, total)]]
            for k in range((at + taken) // every - at // every):
                rows.append(out[k * count : (k + 1) * count])
                t.append(origin + (at // every + k + 1) * every * DT)
                inputs.append(inputs_at((at // every + k + 1) * every))
        sums[first, last] = total
    readouts = {}
    for key, (kind, symbol, _, _) in reads.items():
        begin, end = spans[key]
        if kind in SPIKE_KINDS or begin < 0 or end > n:
            continue
        if symbol not in STATES:
            column = helpers_at(rows, inputs, p, moving)[symbol]
        elif kind == "value":
            readouts[key] = exact[end][STATES.index(symbol)]
            continue
        else:
            totals = [[-math.inf, math.inf, 0.0] for _ in STATES]
            for (a, b), total in sums.items():
                if begin <= a and b <= end and b > a:
                    gather(totals, total)
            readouts[key] = read_totals(kind, totals[STATES.index(symbol)], end - begin, DT)
            continue
        inside = column[-(-begin // every) : end // every + 1]
        readouts[key] = column[end // every] if kind == "value" else read_column(kind, inside, DT * every)
    return y, t, rows, spikes, readouts
'''

CHAIN = '''def run(**values):
    """Run the chain with `values` in place of those above: {"t", the membrane at each site, "spikes", "readouts"}.

    `spikes` are (number of the compartment, time); `t` and what belongs to it are lists, a value for each step.
    """
    v = scope(values)
    based, inputs = at_base(v), INPUTS(v)
    size, length, n = int(COMPARTMENTS(based) + 0.5), LENGTH(based), step_of(DURATION(v), DT)

    def place(fraction):
        return min(size - 1, int(fraction * size))

    moving = {SETTABLE.index(s): schedule for s, schedule in inputs.items()}
    p, y, work = [based[s] for s in SETTABLE], [0.0] * (size * len(STATES)), [0.0] * (2 * size)
    starts(p, y, size)
    marks = edge_steps(0.0, DT, n, list(moving.values()), [])
    sites, spikes = [place(fraction) for fraction in SITES], []
    at = STATES.index(V) * size
    rows = [[y[at + site] for site in sites]]
    for first, last in zip(marks, marks[1:]):
        ramps = any(ramps_at(schedule, first, DT, 0.0) for schedule in moving.values())
        for step in range(first, last) if ramps else [first]:
            taken = 1 if ramps else last - first
            for where, schedule in moving.items():
                p[where] = value_at(schedule, step, DT, 0.0)
            out, buffer = [0.0] * (taken * len(sites)), [0.0] * (2 * taken * size + 2)
            count = advance(y, p, taken, DT, step, 1, out, 0, buffer, work, sites, size, len(sites))
            spikes += [(int(buffer[2 * k]), buffer[2 * k + 1] * DT) for k in range(count)]
            rows += [out[k * len(sites) : (k + 1) * len(sites)] for k in range(taken)]
    readouts = {}
    for name, (kind, a, b) in READ(v).items():
        here, there = ([t for where, t in spikes if where == place(fraction)] for fraction in (a, b))
        apart = (place(b) - place(a)) * length / size
        readouts[name] = float(late_readout(kind, here, a, there, apart))
    columns = {f"{V}@{fraction:g}": list(column) for fraction, column in zip(SITES, zip(*rows))}
    return {"t": [k * DT for k in range(len(rows))], **columns, "spikes": spikes, "readouts": readouts}
'''

TRIALS = '''def run(**values):
    """{what} with `values` in place of those above: {{each state and each helper, "readouts"}}."""
    v = scope(values)
    based = at_base(v)
    p, y, seen, table = [based[s] for s in SETTABLE], [0.0] * len(STATES), [0.0] * len(HELPERS), []
    {start}for _ in range(int(COUNT(v))):
        before = list(y)
        row(y, p, [], seen)
        table.append(based | dict(zip([*STATES, *HELPERS], [*before, *seen])))
    readouts = {{name: table[k if k < 0 else k - 1][symbol] for name, (_, symbol, k) in READ(v).items()}}
    return {{symbol: [line[symbol] for line in table] for symbol in [*STATES, *HELPERS]}} | {{"readouts": readouts}}
'''

PEOPLE = '''def run(**values):
    """Draw people, with `values` in place of those above, until enough are in: {{each draw and helper, "readouts"}}."""
    v = scope(values)
    based = at_base(v)
    p, seen, people, index = [based[s] for s in SETTABLE], [0.0] * len(HELPERS), [], 0
    while len(people) < int(COUNT(v)):
        some = np.arange(index, index + 500)
        draws = [uniform(int(SEED(v)), some, draw).tolist() for draw in range(len(DRAWS))]
        for chances in zip(*draws):
            z = [normal_quantile(chance) for chance in chances]
            if len(people) < int(COUNT(v)) and row([], p, z, seen):
                people.append([*z, *seen])
        index += len(some)
    columns = dict(zip([*DRAWS, *HELPERS], np.array(people).T))
    readouts = {{}}
    for name, (kind, symbol, k) in READ(v).items():
        if kind in LATE_KINDS and kind != "report":
            readouts[name] = float(late_readout(kind, columns[symbol], k, (), 0.0))
    {report}return {{name: column.tolist() for name, column in columns.items()}} | {{"readouts": readouts}}
'''
