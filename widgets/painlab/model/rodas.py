"""One step of Rodas5P, written out from its table: a Rosenbrock method of order 5 with an interpolation of order 4.

Steinebach G. Construction of Rosenbrock–Wanner method Rodas5P and numerical benchmarks within the Julia Differential
Equations package. BIT Numerical Mathematics 2023; 63, article 27. doi:10.1007/s10543-023-00967-x. In the form that
needs no product with the Jacobian J: (I/(g h) - J) u_s = f(y + sum A[s] u) + sum C[s] u / h + h D[s] df/dt.
"""

GAMMA = 0.21193756319429014
NODES = (0.0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1.0, 1.0, 1.0)
D = (
    0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069, 0.0, 0.0,
    0.0,
)  # fmt: skip
A = (
    (),
    (3.0,),
    (2.849394379747939, 0.45842242204463923),
    (-6.954028509809101, 2.489845061869568, -10.358996098473584),
    (2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641),
    (-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946),
)
A += ((*A[5], 1.0), (*A[5], 1.0, 1.0))
C = (
    (),
    (-14.155112264123755,),
    (-17.97296035885952, -2.859693295451294),
    (147.12150275711716, -1.41221402718213, 71.68940251302358),
    (165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306),
    (24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471),
    (30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
     -28.087943162872662),
    (37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
     -54.66780262877968, -9.48861652309627),
)  # fmt: skip
H = (
    (25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
     1.1241088310450404, 0.4272876194431874, -0.17202221070155493),
    (-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
     15.98066361424651, -6.789040303419874, -6.710236069923372),
    (11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
     -59.78993625266729, -0.15582684282751913, 4.883087185713722),
)  # fmt: skip
STAGES = range(8)


def step_text():
    """`step(…)`: the stages into `w[0]` … `w[7]` (the last is the error), the new state into `w[9]`, the three numbers
    of the interpolation into `w[12]` … `w[14]`. `fresh` where the state or an input is new since the last step."""
    lines = [f"u{s} = w[{s}]" for s in STAGES]
    lines += ["v = w[8]", "after = w[9]", "f = w[10]", "later = w[11]", "n = len(y)"]
    lines += ["ramping = set_inputs(p, places, table, edges, edge, time)"]
    lines += ["if ramping:", "    prepare(p, c)"]
    lines += ["if fresh or ramping:", "    jacobian(y, p, c, j)", "    slopes(y, p, c, f)"]
    lines += ["if ramping:", "    soon = 0.000001 * length"]
    lines += ["    set_inputs(p, places, table, edges, edge, time + soon)", "    prepare(p, c)"]
    lines += ["    slopes(y, p, c, later)"]
    lines += ["    for i in range(n):", "        later[i] = (later[i] - f[i]) / soon"]
    lines += [f"factor(j, {1 / GAMMA!r} / length, l)", "g = 1.0 / length"]
    for s in STAGES:
        lines += stage(s)
    error = f"u{STAGES[-1]}"
    lines += ["d = w[12]", "e = w[13]", "q = w[14]", "for i in range(n):", f"    after[i] = v[i] + {error}[i]"]
    lines += [f"    {name}[i] = {total(row)}" for name, row in zip("deq", H, strict=True)]
    head = "def step(y, p, c, j, l, w, places, table, edges, edge, time, length, fresh):"
    return "\n".join([head, *(f"    {line}" for line in lines)]) + "\n"


def stage(s):
    """The lines of one stage."""
    u, lines = f"u{s}", []
    if s == 0:
        lines += ["for i in range(n):", f"    {u}[i] = f[i]"]
    else:
        if NODES[s] != NODES[s - 1]:
            moved = f"set_inputs(p, places, table, edges, edge, time + {NODES[s]!r} * length)"
            lines += ["if ramping:", f"    {moved}", "    prepare(p, c)"]
        lines += ["for i in range(n):", f"    v[i] = y[i] + {total(A[s])}", f"slopes(v, p, c, {u})"]
        lines += ["for i in range(n):", f"    {u}[i] += g * ({total(C[s])})"]
    if D[s]:
        lines += ["if ramping:", "    for i in range(n):", f"        {u}[i] += length * {D[s]!r} * later[i]"]
    return [*lines, f"solve(l, {u})"]


def total(row):
    """A sum of stages with the weights of a row, but for those that are 1."""
    parts = [f"u{r}[i]" if weight == 1.0 else f"{weight!r} * u{r}[i]" for r, weight in enumerate(row)]
    return " + ".join(parts).replace("+ -", "- ")
