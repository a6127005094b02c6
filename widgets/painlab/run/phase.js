// Where one or two states of a model would go, the others having settled: nullclines, equilibria, landscape. All of it is
// computed from the model's own right sides; the twin of phase.py. Pure: numbers in, numbers out.

/** The right sides of the `free` states alone, the others as `whole` holds them: as newton() and stable() of a kernel take them. */
export function partOf(code, whole, free) {
  const y = Float64Array.from(whole);
  const d = new Float64Array(y.length);
  const rhs = (part, p, slopes) => {
    free.forEach((at, k) => { y[at] = part[k]; });
    code.kernel.rhs(y, p, d);
    free.forEach((at, k) => { slopes[k] = d[at]; });
  };
  return rhs;
}

/**
 * The flow of the states (or inputs) `axes` at one moment of a run. `hold` are states that keep their value of that moment; all
 * others follow: they are where they would stay. Returns {slopes(…at), equilibrium(…at), key}.
 * slopes: how fast the axes' states change there (NaN where the others find no place); an input's slope is 0.
 * equilibrium: {at, stable} next to a place, or null.
 */
export function flowAt(code, run, row, axes, hold = []) {
  const {meta, kernel} = code;
  const p = Float64Array.from(meta.settable, (symbol) => (symbol in (run.schedules ?? {}) ? run.column(symbol)[row] : run.values[symbol]));
  const whole = Float64Array.from(meta.states, (symbol) => run.column(symbol)[row]);
  const states = axes.map((symbol) => meta.states.indexOf(symbol));
  const inputs = axes.map((symbol) => meta.settable.indexOf(symbol));
  const moving = states.filter((at) => at >= 0);
  const following = meta.states.map((_, at) => at).filter((at) => !moving.includes(at) && !hold.includes(meta.states[at]));
  const y = Float64Array.from(whole);
  const d = new Float64Array(y.length);
  let last = following.map((at) => whole[at]);

  function place(at) {
    axes.forEach((_, k) => { if (states[k] >= 0) y[states[k]] = at[k]; else p[inputs[k]] = at[k]; });
    if (!following.length) return true;
    const part = partOf(code, y, following);
    const found = kernel.newton(part, last, p) ?? kernel.newton(part, following.map((each) => whole[each]), p);
    if (!found) return false;
    last = found;
    following.forEach((each, k) => { y[each] = found[k]; });
    return true;
  }

  function slopes(...at) {
    if (!place(at)) return axes.map(() => NaN);
    kernel.rhs(y, p, d);
    return states.map((each) => (each >= 0 ? d[each] : 0));
  }

  function equilibrium(...at) {
    if (!place(at)) return null;
    const free = [...moving, ...following];
    const part = partOf(code, y, free);
    const found = kernel.newton(part, free.map((each) => y[each]), p);
    if (!found) return null;
    const there = states.map((each, k) => (each >= 0 ? found[free.indexOf(each)] : at[k]));
    return {at: there, stable: kernel.stable(part, found, p)};
  }

  const kept = [...p.filter((_, k) => !inputs.includes(k)), ...hold.map((symbol) => whole[meta.states.indexOf(symbol)])];
  return {slopes, equilibrium, key: kept.join()};
}

/** A root of f between a and b, where it changes sign: bisection, each time at the better of the middle and the secant. */
export function rootBetween(f, a, b, fa = f(a), fb = f(b)) {
  for (let k = 0; k < 60 && Math.abs(b - a) > 1e-12 * Math.max(1, Math.abs(a)); k += 1) {
    const secant = a - (fa * (b - a)) / (fb - fa);
    const x = k % 3 < 2 && (secant - a) * (secant - b) < 0 ? secant : 0.5 * (a + b);
    const fx = f(x);
    if (fx === 0) return x;
    if (fx * fa < 0) [b, fb] = [x, fx];
    else [a, fa] = [x, fx];
  }
  return 0.5 * (a + b);
}

/** `count` + 1 numbers from `low` to `high`, evenly. */
export function evenly([low, high], count) {
  return Array.from({length: count + 1}, (_, i) => low + (i / count) * (high - low));
}

/**
 * Nullclines and equilibria of a flow in the plane of `x` and `y` ranges: yields null after each column, returns
 * {lines: [lines of points where the first slope is 0, … the second], points, arrows: [[x, y, dx, dy], …]}.
 * A line's points lie on the grid's edges, each found by bisection there.
 */
export function* planeOf(flow, x, y, count = 48) {
  const xs = evenly(x, count);
  const ys = evenly(y, count);
  const grid = [];
  for (const a of xs) {
    grid.push(ys.map((b) => flow.slopes(a, b)));
    yield null;
  }
  const lines = [];
  for (const k of [0, 1]) {
    const crossings = crossedEdges(flow, xs, ys, grid, k);
    lines.push(joinEdges(xs, ys, grid, k, crossings));
    yield null;
  }
  const points = [];
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const corners = [grid[i][j], grid[i + 1][j], grid[i][j + 1], grid[i + 1][j + 1]];
      if (![0, 1].every((k) => corners.some((c) => c[k] > 0) && corners.some((c) => c[k] <= 0))) continue;
      const found = flow.equilibrium(0.5 * (xs[i] + xs[i + 1]), 0.5 * (ys[j] + ys[j + 1]));
      if (found && isInside(found.at, x, y) && !points.some(({at}) => isNear(at, found.at, x, y))) points.push(found);
    }
    yield null;
  }
  const arrows = [];
  for (let i = 2; i < count; i += 4) for (let j = 2; j < count; j += 4) arrows.push([xs[i], ys[j], ...grid[i][j]]);
  return {lines, points: points.sort((a, b) => a.at[0] - b.at[0]), arrows};
}

function isInside(at, ...ranges) {
  return ranges.every(([low, high], k) => at[k] >= low && at[k] <= high);
}

function isNear(a, b, ...ranges) {
  return ranges.every(([low, high], k) => Math.abs(a[k] - b[k]) < 1e-6 * (high - low));
}

/** Points where slope `k` is 0 on the edges of the grid, by the edge's name: "i j x" runs to the right, "i j y" upward. */
function crossedEdges(flow, xs, ys, grid, k) {
  const found = new Map();
  for (let i = 0; i < xs.length; i += 1) {
    for (let j = 0; j < ys.length; j += 1) {
      const here = grid[i][j][k];
      if (i + 1 < xs.length && here * grid[i + 1][j][k] < 0) {
        found.set(`${i} ${j} x`, [rootBetween((a) => flow.slopes(a, ys[j])[k], xs[i], xs[i + 1], here, grid[i + 1][j][k]), ys[j]]);
      }
      if (j + 1 < ys.length && here * grid[i][j + 1][k] < 0) {
        found.set(`${i} ${j} y`, [xs[i], rootBetween((b) => flow.slopes(xs[i], b)[k], ys[j], ys[j + 1], here, grid[i][j + 1][k])]);
      }
    }
  }
  return found;
}

/** Crossed edges of a cell belong together, two by two; cells that share an edge make a line. */
function joinEdges(xs, ys, grid, k, crossings) {
  const neighbors = new Map([...crossings.keys()].map((edge) => [edge, []]));
  for (let i = 0; i + 1 < xs.length; i += 1) {
    for (let j = 0; j + 1 < ys.length; j += 1) {
      const around = [`${i} ${j} x`, `${i} ${j} y`, `${i} ${j + 1} x`, `${i + 1} ${j} y`].filter((edge) => crossings.has(edge));
      for (let n = 0; n + 1 < around.length; n += 2) {
        neighbors.get(around[n]).push(around[n + 1]);
        neighbors.get(around[n + 1]).push(around[n]);
      }
    }
  }
  const left = new Set(neighbors.keys());
  const lines = [];
  const ends = [...left].filter((edge) => neighbors.get(edge).length < 2);
  for (const start of [...ends, ...left]) {
    if (!left.has(start)) continue;
    const line = [];
    for (let edge = start; edge; edge = neighbors.get(edge).find((other) => left.has(other))) {
      left.delete(edge);
      line.push(crossings.get(edge));
    }
    if (line.length > 1) lines.push(line);
  }
  return lines;
}

/**
 * The landscape of one state: {xs, heights, floors: [{at, stable}]}. Its height is minus the integral of the state's slope, by
 * the trapezoid rule; its lowest point is 0. Floors (stable) and ridges are where the slope is 0.
 */
export function landscapeOf(flow, range, count = 240) {
  const xs = evenly(range, count);
  const slopes = xs.map((x) => flow.slopes(x)[0]);
  const heights = [0];
  for (let i = 1; i < xs.length; i += 1) heights.push(heights[i - 1] - 0.5 * (slopes[i] + slopes[i - 1]) * (xs[i] - xs[i - 1]));
  const lowest = Math.min(...heights.filter(Number.isFinite));
  const floors = [];
  for (let i = 1; i < xs.length; i += 1) {
    if (slopes[i - 1] === 0) continue;
    const before = slopes[i - 1];
    if (before * slopes[i] < 0) floors.push({at: rootBetween((x) => flow.slopes(x)[0], xs[i - 1], xs[i], before, slopes[i]), stable: before > 0});
    else if (slopes[i] === 0) floors.push({at: xs[i], stable: before > 0});
  }
  if (slopes[0] === 0) floors.unshift({at: xs[0], stable: slopes[1] < 0});
  return {xs, heights: heights.map((height) => height - lowest), floors};
}

/** The height above a place, between two of the landscape's points. */
export function heightOver({xs, heights}, x) {
  const part = ((x - xs[0]) / (xs.at(-1) - xs[0])) * (xs.length - 1);
  const i = Math.max(0, Math.min(xs.length - 2, Math.floor(part)));
  const between = Math.max(0, Math.min(1, part - i));
  return heights[i] + between * (heights[i + 1] - heights[i]);
}
