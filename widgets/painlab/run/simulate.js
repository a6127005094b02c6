// A run, step by step, in slices of time; the twin of run.py. Pure: numbers in, numbers out.
import {advances, isAdaptive, longer, onPiece, planOf, Segments, stepsOf} from "./adaptive.js";
import {uniform} from "./chance.js";
import {poolingReadouts, trialReadouts} from "../shared/readouts.js";
import {stateFunctions} from "../lab/state.js";
import {t} from "../page/words.js";

const REPORTS = {trial_readouts: trialReadouts, pooling_readouts: poolingReadouts}; // the estimators that a lab can ask for

const KEPT = 200000; // rows kept where a run has more steps

// The functions and tables of a lab, from the text that Python wrote: {meta, kernel, expressions}, and for a lab what
// follows from the state of its controls: {request, sentence, python}. In a page of the book the text stands in a file
// that has registered it as a function (see widgets.py), and `text` is its name.
export function compile(text) {
  const registered = globalThis.painlabCode?.[text];
  const code = registered ? registered() : new Function(text)();
  return code.lab ? {...code, ...stateFunctions(code)} : code;
}

// Value of a schedule {base, pieces: [[from, to, start, end], …]} at a step of a leg that starts at `origin`.
export function scheduled(made, step, dt, origin) {
  let value = made.base;
  for (const [start, end, first, last] of made.pieces) {
    if (stepsOf(start - origin, dt) <= step && step < stepsOf(end - origin, dt)) value = onPiece(start, end, first, last, origin + step * dt);
  }
  return value;
}

function rampsAt(made, step, dt, origin) {
  return made.pieces.some(([s, e, a, b]) => a !== b && stepsOf(s - origin, dt) <= step && step < stepsOf(e - origin, dt));
}

// Start a run of `code` as `request` asks: {values, schedules, duration, readouts, dt, every, protocol, trials, people, seed}.
// Phases of a protocol that an `earlier` run of the same code has gone through from the same state are taken over from it.
export function start(code, request, earlier = null) {
  return new Run(code, request, earlier);
}

export class Run {
  constructor(code, request, earlier) {
    this.code = code;
    this.known = earlier && request.protocol && !code.meta.membrane ? earlier.legs : [];
    this.meta = code.meta;
    this.kernel = code.kernel;
    this.request = request;
    const bases = Object.entries(request.schedules ?? {}).map(([symbol, made]) => [symbol, made.base]);
    this.values = {...request.values, ...Object.fromEntries(bases)};
    this.symbols = this.meta.settable;
    this.readouts = Object.fromEntries((request.readouts ?? []).map(([name]) => [name, NaN]));
    this.notes = [];
    this.error = null;
    this.done = false;
    this.legs = [];
    this.spikeTimes = [];
    this.spikesOf = []; // chains: spike times of each compartment
    this.people = 0;
    this.cache = new Map();
    this.chunk = 200;
    this.work = this.whole();
  }

  // Compute for at most `ms` milliseconds; true when the run is complete. Some progress is made at every call.
  advance(ms) {
    const end = performance.now() + ms;
    while (!this.done) {
      const before = performance.now();
      const next = this.work.next();
      if (next.done) this.done = true;
      const now = performance.now();
      if (now - before < 1) this.chunk = Math.min(this.chunk * 2, 1 << 20);
      else if (now - before > 3) this.chunk = Math.max(8, this.chunk >> 1);
      if (now >= end) break;
    }
    return this.done;
  }

  get progress() {
    if (this.done) return 1;
    const total = this.legs.reduce((sum, leg) => sum + leg.n, 0) + (this.stepsAhead ?? 0);
    return total ? this.legs.reduce((sum, leg) => sum + leg.step, 0) / total : 0;
  }

  // --- what a run holds -----------------------------------------------------------------------------------------------

  get t() {
    if (this.table) return this.table.t;
    return this.joined("t", (leg) => leg.times());
  }

  get spikes() {
    return Float64Array.from(this.spikeTimes);
  }

  column(symbol) {
    if (this.table) {
      const found = this.table.columns[symbol];
      if (found) return found;
      if (symbol in this.values) return new Float64Array(this.table.t.length).fill(this.values[symbol]);
      throw new Error(`${this.meta.title}: a run has no '${symbol}'`);
    }
    return this.joined(symbol, (leg) => leg.column(symbol));
  }

  // A column over all legs. What is there already is kept when the run has grown.
  joined(name, part) {
    this.legs.forEach((leg) => leg.fill());
    if (this.legs.length < 2) return this.legs.length ? part(this.legs[0]) : new Float64Array(0);
    const total = this.legs.reduce((sum, leg) => sum + leg.filled, 0);
    const known = this.cache.get(name) ?? {column: new Float64Array(0), filled: 0};
    if (known.column.length < total) {
      const longer = new Float64Array(this.done ? total : 2 * total);
      longer.set(known.column.subarray(0, known.filled));
      known.column = longer;
    }
    let at = 0;
    for (const leg of this.legs) {
      const end = at + leg.filled;
      if (end > known.filled) known.column.set(part(leg).subarray(Math.max(0, known.filled - at)), Math.max(at, known.filled));
      at = end;
    }
    known.filled = total;
    this.cache.set(name, known);
    return known.column.subarray(0, total);
  }

  // A read-out (mean, max or min) of the last `last` of a phase of the protocol, of any symbol; null before the phase is complete.
  inPhase(phase, kind, symbol, last) {
    const leg = this.legs.find((each) => each.phase === phase);
    if (!leg || leg.step < leg.n) return null;
    const end = leg.origin + leg.n * leg.dt, key = `${kind} ${symbol} ${last}`;
    if (!leg.made.has(key)) leg.made.set(key, leg.segments.read(kind, symbol, end - last, end, leg.last));
    return leg.made.get(key);
  }

  // Start times of the events of a train, one a period.
  starts(train) {
    const {start, every, count} = this.meta.trains[train];
    const [a, b, c] = [start, every, count].map((text) => this.evaluate(text));
    return Array.from({length: Math.floor(c)}, (_, k) => a + k * b);
  }

  // The corners of an input over the whole run, {t, y}: known before anything is computed. Null for all else.
  ahead(symbol) {
    if (!this.schedules || this.request.protocol || !this.symbols.includes(symbol)) return null;
    const pieces = this.schedules[symbol]?.pieces ?? [];
    const edges = [0, this.length, ...pieces.flatMap(([from, to]) => [from, to])].filter((t) => t >= 0 && t <= this.length);
    const times = [...new Set(edges)].sort((a, b) => a - b);
    const valueAt = (t, within) => {
      const piece = pieces.findLast(([from, to]) => from <= within && within < to);
      return piece ? onPiece(...piece, t) : this.values[symbol];
    };
    const made = {t: [], y: []};
    for (let k = 0; k + 1 < times.length; k++) for (const t of [times[k], times[k + 1]]) {
      made.t.push(t);
      made.y.push(valueAt(t, 0.5 * (times[k] + times[k + 1])));
    }
    return made;
  }

  // Spikes from each event of a train to one period later.
  counts(train) {
    const every = this.evaluate(this.meta.trains[train].every);
    return this.starts(train).map((s) => this.spikeTimes.filter((t) => t >= s && t < s + every).length);
  }

  // Chains: spike times of a compartment by its number.
  spikesAt(k) {
    return this.spikesOf[k] ?? [];
  }

  // Chains: where the compartments are.
  get sites() {
    const length = this.evaluate("length");
    return Float64Array.from({length: this.size ?? 0}, (_, k) => (k + 0.5) * length / this.size);
  }

  place(fraction) {
    return Math.min(this.size - 1, Math.floor(fraction * this.size));
  }

  evaluate(text, values = this.values) {
    return typeof text === "number" ? text : this.code.expressions[text](values);
  }

  // --- the course of a run ----------------------------------------------------------------------------------------------

  *whole() {
    const {meta, request} = this;
    try {
      if (meta.method === "map") return this.trials();
      if (meta.method === "closed" || meta.method === "population") return yield* this.persons();
      if (request.protocol) yield* this.phases();
      else yield* this.single();
    } catch (error) {
      this.error = String(error.message ?? error);
    }
    this.known = []; // a complete run holds no other run's legs but those that it shares
    this.lateReadouts();
  }

  *single() {
    const {meta, request, values} = this;
    const dt = request.dt ?? meta.dt;
    const schedules = {...this.pulses(), ...request.schedules};
    this.schedules = schedules;
    const length = request.duration ?? this.evaluate(meta.duration);
    this.length = length;
    const y = meta.method === "chain" ? this.chainStart() : yield* this.startState();
    const events = this.eventTimes();
    const n = stepsOf(length, dt);
    const leg = new Leg(this.code, values, schedules, 0, dt, n, request.every ?? Math.max(1, Math.ceil(n / KEPT)));
    this.legs.push(leg);
    yield* this.travel(leg, y, events, request.readouts ?? []);
  }

  *phases() {
    const {meta, request, values} = this;
    const dt = request.dt ?? meta.dt;
    const treatments = Object.fromEntries(meta.treatments);
    const untreated = {...values, ...treatments};
    const ends = new Map();
    const phases = meta.protocols[request.protocol];
    this.stepsAhead = phases.reduce((sum, phase) => sum + stepsOf(this.evaluate(phase.length), dt), 0);
    const until = new Map();
    let before = 0;
    for (const phase of phases) {
      before = (phase.after === null ? before : until.get(phase.after)) + this.evaluate(phase.length);
      until.set(phase.name, before);
    }
    this.length = Math.max(...until.values());
    this.schedules = {};
    let previous = null;
    const first = yield* this.startState(untreated);
    for (const phase of phases) {
      const [origin, state] = previous === null ? [0, first] : ends.get(phase.after ?? previous);
      const y = Float64Array.from(state);
      const now = phase.treated ? {...values} : {...untreated};
      if (phase.when === null || this.evaluate(phase.when)) {
        for (const [symbol, value] of Object.entries(phase.values)) now[symbol] = this.evaluate(value);
      }
      const length = this.evaluate(phase.length);
      const end = origin + length;
      const windows = Object.entries(phase.readouts).map(([name, [kind, symbol, last]]) => [name, kind, symbol, end - this.evaluate(last), end]);
      const n = stepsOf(length, dt);
      const every = request.every ?? Math.max(1, Math.ceil(length / dt / 20000));
      const next = new Leg(this.code, now, {}, origin, dt, n, every);
      next.phase = phase.name; // before any step, since the picture asks for phases by name
      const leg = this.known.find((each) => each.isSame(next, y)) ?? next;
      this.stepsAhead -= n;
      this.legs.push(leg);
      if (leg === next) yield* this.travel(leg, y, [], windows);
      else Object.assign(this.readouts, leg.readouts);
      ends.set(phase.name, [end, leg.last]);
      previous = phase.name;
    }
  }

  // Take a leg from state `y`, changed in place; yields after each piece of work.
  *travel(leg, y, events, windows) {
    if (isAdaptive(this.code, (text) => this.evaluate(text, leg.values))) return yield* this.travelAdaptively(leg, y, events, windows);
    const {meta, kernel, symbols} = this;
    const {dt, origin, n} = leg;
    const chain = meta.method === "chain";
    const p = Float64Array.from(symbols, (s) => leg.values[s]);
    const acts = events.map(([t, name]) => [stepsOf(t - origin, dt), name]).filter(([s]) => s >= 0 && s < n);
    const spans = windows.map(([, , , a, b]) => [stepsOf(a - origin, dt), stepsOf(b - origin, dt)]);
    const edges = new Set([0, n, ...acts.map(([s]) => s), ...spans.flat()]);
    const moving = Object.entries(leg.schedules);
    for (const [, made] of moving) for (const [from, to] of made.pieces) edges.add(stepsOf(from - origin, dt)).add(stepsOf(to - origin, dt));
    const order = [...edges].filter((e) => e >= 0 && e <= n).sort((a, b) => a - b);
    const noise = this.noise(leg);
    const watch = meta.states;
    const totals = windows.map(() => watch.map(() => [-Infinity, Infinity, 0]));
    leg.begin(y, chain ? this.keptPlaces() : null);
    let act = 0;
    const size = this.size;
    leg.first = Float64Array.from(y);
    const work = chain ? new Float64Array(2 * size) : null;
    const sites = chain ? this.keptPlaces() : null;
    const sums = new Float64Array(3 * watch.length);
    for (let e = 0; e < order.length; e++) {
      const from = order[e], to = e + 1 < order.length ? order[e + 1] : n;
      for (; act < acts.length && acts[act][0] === from; act++) kernel[`on_${acts[act][1]}`](y, p);
      for (const [w, [, kind, symbol]] of windows.entries()) if (kind === "value" && spans[w][1] === from && watch.includes(symbol)) totals[w].value = y[watch.indexOf(symbol)];
      const single = noise.length > 0 || moving.some(([, made]) => rampsAt(made, from, dt, origin));
      for (const [symbol, made] of moving) p[symbols.indexOf(symbol)] = scheduled(made, from, dt, origin);
      for (let i = from; i < to;) {
        const slice = Math.min(to, i + (chain ? Math.max(1, Math.floor(this.chunk * 8 / size)) : this.chunk));
        if (!chain) sums.fill(-Infinity, 0, watch.length).fill(Infinity, watch.length, 2 * watch.length).fill(0, 2 * watch.length);
        const last = slice - i;
        const spikes = new Float64Array(chain ? 2 * last * size + 2 : last + 1);
        let count = 0;
        if (single) {
          const one = new Float64Array(chain ? 2 * size : 2);
          for (; i < slice; i++) {
            for (const [symbol, made] of moving) p[symbols.indexOf(symbol)] = scheduled(made, i, dt, origin);
            for (const [at, made] of noise) p[at] = made.next(i);
            const found = chain ? kernel.advance(y, p, 1, dt, i, leg.every, leg.rows, leg.filled, one, work, sites, size, leg.width)
              : kernel.advance(y, p, 1, dt, i, leg.every, leg.rows, leg.filled, one, sums);
            leg.filled += Math.floor((i + 1) / leg.every) - Math.floor(i / leg.every);
            this.takeSpikes(leg, one, found, chain);
          }
        } else {
          count = chain ? kernel.advance(y, p, last, dt, i, leg.every, leg.rows, leg.filled, spikes, work, sites, size, leg.width)
            : kernel.advance(y, p, last, dt, i, leg.every, leg.rows, leg.filled, spikes, sums);
          leg.filled += Math.floor(slice / leg.every) - Math.floor(i / leg.every);
          this.takeSpikes(leg, spikes, count, chain);
        }
        i = slice;
        leg.step = i;
        if (!chain) for (const [w, [a, b]] of spans.entries()) if (a <= from && to <= b) gatherSums(totals[w], watch.length, sums);
        yield;
      }
    }
    if (!y.every(Number.isFinite)) throw new Error(this.leftNumbers(leg, y));
    for (const [w, [name, kind, symbol, a, b]] of windows.entries()) {
      if (!LATE_KINDS.has(kind) && spans[w][0] >= 0 && spans[w][1] <= n) leg.readouts[name] = this.readWindow(leg, kind, symbol, a, b, totals[w], watch);
    }
    Object.assign(this.readouts, leg.readouts);
    leg.last = y;
  }

  *travelAdaptively(leg, y, events, windows) {
    const {code} = this, {dt, origin, n} = leg;
    const plan = planOf(code, leg, events, windows);
    const p = Float64Array.from(this.symbols, (symbol) => leg.values[symbol]);
    leg.first = Float64Array.from(y);
    leg.segments = new Segments(code, leg, plan, y.length);
    for (const [out, count, spikes, time] of advances(code, y, p, plan, dt, () => this.budget)) {
      leg.segments.add(out, count);
      this.spikeTimes.push(...spikes);
      leg.step = Math.min(n - 1, Math.floor((time - origin) / dt));
      yield;
    }
    leg.step = n;
    for (const [name, kind, symbol, a, b] of windows) {
      if (LATE_KINDS.has(kind) || a < origin - 0.5 * dt || b > origin + (n + 0.5) * dt) continue;
      leg.readouts[name] = SPIKE_KINDS.has(kind) ? this.readWindow(leg, kind, symbol, a, b) : leg.segments.read(kind, symbol, a, b, y);
    }
    Object.assign(this.readouts, leg.readouts);
    leg.last = y;
  }

  // Adaptive steps in one piece of work.
  get budget() {
    return Math.max(16, Math.min(1024, this.chunk >> 3));
  }

  // What is said of a leg whose last state is no number any more: the first state that was none, and when.
  leftNumbers({rows, width, filled, origin, dt, every}, y) {
    const {meta} = this;
    let k = 0;
    while (k < filled && rows.subarray(k * width, (k + 1) * width).every(Number.isFinite)) k++;
    const there = k < filled ? rows.subarray(k * width, (k + 1) * width) : y;
    const names = meta.method === "chain" ? meta.sites.map((f) => `${meta.membrane}@${f}`) : meta.states;
    const state = there.findIndex((x) => !Number.isFinite(x));
    const before = names.map((s, i) => `${s} = ${Number(rows[(k - 1) * width + i].toPrecision(4))}`).join(", ");
    return `${meta.title}: the run left the numbers: ${names[state] ?? "a state"} is none at ${Number((origin + k * every * dt).toPrecision(6))} ${meta.time}`
      + ` (the row before has ${before}); take values within their ranges`;
  }

  takeSpikes(leg, spikes, count, chain) {
    for (let k = 0; k < count; k++) {
      this.spikeTimes.push(leg.origin + leg.dt * spikes[chain ? 2 * k + 1 : k]);
      if (chain) (this.spikesOf[spikes[2 * k]] ??= []).push(this.spikeTimes.at(-1));
    }
  }

  readWindow(leg, kind, symbol, a, b, totals, watch) {
    if (SPIKE_KINDS.has(kind)) {
      const inside = this.spikeTimes.filter((s) => a <= s && s < b);
      if (kind === "count") return inside.length;
      const second = this.meta.time === "ms" ? 1000 : 1;
      if (kind === "rate") return inside.length / (b - a) * second;
      if (kind === "frequency") return inside.length > 1 ? (inside.length - 1) / (inside.at(-1) - inside[0]) * second : 0;
      if (kind === "interval") return inside.length > 1 ? inside[1] - inside[0] : NaN;
      return inside.length ? inside[kind === "first" ? 0 : inside.length - 1] : NaN;
    }
    const first = stepsOf(a - leg.origin, leg.dt), last = stepsOf(b - leg.origin, leg.dt);
    if (watch.includes(symbol)) {
      if (kind === "value") return totals.value;
      const [high, low, total] = totals[watch.indexOf(symbol)];
      return {max: high, min: low, mean: total / Math.max(1, last - first), integral: total * leg.dt}[kind];
    }
    const column = leg.column(symbol);
    if (kind === "value") return column[Math.floor(last / leg.every)];
    const inside = column.subarray(Math.ceil(first / leg.every), Math.floor(last / leg.every) + 1);
    const total = inside.reduce((sum, x) => sum + x, 0);
    if (kind === "max") return inside.reduce((x, z) => Math.max(x, z), -Infinity);
    if (kind === "min") return inside.reduce((x, z) => Math.min(x, z), Infinity);
    return kind === "mean" ? total / inside.length : total * leg.dt * leg.every;
  }

  // Read-outs that need the complete run: spikes of one event, of a place in a chain, a trial, a population.
  lateReadouts() {
    for (const [name, kind, symbol, a, b] of this.request.readouts ?? []) {
      if (!LATE_KINDS.has(kind)) continue;
      if (kind === "counts") {
        const counts = this.counts(symbol);
        this.readouts[name] = counts[a < 0 ? counts.length + a : a] ?? NaN;
      } else if (kind === "passed") this.readouts[name] = this.spikesAt(this.place(a)).length;
      else if (kind === "arrival") this.readouts[name] = this.spikesAt(this.place(a))[0] ?? NaN;
      else if (kind === "speed") {
        const [here, there] = [a, b].map((fraction) => this.spikesAt(this.place(fraction))[0]);
        this.readouts[name] = here === undefined || there === undefined ? NaN : (this.place(b) - this.place(a)) * this.evaluate("length") / this.size / (there - here);
      } else if (kind === "trial") {
        const column = this.column(symbol);
        this.readouts[name] = column[a < 0 ? column.length + a : a - 1] ?? NaN;
      } else if (kind === "average" || kind === "spread") {
        const column = this.column(symbol), mean = column.reduce((s, x) => s + x, 0) / column.length;
        this.readouts[name] = kind === "average" ? mean : Math.sqrt(column.reduce((s, x) => s + (x - mean) ** 2, 0) / (column.length - 1));
      }
    }
  }

  // --- inputs and events -----------------------------------------------------------------------------------------------

  pulses() {
    const made = {};
    for (const [name, train] of Object.entries(this.meta.trains)) {
      if (train.width === null || this.request.given?.includes(name)) continue;
      const [from, every, count, width, value] = [train.start, train.every, train.count, train.width, train.value].map((x) => this.evaluate(x));
      const pieces = [];
      for (let k = 0; k < Math.floor(count); k++) for (const o of train.offsets) {
        const s = from + k * every + o;
        pieces.push([s, s + width, value, value]);
      }
      made[name] = {base: this.meta.resting[name], pieces};
    }
    return made;
  }

  eventTimes() {
    const found = [];
    for (const [name, train] of Object.entries(this.meta.trains)) {
      if (train.width !== null) continue;
      const [from, every, count] = [train.start, train.every, train.count].map((x) => this.evaluate(x));
      for (let k = 0; k < Math.floor(count); k++) for (const o of train.offsets) found.push([from + k * every + o, name]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  noise(leg) {
    const found = [];
    for (const [draw, [symbol, law]] of Object.entries(this.meta.noise).entries()) {
      const [sd, tau] = law.map((x) => this.evaluate(x, leg.values));
      if (sd === 0) continue;
      const kept = Math.exp(-leg.dt / tau), spread = sd * Math.sqrt(1 - kept * kept);
      const {normal_quantile} = this.kernel, seed = this.request.seed ?? 1;
      let x = 0;
      const next = (i) => (x = x * kept + spread * normal_quantile(uniform(seed, i, draw)));
      found.push([this.symbols.indexOf(symbol), {next}]);
    }
    return found;
  }

  // --- the start ----------------------------------------------------------------------------------------------------------

  chainStart() {
    this.size = Math.floor(this.evaluate("compartments") + 0.5);
    const y = new Float64Array(this.size * this.meta.states.length);
    this.kernel.starts(Float64Array.from(this.symbols, (s) => this.values[s]), y, this.size);
    return y;
  }

  keptPlaces() {
    return Int32Array.from(this.meta.sites, (fraction) => this.place(fraction));
  }

  *startState(values = this.values) {
    const {meta, kernel} = this;
    const resting = {...values, ...meta.resting};
    const p = Float64Array.from(this.symbols, (s) => resting[s]);
    const y = new Float64Array(meta.states.length + (meta.reset && meta.method !== "adaptive" ? 1 : 0));
    kernel.starts(Float64Array.from(this.symbols, (s) => values[s]), y);
    if (!meta.starts.includes("rest")) {
      if (meta.starts.includes("steady")) kernel.settle(y, p);
      return y;
    }
    const {low, high, step, start} = meta.scan, n = meta.states.length, at = meta.states.indexOf(meta.membrane);
    const found = kernel.rest(p, n, at, low, high, step);
    if (found) return Float64Array.from(found);
    const state = Float64Array.from(kernel.scan_point(p, n, at, start));
    const steps = stepsOf(meta.longRun, meta.dt), watch = meta.states.length;
    if (meta.method === "adaptive") {
      const none = new Int32Array(0), plan = [Float64Array.of(0, steps * meta.dt), none, new Float64Array(0), none, none];
      for (const _ of advances(this.code, state, p, plan, meta.dt, () => this.budget)) yield;
    } else for (let i = 0; i < steps;) {
      const slice = Math.min(steps, i + this.chunk);
      kernel.advance(state, p, slice - i, meta.dt, i, steps + 1, new Float64Array(1), 0, new Float64Array(slice - i + 1), new Float64Array(3 * watch));
      i = slice;
      yield;
    }
    if (!state.every(Number.isFinite)) {
      throw new Error(`${meta.title}: no rest of ${meta.membrane} was found from ${low} to ${high}, and a run from ${start} left the numbers; take values within their ranges`);
    }
    this.notes.push(t`The cell has no stable resting state: it fires by itself, and the run starts after it has done so for a while.`);
    return state;
  }

  // --- maps, closed forms, populations ---------------------------------------------------------------------------------------

  trials() {
    const {meta, kernel} = this;
    const trials = Math.round(this.request.trials ?? 20);
    const p = Float64Array.from(this.symbols, (s) => this.values[s]);
    const y = new Float64Array(meta.states.length), o = new Float64Array(meta.helpers.length);
    kernel.starts(p, y);
    const names = [...meta.states, ...meta.helpers];
    const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(trials)]));
    for (let k = 0; k < trials; k++) {
      meta.states.forEach((s, i) => (columns[s][k] = y[i]));
      kernel.row(y, p, [], o);
      meta.helpers.forEach((h, i) => (columns[h][k] = o[i]));
    }
    this.table = {t: Float64Array.from({length: trials}, (_, k) => k + 1), columns};
    this.length = trials;
    this.lateReadouts();
  }

  *persons() {
    const {meta, kernel} = this;
    const people = Math.round(this.request.people ?? 1), seed = this.request.seed ?? 1;
    const p = Float64Array.from(this.symbols, (s) => this.values[s]);
    const z = new Float64Array(meta.draws.length), o = new Float64Array(meta.helpers.length);
    const names = [...meta.draws, ...meta.helpers];
    const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(people)]));
    const drawn = meta.draws.map((s) => columns[s]), helped = meta.helpers.map((h) => columns[h]);
    let index = 0;
    const numbers = new Float64Array(people);
    const show = (k) => {
      for (let i = this.people; i < k; i++) numbers[i] = i + 1;
      this.people = this.length = k;
      this.table = {t: numbers.subarray(0, k), columns: Object.fromEntries(names.map((name) => [name, columns[name].subarray(0, k)]))};
    };
    for (let k = 0; k < people;) {
      for (let d = 0; d < z.length; d++) z[d] = kernel.normal_quantile(uniform(seed, index, d));
      index++;
      if (kernel.row([], p, z, o)) {
        for (let d = 0; d < drawn.length; d++) drawn[d][k] = z[d];
        for (let h = 0; h < helped.length; h++) helped[h][k] = o[h];
        k++;
      }
      if (index > Math.max(1000, 2000 * people)) {
        this.error = `${meta.title}: of ${index} people only ${k} enter; make the rule for entering easier to meet`;
        break;
      }
      if (index % 256 === 0) {
        show(k);
        yield;
      }
    }
    show(people);
    this.screened = index;
    this.lateReadouts();
    const report = REPORTS[this.code.lab?.report];
    if (report) Object.assign(this.readouts, report(this.table.columns, this.request.state));
  }
}

const SPIKE_KINDS = new Set(["count", "first", "last", "rate", "frequency", "interval"]);
const LATE_KINDS = new Set(["counts", "passed", "arrival", "speed", "trial", "average", "spread", "report"]);

function gatherSums(total, n, sums) {
  for (let i = 0; i < n; i++) {
    total[i][0] = Math.max(total[i][0], sums[i]);
    total[i][1] = Math.min(total[i][1], sums[n + i]);
    total[i][2] += sums[2 * n + i];
  }
}

// A stretch of a run with one step: from `origin`, `n` steps of `dt`; its kept rows fill up as it goes.
class Leg {
  constructor(code, values, schedules, origin, dt, n, every) {
    Object.assign(this, {code, values, schedules, origin, dt, n, every, step: 0, filled: 0, made: new Map(), observed: {columns: {}, rows: 0}, readouts: {}});
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
    const state = meta.method === "chain" ? meta.sites.findIndex((f) => symbol === `${meta.membrane}@${f}`) : meta.states.indexOf(symbol);
    if (state >= 0) {
      const {rows, width} = this;
      return this.grown(symbol, (column, from, to) => {
        for (let k = from, at = from * width + state; k < to; k++, at += width) column[k] = rows[at];
      });
    }
    if (meta.settable.includes(symbol)) return this.grown(symbol, (column, from, to) => this.fillInput(symbol, column, from, to));
    if (!meta.helpers.includes(symbol) || meta.method === "chain") throw new Error(`${meta.title}: a run has no '${symbol}'`);
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
    else for (let k = from; k < to; k++) column[k] = scheduled(made, k * this.every, this.dt, this.origin);
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
