// A leg of a run, and how it is traveled; the twin of leg.py.
import {advances, isAdaptive, legPlan, longer, Segments} from "./adaptive.js";
import {uniform} from "./chance.js";
import {readWindow} from "./windows.js";
import {siteIndices} from "../shared/chain.js";
import {edgeSteps, eventsOn, rampsAt, stepOf, valueAt} from "../shared/schedule.js";
import {t} from "../page/words.js";
import {gather, LATE_KINDS, SPIKE_KINDS} from "../shared/windows.js";

// A stretch of a run with one step: from `origin`, `n` steps of `dt`; its kept rows fill up as it goes.
export class Leg {
  constructor(code, values, schedules, origin, dt, n, every) {
    Object.assign(this, {code, values, schedules, origin, dt, n, every, step: 0, filled: 0, made: new Map(),
      observed: {columns: {}, rows: 0}, readouts: {}});
  }

  // Whether this leg is complete and the one that another run would take from state `y`.
  isSame(next, y) {
    return this.last !== undefined
      && ["phase", "origin", "dt", "n", "every"].every((name) => this[name] === next[name])
      && this.code.meta.settable.every((symbol) => this.values[symbol] === next.values[symbol])
      && this.first.every((value, i) => value === y[i]);
  }

  begin(y, sites) {
    this.width = sites ? sites.length : this.code.meta.states.length;
    this.rows = new Float64Array((Math.floor(this.n / this.every) + 2) * this.width);
    if (sites) sites.forEach((site, j) => (this.rows[j] = y[site]));
    else this.rows.set(y.subarray(0, this.width));
    this.filled = 1;
  }

  // The points of an adaptive leg so far, as its rows.
  fill() {
    if (!this.segments) return;
    this.segments.fill();
    Object.assign(this, {rows: this.segments.rows, width: this.segments.row, filled: this.segments.filled});
  }

  times() {
    const {origin, dt, every} = this;
    this.fill();
    if (this.segments) return this.segments.times.subarray(0, this.filled);
    return this.grown("t", (column, from, to) => {
      for (let k = from; k < to; k++) column[k] = origin + dt * k * every;
    });
  }

  column(symbol) {
    const {meta} = this.code;
    this.fill();
    const state = meta.method === "chain" ? meta.sites.findIndex((f) => symbol === `${meta.membrane}@${f}`)
      : meta.states.indexOf(symbol);
    if (state >= 0) {
      const {rows, width} = this;
      return this.grown(symbol, (column, from, to) => {
        for (let k = from, at = from * width + state; k < to; k++, at += width) column[k] = rows[at];
      });
    }
    if (meta.settable.includes(symbol))
      return this.grown(symbol, (column, from, to) => this.fillInput(symbol, column, from, to));
    if (!meta.helpers.includes(symbol) || meta.method === "chain")
      throw new Error(`${meta.title}: a run has no '${symbol}'`);
    return this.helper(symbol);
  }

  // The kept rows of a column so far. A row is filled once, however often a growing run is drawn.
  grown(name, fill) {
    const rows = this.filled;
    if (!this.made.has(name)) this.made.set(name, {column: new Float64Array(0), rows: 0});
    const known = this.made.get(name);
    known.column = longer(known.column, this.segments ? rows : Math.floor(this.n / this.every) + 2);
    fill(known.column, known.rows, rows);
    known.rows = rows;
    return known.column.subarray(0, rows);
  }

  fillInput(symbol, column, from, to) {
    const made = this.schedules[symbol];
    const place = this.segments ? this.segments.plan[1].indexOf(this.code.meta.settable.indexOf(symbol)) : -1;
    if (place >= 0) {
      const {rows, row, size} = this.segments;
      for (let k = from; k < to; k++) column[k] = rows[k * row + size + place];
    } else if (!made || this.segments) column.fill(this.values[symbol], from, to);
    else for (let k = from; k < to; k++)
      column[k] = valueAt(made, k * this.every, this.dt, this.origin);
  }

  // The helpers that were asked for so far are filled together: one evaluation of a row gives them all.
  helper(symbol) {
    const rows = this.filled;
    const {columns} = this.observed;
    for (const name of Object.keys(columns)) columns[name] = longer(columns[name], rows);
    if (!columns[symbol]) {
      columns[symbol] = new Float64Array(this.segments ? rows : Math.floor(this.n / this.every) + 2);
      this.observe([symbol], 0, this.observed.rows);
    }
    this.observe(Object.keys(columns), this.observed.rows, rows);
    this.observed.rows = rows;
    return columns[symbol].subarray(0, rows);
  }

  observe(names, from, to) {
    if (from >= to) return;
    const {meta, kernel} = this.code, {width, rows} = this, symbols = meta.settable;
    const o = new Float64Array(meta.helpers.length), y = new Float64Array(meta.states.length);
    const p = Float64Array.from(symbols, (s) => this.values[s]);
    const moving = Object.keys(this.schedules).map((s) => [symbols.indexOf(s), this.column(s)]);
    const filled = names.map((name) => [meta.helpers.indexOf(name), this.observed.columns[name]]);
    for (let k = from; k < to; k++) {
      for (const [at, values] of moving) p[at] = values[k];
      for (let j = 0, row = k * width; j < y.length; j++) y[j] = rows[row + j];
      kernel.observe(y, p, o);
      for (let h = 0; h < filled.length; h++) filled[h][1][k] = o[filled[h][0]];
    }
  }
}

// Take a leg from state `y`, changed in place; yields after each piece of work.
export function* travel(run, leg, y, events, windows) {
  if (isAdaptive(run.code, (text) => run.evaluate(text, leg.values)))
    return yield* travelAdaptively(run, leg, y, events, windows);
  const {meta, kernel, symbols} = run;
  const {dt, origin, n} = leg;
  const chain = meta.method === "chain";
  const p = Float64Array.from(symbols, (s) => leg.values[s]);
  const acts = eventsOn(events, origin, dt, n);
  const spans = windows.map(([, , , a, b]) => [stepOf(a - origin, dt), stepOf(b - origin, dt)]);
  const moving = Object.entries(leg.schedules)
    .map(([symbol, course]) => [symbols.indexOf(symbol), course]);
  const times = [...events.map(([t]) => t), ...windows.flatMap(([, , , a, b]) => [a, b])];
  const order = edgeSteps(origin, dt, n, moving.map(([, course]) => course), times);
  const noise = noiseOf(run, leg);
  const watch = meta.states;
  const totals = windows.map(() => watch.map(() => [-Infinity, Infinity, 0]));
  leg.begin(y, chain ? siteIndices(run) : null);
  let act = 0;
  const size = run.size;
  leg.first = Float64Array.from(y);
  const work = chain ? new Float64Array(2 * size) : null;
  const sites = chain ? siteIndices(run) : null;
  const sums = new Float64Array(3 * watch.length);
  for (let e = 0; e < order.length; e++) {
    const from = order[e], to = e + 1 < order.length ? order[e + 1] : n;
    for (; act < acts.length && acts[act][0] === from; act++) kernel[`on_${acts[act][1]}`](y, p);
    for (const [w, [, kind, symbol]] of windows.entries())
      if (kind === "value" && spans[w][1] === from && watch.includes(symbol))
      totals[w].value = y[watch.indexOf(symbol)];
    const single = noise.length > 0 || moving.some(([, course]) => rampsAt(course, from, dt, origin));
    for (const [at, course] of moving) p[at] = valueAt(course, from, dt, origin);
    for (let i = from; i < to;) {
      const slice = Math.min(to, i + (chain ? Math.max(1, Math.floor(run.chunk * 8 / size)) : run.chunk));
      if (!chain) sums.fill(-Infinity, 0, watch.length).fill(Infinity, watch.length, 2 * watch.length).fill(0,
        2 * watch.length);
      const last = slice - i;
      const spikes = new Float64Array(chain ? 2 * last * size + 2 : last + 1);
      let count = 0;
      if (single) {
        const one = new Float64Array(chain ? 2 * size : 2);
        for (; i < slice; i++) {
          for (const [at, course] of moving) p[at] = valueAt(course, i, dt, origin);
          for (const [at, made] of noise) p[at] = made.next(i);
          const found = chain ? kernel.advance(y, p, 1, dt, i, leg.every, leg.rows, leg.filled, one, work, sites, size,
            leg.width)
            : kernel.advance(y, p, 1, dt, i, leg.every, leg.rows, leg.filled, one, sums);
          leg.filled += Math.floor((i + 1) / leg.every) - Math.floor(i / leg.every);
          takeSpikes(run, leg, one, found, chain);
        }
      } else {
        count = chain ? kernel.advance(y, p, last, dt, i, leg.every, leg.rows, leg.filled, spikes, work, sites, size,
          leg.width)
          : kernel.advance(y, p, last, dt, i, leg.every, leg.rows, leg.filled, spikes, sums);
        leg.filled += Math.floor(slice / leg.every) - Math.floor(i / leg.every);
        takeSpikes(run, leg, spikes, count, chain);
      }
      i = slice;
      leg.step = i;
      if (!chain) for (const [w, [a, b]] of spans.entries()) if (a <= from && to <= b) gather(totals[w], sums);
      yield;
    }
  }
  if (!y.every(Number.isFinite)) throw new Error(leftNumbers(run, leg, y));
  for (const [w, [name, kind, symbol, a, b]] of windows.entries()) {
    if (!LATE_KINDS.includes(kind) && spans[w][0] >= 0 && spans[w][1] <= n)
      leg.readouts[name] = readWindow(run, leg, kind, symbol, a, b, totals[w], watch);
  }
  Object.assign(run.readouts, leg.readouts);
  leg.last = y;
}

function* travelAdaptively(run, leg, y, events, windows) {
  const {code} = run, {dt, origin, n} = leg;
  const plan = legPlan(code, leg, events, windows);
  const p = Float64Array.from(run.symbols, (symbol) => leg.values[symbol]);
  leg.first = Float64Array.from(y);
  leg.segments = new Segments(code, leg, plan, y.length);
  for (const [out, count, spikes, time] of advances(code, y, p, plan, dt, () => run.budget)) {
    leg.segments.add(out, count);
    run.spikeTimes.push(...spikes);
    leg.step = Math.min(n - 1, Math.floor((time - origin) / dt));
    yield;
  }
  leg.step = n;
  for (const [name, kind, symbol, a, b] of windows) {
    if (LATE_KINDS.includes(kind) || a < origin - 0.5 * dt || b > origin + (n + 0.5) * dt) continue;
    leg.readouts[name] = SPIKE_KINDS.includes(kind) ? readWindow(run, leg, kind, symbol, a, b)
      : leg.segments.read(kind, symbol, a, b, y);
  }
  Object.assign(run.readouts, leg.readouts);
  leg.last = y;
}


// What is said of a leg whose last state is no number any more: the first state that was none, and when.
function leftNumbers(run, {rows, width, filled, origin, dt, every}, y) {
  const {meta} = run;
  let k = 0;
  while (k < filled && rows.subarray(k * width, (k + 1) * width).every(Number.isFinite)) k++;
  const there = k < filled ? rows.subarray(k * width, (k + 1) * width) : y;
  const names = meta.method === "chain" ? meta.sites.map((f) => `${meta.membrane}@${f}`) : meta.states;
  const state = there.findIndex((x) => !Number.isFinite(x));
  const before = names.map((s, i) => `${s} = ${Number(rows[(k - 1) * width + i].toPrecision(4))}`).join(", ");
  const name = names[state] ?? t`a state`, time = Number((origin + k * every * dt).toPrecision(6));
  return t`${meta.title}: the run left the numbers: ${name} is none at ${time} ${meta.time} (the row before has ${before}); take values within their ranges`;
}

function takeSpikes(run, leg, spikes, count, chain) {
  for (let k = 0; k < count; k++) {
    run.spikeTimes.push(leg.origin + leg.dt * spikes[chain ? 2 * k + 1 : k]);
    if (chain) (run.spikesOf[spikes[2 * k]] ??= []).push(run.spikeTimes.at(-1));
  }
}

// Ornstein–Uhlenbeck inputs whose standard deviation is not 0: [place among the values, {next(step)}].
export function noiseOf(run, leg) {
  const noise = [];
  for (const [draw, [symbol, law]] of Object.entries(run.meta.noise).entries()) {
    const [sd, tau] = law.map((x) => run.evaluate(x, leg.values));
    if (sd === 0) continue;
    const kept = Math.exp(-leg.dt / tau), spread = sd * Math.sqrt(1 - kept * kept);
    const {normal_quantile} = run.kernel, seed = run.request.seed ?? 1;
    let x = 0;
    const next = (i) => (x = x * kept + spread * normal_quantile(uniform(seed, i, draw)));
    noise.push([run.symbols.indexOf(symbol), {next}]);
  }
  return noise;
}
