// Ticks, ranges, and what of a column is drawn. Pure: numbers in, numbers out.

/** Round numbers (1, 2 or 5 × 10ⁿ apart) from low to high, in about `count` steps. */
export function ticks(low, high, count = 5) {
  const step = tickStep(low, high, count);
  if (!(step > 0)) return [low];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({length: last - first + 1}, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export function tickStep(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return 0;
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = (step) => Math.abs(Math.log(step / rough));
  return [1, 2, 5, 10].map((factor) => factor * power)
    .reduce((best, step) => (distance(step) < distance(best) ? step : best));
}

/** 1, 2 and 5 in each decade, or only the powers of ten where there are more than three decades. */
export function logTicks(low, high) {
  const all = [];
  const factors = high / low > 1000 ? [1] : [1, 2, 5];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high) + 1; power += 1) {
    for (const factor of factors) all.push(Number((factor * 10 ** power).toPrecision(12)));
  }
  return all.filter((tick) => tick >= low * 0.999999 && tick <= high * 1.000001);
}

/** The smallest round range that holds low and high; never empty. */
export function niceRange(low, high) {
  if (!(low <= high)) return [0, 1];
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) return [Math.min(0, low), low === 0 ? 1 : Math.max(0, high)];
  const step = tickStep(low, high, 4);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/**
 * The range of an axis that does not jump: it grows at once, and shrinks only when the picture is complete
 * and would fill less than half of it.
 */
export function steadyRange(previous, [low, high], complete) {
  if (!previous) return niceRange(low, high);
  const grown = [Math.min(previous[0], low), Math.max(previous[1], high)];
  if (grown[0] < previous[0] || grown[1] > previous[1]) return niceRange(...grown);
  return complete && high - low < 0.5 * (previous[1] - previous[0]) ? niceRange(low, high) : previous;
}

/** Smallest and largest finite number of the columns; [Infinity, -Infinity] where there is none. */
export function extent(...columns) {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (let i = 0; i < column.length; i += 1) {
      if (!Number.isFinite(column[i])) continue;
      low = Math.min(low, column[i]);
      high = Math.max(high, column[i]);
    }
  }
  return [low, high];
}

/**
 * A line through (t, y) from `from` to `to` with at most four points per pixel column: the column's first point, its
 * smallest and largest in their order, and its last. Nothing that a full line would touch is lost.
 */
export function decimate(t, y, from, to, columns) {
  const line = {t: [], y: []};
  const wide = (to - from) / columns;
  const add = (i) => {
    if (line.last === i) return;
    line.last = i;
    line.t.push(t[i]);
    line.y.push(y[i]);
  };
  let edge = -Infinity; // where the column ends
  let first = -1;
  let low = 0;
  let high = 0;
  let last = 0;
  const flush = () => {
    if (first < 0) return;
    add(first);
    add(Math.min(low, high));
    add(Math.max(low, high));
    add(last);
  };
  for (let i = firstIndexAt(t, from); i < t.length && t[i] <= to; i += 1) {
    if (y[i] !== y[i]) continue; // NaN: not measured
    if (t[i] >= edge) {
      flush();
      edge = from + wide * (Math.floor((t[i] - from) / wide) + 1);
      first = low = high = i;
    }
    if (y[i] < y[low]) low = i;
    if (y[i] > y[high]) high = i;
    last = i;
  }
  flush();
  return {t: line.t, y: line.y};
}

const remembered = new WeakMap();

/** What `make` returns for a run; made once for each key when the run is complete, since then it does not change. */
export function rememberFor(run, key, make) {
  if (!run.done) return make();
  if (!remembered.has(run)) remembered.set(run, new Map());
  const known = remembered.get(run);
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

/** decimate() of a column of a run. */
export function lineOf(run, symbol, [from, to], columns) {
  return rememberFor(run, `${symbol} ${from} ${to} ${columns}`,
    () => decimate(run.t, run.column(symbol), from, to, columns));
}

/** extent() of some columns of a run. */
export function extentOf(run, symbols) {
  return rememberFor(run, symbols.join(), () => extent(...symbols.map((symbol) => run.column(symbol))));
}

/** Index of the first element of a sorted array that is not below the value. */
export function firstIndexAt(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moves label positions apart by at least `gap`, keeps their order and stays between low and high where they fit. */
export function spread(positions, gap, low, high) {
  const order = positions.map((position, i) => [position, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const placed = [];
  order.forEach(([position], k) => placed.push(Math.max(position, low, k ? placed[k - 1] + gap : low)));
  for (let k = placed.length - 1, limit = high; k >= 0; k -= 1, limit = placed[k + 1] - gap) {
    placed[k] = Math.min(placed[k], limit);
  }
  const result = [];
  order.forEach(([, i], k) => { result[i] = placed[k]; });
  return result;
}

/** Whether a state has all values that are wanted, if any are. */
export function hasAll(wanted, values) {
  return Object.entries(wanted ?? {}).every(([symbol, value]) => values[symbol] === value);
}
