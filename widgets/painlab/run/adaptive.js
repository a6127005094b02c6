// A leg of an adaptive run: its plan, its segments, and what is kept and read of them; the twin of adaptive.py. The
// steps themselves are shared/adaptive.py, translated, in the kernel of the lab. Pure: numbers in, numbers out.
import {planOf, stepOf} from "../shared/schedule.js";
import {t} from "../page/words.js";

// parts of a leg: no gap between two points of its picture is longer, where a segment has fewer than 8
const FINE = 3000;
const OF_STATE = 5; // numbers of a state in a segment
const HEAD = 3; // numbers of a segment before its states: time, length, edge
const [TIME, EDGE, BEGUN, FOUND, LOST] = [0, 2, 4, 7, 8]; // places in the clock

/** Whether a run takes adaptive steps: where there is noise, which is held for a step, it takes the fixed one. */
export function isAdaptive({meta}, evaluate) {
  return meta.method === "adaptive" && Object.values(meta.noise).every(([sd]) => evaluate(sd) === 0);
}

/** The plan of a leg, in arrays as the kernel takes them: see planOf of shared/schedule.js. */
export function legPlan({meta}, {schedules, origin, dt, n}, events, windows) {
  const moving = Object.entries(schedules).filter(([, [, pieces]]) => pieces.length);
  const places = moving.map(([symbol]) => meta.settable.indexOf(symbol));
  const courses = moving.map(([, course]) => course);
  const acts = events.map(([t, name]) => [t, meta.events.indexOf(name)]).filter(([, number]) => number >= 0);
  const plan = planOf(origin, dt, n, places, courses, acts, windows.flatMap(([, , , a, b]) => [a, b]));
  return plan.map((part, k) => (k === 0 || k === 2 ? Float64Array : Int32Array).from(part));
}

/**
 * Takes a plan from state `y`, changed in place: yields [segments, their number, spike times] after at most `budget()`
 * steps.
 */
export function* advances({meta, kernel}, y, p, plan, unit, budget) {
  const n = y.length, width = HEAD + OF_STATE * n, last = plan[0].length - 1;
  const [constants, jacobian, factors] = meta.sizes.map((size) => new Float64Array(size));
  const work = Array.from({length: 16}, () => new Float64Array(n)), clock = new Float64Array(9);
  clock[TIME] = plan[0][0];
  let out = new Float64Array(0), spikes = out;
  while (clock[EDGE] < last || clock[BEGUN] === 0) {
    const steps = budget();
    if (spikes.length < steps) [out, spikes] = [new Float64Array(steps * width), new Float64Array(steps)];
    const count = kernel.adaptive(
      y, p, constants, jacobian, factors, work, plan, unit, meta.tolerance, meta.cell, clock, out, spikes, steps,
    );
    yield [out, count, spikes.subarray(0, clock[FOUND]), clock[TIME]];
    if (clock[LOST] > 0) throw new Error(leftNumbers(meta, y, clock[TIME]));
  }
}

function leftNumbers(meta, y, time) {
  const now = meta.states.map((symbol, i) => `${symbol} = ${Number(y[i].toPrecision(4))}`).join(", ");
  return t`${meta.title}: the run left the numbers after ${Number(time.toPrecision(6))} ${meta.time}, at ${now}; take values within their ranges`;
}

/** The segments of a leg, and the points of its picture, which are made of them when they are asked for. */
export class Segments {
  constructor(code, leg, plan, size) {
    Object.assign(this, {code, leg, plan, size, width: HEAD + OF_STATE * size, count: 0, drawn: 0, filled: 0});
    this.table = new Float64Array(0);
    this.times = new Float64Array(0);
    this.row = size + plan[1].length; // states, and inputs that move
    this.rows = new Float64Array(0);
  }

  add(out, count) {
    const {width} = this;
    this.table = longer(this.table, (this.count + count) * width);
    this.table.set(out.subarray(0, count * width), this.count * width);
    this.count += count;
  }

  /** Makes the points of the segments that have come since. */
  fill() {
    const {code: {kernel, meta}, leg, plan, size, width, table, count, row} = this;
    if (this.drawn === count) return;
    const most = 9 * (count - this.drawn);
    const which = new Int32Array(most), parts = new Float64Array(most);
    const written = kernel.points(table, this.drawn, count, size, (leg.n * leg.dt) / FINE, plan, which, parts);
    this.times = longer(this.times, this.filled + written);
    this.rows = longer(this.rows, (this.filled + written) * row);
    const p = Float64Array.from(meta.settable, (symbol) => leg.values[symbol]);
    const [edges, places, moves] = plan, {dense} = kernel, {times, rows} = this;
    for (let k = 0, to = this.filled; k < written; k++, to++) {
      const at = which[k] * width, part = parts[k];
      times[to] = table[at] + part * table[at + 1];
      for (let i = 0, a = at + HEAD; i < size; i++, a++) {
        rows[to * row + i] = dense(table[a], table[a + size], table[a + 2 * size], table[a + 3 * size],
          table[a + 4 * size], part);
      }
      if (!places.length) continue;
      kernel.set_inputs(p, places, moves, edges, table[at + 2], times[to]);
      for (let m = 0; m < places.length; m++) rows[to * row + size + m] = p[places[m]];
    }
    this.filled += written;
    this.drawn = count;
  }

  /** A read-out of the stretch from `a` to `b`, to the accuracy of the run; `y` is the state at the end of the leg. */
  read(kind, symbol, a, b, y) {
    const {leg, table, count, width, plan} = this, [edges] = plan;
    const [first, end] = [a, b].map((t) => nearestEdge(edges, leg.origin + stepOf(t - leg.origin, leg.dt) * leg.dt));
    const ask = this.asking(symbol, y);
    if (kind === "value") {
      let s = 0;
      while (s < count && table[s * width + 2] < end) s++;
      return s < count ? ask("quantity", s * width, 0) : ask("final");
    }
    if (kind === "max") return ask("highest", first, end, 1);
    if (kind === "min") return -ask("highest", first, end, -1);
    const total = ask("integral", first, end);
    return kind === "integral" ? total : end > first ? total / (edges[end] - edges[first]) : NaN;
  }

  /** What the shared functions say of a quantity. */
  asking(symbol, end = new Float64Array(this.size)) {
    const {code: {kernel, meta}, leg, plan, table, count} = this;
    const columns = [...meta.states, ...meta.helpers, ...meta.settable], number = columns.indexOf(symbol);
    if (number < 0) throw new Error(`${meta.title}: no '${symbol}' to read out`);
    const y = Float64Array.from(end), o = new Float64Array(meta.helpers.length);
    const p = Float64Array.from(meta.settable, (each) => leg.values[each]);
    return (word, ...more) => {
      if (word === "final") return kernel.final(number, y, p, o, plan);
      if (word === "quantity") return kernel.quantity(table, more[0], more[1], number, y, p, o, plan);
      const [first, last, ...sign] = more;
      return kernel[word](table, count, first, last, number, ...sign, y, p, o, plan);
    };
  }
}

function nearestEdge(edges, time) {
  let best = 0;
  for (let k = 1; k < edges.length; k++) if (Math.abs(edges[k] - time) < Math.abs(edges[best] - time)) best = k;
  return best;
}

/** An array with room for `size` numbers, which begins with those of `array`. */
export function longer(array, size) {
  if (array.length >= size) return array;
  const found = new Float64Array(Math.max(size, 2 * array.length, 256));
  found.set(array);
  return found;
}
