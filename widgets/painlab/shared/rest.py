"""Equilibria of a model, whether they are stable, and its rest.

The text stands behind the functions `rhs`, `starts` and `settle` of a model.

Where a function takes `slopes`, it is called as `slopes(y, p, d)`: the right sides of a model, or of a part of one.
"""


def slopes_at(slopes, y, p):
    """The right sides at a state, as a list."""
    d = [0.0 for _ in range(len(y))]
    slopes(y, p, d)
    return d


def differences(slopes, y, p):
    """Derivative of the right sides by the states, by central differences, as a list of rows."""
    n = len(y)
    rows = [[0.0 for _ in range(n)] for _ in range(n)]
    for j in range(n):
        h = 1e-6 * max(1.0, abs(y[j])) if abs(y[j]) > 1e-3 else 1e-7
        up = [*y]
        down = [*y]
        up[j] += h
        down[j] -= h
        a = slopes_at(slopes, up, p)
        b = slopes_at(slopes, down, p)
        for i in range(n):
            rows[i][j] = (a[i] - b[i]) / (2.0 * h)
    return rows


def solved(matrix, rights):
    """Solutions of a small linear system for several right sides, by elimination with pivots; None if singular."""
    n = len(matrix)
    a = [[*matrix[i], *rights[i]] for i in range(n)]
    width = len(a[0])
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i][k]) > abs(a[pivot][k]):
                pivot = i
        row = a[pivot]
        a[pivot] = a[k]
        a[k] = row
        if row[k] == 0.0:
            return None
        for i in range(k + 1, n):
            factor_ = a[i][k] / row[k]
            for j in range(k, width):
                a[i][j] -= factor_ * row[j]
    solutions = [[0.0 for _ in range(width - n)] for _ in range(n)]
    for c in range(width - n):
        for back in range(n):
            i = n - 1 - back
            total = a[i][n + c]
            for j in range(i + 1, n):
                total -= a[i][j] * solutions[j][c]
            solutions[i][c] = total / a[i][i]
    return solutions


def newton(slopes, start, p):
    """The equilibrium next to a state, or None where Newton's steps do not end."""
    y = [*start]
    n = len(y)
    try:
        for _ in range(50):
            move = solved(differences(slopes, y, p), [[value] for value in slopes_at(slopes, y, p)])
            if move is None:
                return None
            largest = 0.0
            for i in range(n):
                y[i] -= move[i][0]
                if not abs(y[i]) < 1e300:
                    return None
                largest = max(largest, abs(move[i][0]) / max(1.0, abs(y[i])))
            if largest < 1e-12:
                return y
    except (ArithmeticError, ValueError):
        return None
    return None


def stable(slopes, y, p):
    """Whether small departures from the equilibrium `y` die out.

    The Cayley transform maps the stable half-plane into the unit disk: the powers of the transformed Jacobian shrink.
    """
    matrix = differences(slopes, y, p)
    n = len(y)
    size = max(1e-12, row_sum(matrix))
    plus = [[(1.0 if i == k else 0.0) + matrix[i][k] / size for k in range(n)] for i in range(n)]
    minus = [[(1.0 if i == k else 0.0) - matrix[i][k] / size for k in range(n)] for i in range(n)]
    m = solved(minus, plus)
    if m is None:
        return False
    growth = 0.0
    for _ in range(40):
        m = squared(m)
        norm = row_sum(m)
        if norm == 0.0:
            return True
        growth = 2.0 * growth + log(norm)
        if growth < -50.0:
            return True
        if growth > 50.0 * n:
            return False
        m = [[x / norm for x in row] for row in m]
    return growth < 0.0


def row_sum(matrix):
    """The largest sum of sizes of a row."""
    largest = 0.0
    for row in matrix:
        total = 0.0
        for x in row:
            total += abs(x)
        largest = max(largest, total)
    return largest


def squared(matrix):
    """A square matrix times itself."""
    n = len(matrix)
    product = [[0.0 for _ in range(n)] for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                product[i][j] += matrix[i][k] * matrix[k][j]
    return product


def scan_point(p, n, at, v):
    """The state with the membrane at `v` and everything else where it would stay."""
    y = [0.0 for _ in range(n)]
    starts(p, y)
    for _ in range(3):
        y[at] = v
        settle(y, p)
    return y


def roots(p, n, at, low, high, by):
    """Equilibria met when the membrane is scanned from `low` to `high` in steps of `by`, each refined by Newton."""
    rests = []
    before = 0.0
    v = low
    while v <= high:
        y = scan_point(p, n, at, v)
        now = slopes_at(rhs, y, p)[at]
        if before != 0.0 and now * before <= 0.0:
            exact = newton(rhs, y, p)
            if exact is not None and is_new(rests, exact[at], at):
                rests.append(exact)
        before = now
        v += by
    return rests


def is_new(known, value, at):
    """Whether no known equilibrium has this value of state `at`, to 1e-6."""
    for other in known:
        if abs(value - other[at]) < 1e-6:
            return False
    return True


def rest(p, n, at, low, high, by):
    """The first stable equilibrium from `low` to `high`, or None."""
    for y in roots(p, n, at, low, high, by):
        if stable(rhs, y, p):
            return y
    return None
