"""Where one or two states of a model would go, the others having settled: flow, nullclines, equilibria, landscape.

All of it is computed from the model's own right sides: there is no second copy of an equation. `kernel` has them, and
`newton` and `stable` of `rest.py`, by name.
"""

from math import floor, inf, nan

CELLS = 48  # of a plane, each way
PARTS = 240  # of a landscape


def part_of(kernel, whole, free):
    """The right sides of the `free` states alone, the others as `whole` holds them, for `newton` and `stable`."""
    y = [*whole]
    d = [0.0 for _ in whole]

    def slopes(part, p, out):
        for k in range(len(free)):
            y[free[k]] = part[k]
        kernel["rhs"](y, p, d)
        for k in range(len(free)):
            out[k] = d[free[k]]

    return slopes


def flow_of(kernel, p, whole, states, inputs, following):
    """The flow of one or two axes at the state `whole` with values `p`: {slopes, equilibrium}, functions of a place.

    states, inputs: the places of the axes among the states and among the values, -1 where they are none. `following`
    are the states that are where they would stay; those that are neither keep their value.
    slopes([x, y]): how fast each axis changes there; nan where the others find no place to stay, 0 for an input.
    equilibrium([x, y]): {at, stable} of the equilibrium next to a place, or None.
    """
    y = [*whole]
    d = [0.0 for _ in whole]
    free = [*[at for at in states if at >= 0], *following]
    known = {"last": [whole[at] for at in following]}

    def settles(at):
        for k in range(len(states)):
            if states[k] >= 0:
                y[states[k]] = at[k]
            else:
                p[inputs[k]] = at[k]
        if len(following) == 0:
            return True
        part = part_of(kernel, y, following)
        there = kernel["newton"](part, known["last"], p)
        if there is None:
            there = kernel["newton"](part, [whole[each] for each in following], p)
        if there is None:
            return False
        known["last"] = there
        for k in range(len(following)):
            y[following[k]] = there[k]
        return True

    def slopes(at):
        if not settles(at):
            return [nan for _ in states]
        kernel["rhs"](y, p, d)
        return [d[each] if each >= 0 else 0.0 for each in states]

    def equilibrium(at):
        if not settles(at):
            return None
        part = part_of(kernel, y, free)
        there = kernel["newton"](part, [y[each] for each in free], p)
        if there is None:
            return None
        place = [*at]
        moved = 0
        for k in range(len(states)):
            if states[k] >= 0:
                place[k] = there[moved]
                moved += 1
        return {"at": place, "stable": kernel["stable"](part, there, p)}

    return {"slopes": slopes, "equilibrium": equilibrium}


def evenly(low, high, count):
    """`count` + 1 numbers from `low` to `high`, evenly."""
    return [low + i / count * (high - low) for i in range(count + 1)]


def root_between(f, low, high, at_low, at_high):
    """A root of f between two places where its values differ in sign: by turns two secants and the middle."""
    a = low
    b = high
    fa = at_low
    fb = at_high
    for k in range(60):
        if abs(b - a) <= 1e-12 * max(1.0, abs(a)):
            break
        secant = a - fa * (b - a) / (fb - fa)
        x = secant if k % 3 < 2 and (secant - a) * (secant - b) < 0.0 else 0.5 * (a + b)
        fx = f(x)
        if fx == 0.0:
            return x
        if fx * fa < 0.0:
            b = x
            fb = fx
        else:
            a = x
            fa = fx
    return 0.5 * (a + b)


def plane_of(flow, x, y, count):
    """Nullclines and equilibria of a flow in the plane of the ranges `x` and `y`, on a grid of `count` cells each way.

    Yields None after each piece of work; its value is {lines, points, arrows}. lines: for each axis, the lines of
    points [x, y] at which its slope is 0, each found between two corners of the grid. points: the equilibria, as {at,
    stable}, from left to right. arrows: [x, y, slope, slope] at some corners.
    """
    xs = evenly(x[0], x[1], count)
    ys = evenly(y[0], y[1], count)
    grid = []
    for a in xs:
        grid.append([flow["slopes"]([a, b]) for b in ys])
        yield None
    lines = []
    for k in range(2):
        lines.append(joined(crossings(flow, xs, ys, grid, k), count))
        yield None
    points = []
    for i in range(count):
        for j in range(count):
            corners = [grid[i][j], grid[i + 1][j], grid[i][j + 1], grid[i + 1][j + 1]]
            if changes_sign(corners, 0) and changes_sign(corners, 1):
                here = flow["equilibrium"]([0.5 * (xs[i] + xs[i + 1]), 0.5 * (ys[j] + ys[j + 1])])
                if here is not None and is_inside(here["at"], x, y) and is_new_in(points, here["at"], x, y):
                    points = in_row(points, here)
        yield None
    arrows = []
    for i in range(2, count):
        for j in range(2, count):
            if i % 4 == 2 and j % 4 == 2:
                arrows.append([xs[i], ys[j], *grid[i][j]])
    return {"lines": lines, "points": points, "arrows": arrows}


def changes_sign(corners, k):
    """Whether slope `k` is above 0 at one of the corners and not at another."""
    return len([c for c in corners if c[k] > 0.0]) > 0 and len([c for c in corners if c[k] <= 0.0]) > 0


def is_inside(at, x, y):
    """Whether a point lies within both ranges, their ends included."""
    return x[0] <= at[0] <= x[1] and y[0] <= at[1] <= y[1]


def is_new_in(points, at, x, y):
    """Whether none of the points is this one."""
    for point in points:
        there = point["at"]
        if abs(at[0] - there[0]) < 1e-6 * (x[1] - x[0]) and abs(at[1] - there[1]) < 1e-6 * (y[1] - y[0]):
            return False
    return True


def in_row(points, point):
    """The points and one more, from left to right."""
    before = [other for other in points if other["at"][0] <= point["at"][0]]
    return [*before, point, *[other for other in points if other["at"][0] > point["at"][0]]]


def edge_at(i, j, up, count):
    """The number of the edge that goes from a corner of the grid to the right, or upward."""
    return 2 * (i * (count + 1) + j) + up


def crossings(flow, xs, ys, grid, k):
    """The point at which slope `k` is 0 on each edge of the grid, by the edge's number; None where it is not."""
    points = []
    for i in range(len(xs)):
        for j in range(len(ys)):
            here = grid[i][j][k]
            right = min(i + 1, len(xs) - 1)
            above = min(j + 1, len(ys) - 1)
            points.append(crossing(flow, k, [xs[i], ys[j]], [xs[right], ys[j]], here, grid[right][j][k]))
            points.append(crossing(flow, k, [xs[i], ys[j]], [xs[i], ys[above]], here, grid[i][above][k]))
    return points


def crossing(flow, k, a, b, at_a, at_b):
    """The point between two neighboring corners at which slope `k` is 0; None if its sign is the same at both."""
    if not at_a * at_b < 0.0:
        return None
    axis = 1 if a[0] == b[0] else 0
    point = [*a]

    def slope_at(x):
        point[axis] = x
        return flow["slopes"](point)[k]

    point[axis] = root_between(slope_at, a[axis], b[axis], at_a, at_b)
    return point


def joined(points, count):
    """Lines of the crossing points: those on the edges of a cell belong together, two by two."""
    neighbors = [[] for _ in points]
    for i in range(count):
        for j in range(count):
            around = [edge_at(i, j, 0, count), edge_at(i, j, 1, count)]
            around = [*around, edge_at(i, j + 1, 0, count), edge_at(i + 1, j, 1, count)]
            crossed = [edge for edge in around if points[edge] is not None]
            for n in range(len(crossed) - 1):
                if n % 2 == 0:
                    neighbors[crossed[n]].append(crossed[n + 1])
                    neighbors[crossed[n + 1]].append(crossed[n])
    left = [point is not None for point in points]
    lines = []
    for most in (1, 4):  # first the lines that have an end, then those that are closed
        for start in range(len(points)):
            if left[start] and len(neighbors[start]) <= most:
                line = followed(start, points, neighbors, left)
                if len(line) > 1:
                    lines.append(line)
    return lines


def followed(start, points, neighbors, left):
    """The points of a line from an edge on; none of them is `left` then."""
    line = []
    edge = start
    while edge >= 0:
        left[edge] = False
        line.append(points[edge])
        ahead = [other for other in neighbors[edge] if left[other]]
        edge = ahead[0] if len(ahead) > 0 else -1
    return line


def landscape_of(flow, low, high, count):
    """The landscape of one state: {xs, heights, floors}.

    The height is minus the integral of the state's slope, by the trapezoid rule, its lowest point 0. Floors, {at,
    stable}, are where the slope is 0: where a state stays, or where it parts.
    """
    xs = evenly(low, high, count)
    slopes = [flow["slopes"]([x])[0] for x in xs]

    def slope_at(x):
        return flow["slopes"]([x])[0]

    heights = [0.0]
    floors = [{"at": xs[0], "stable": slopes[1] < 0.0}] if slopes[0] == 0.0 else []
    for i in range(1, count + 1):
        before = slopes[i - 1]
        heights.append(heights[i - 1] - 0.5 * (slopes[i] + before) * (xs[i] - xs[i - 1]))
        if before * slopes[i] < 0.0:
            at = root_between(slope_at, xs[i - 1], xs[i], before, slopes[i])
            floors.append({"at": at, "stable": before > 0.0})
        elif before != 0.0 and slopes[i] == 0.0:
            floors.append({"at": xs[i], "stable": before > 0.0})
    lowest = inf
    for height in heights:
        if height < lowest:
            lowest = height
    return {"xs": xs, "heights": [height - lowest for height in heights], "floors": floors}


def height_over(land, x):
    """The height above a place, between two points of a landscape."""
    xs = land["xs"]
    heights = land["heights"]
    last = len(xs) - 1
    part = (x - xs[0]) / (xs[last] - xs[0]) * last
    i = max(0, min(last - 1, floor(part)))
    between = max(0.0, min(1.0, part - i))
    return heights[i] + between * (heights[i + 1] - heights[i])
