// A run, step by step, in slices of time; the twin of run.py. Pure: numbers in, numbers out.
import {Leg, travel} from "./leg.js";
import {arraysFor} from "./arrays.js";
import {startState} from "./rest.js";
import {stateFunctions} from "../lab/state.js";
import {chainLength, chainPlace, chainSize} from "../shared/chain.js";
import {lateReadouts} from "../shared/late.js";
import {enterPeople, trialsOf} from "../shared/people.js";
import {poolingReadouts, trialReadouts} from "../shared/readouts.js";
import {onPiece, stepOf} from "../shared/schedule.js";
import {eventTimes, pulses, startsOf} from "../shared/trains.js";
import {countsAfter} from "../shared/windows.js";

const KEPT = 200000; // rows kept where a run has more steps
// The estimators that a lab can ask for.
const REPORTS = {trial_readouts: trialReadouts, pooling_readouts: poolingReadouts};

// The functions and tables of a lab, from the text that Python wrote: {meta, kernel, expressions}, and for a lab what
// follows from the state of its controls: {request, sentence, python}. In a page of the book the text stands in a file
// that has registered it as a function (see widgets.py), and `text` is its name.
export function compile(text) {
  const registered = globalThis.painlabCode?.[text];
  const code = registered ? registered() : new Function(text)();
  return code.lab ? {...code, ...stateFunctions(code)} : code;
}

// Start a run of `code` as `request` asks: {values, schedules, duration, readouts, dt, every, protocol, trials, …}.
// Phases that an `earlier` run of the same code has gone through from the same state are taken over from it.
export function start(code, request, earlier = null) {
  return new Run(code, request, earlier);
}

export class Run {
  constructor(code, request, earlier) {
    this.code = code;
    this.known = earlier && request.protocol && !code.meta.membrane ? earlier.legs : [];
    this.meta = code.meta;
    this.kernel = {...code.kernel, ...arraysFor(code.kernel)};
    this.request = request;
    const bases = Object.entries(request.schedules ?? {}).map(([symbol, made]) => [symbol, made.base]);
    this.values = {...request.values, ...Object.fromEntries(bases)};
    this.symbols = this.meta.settable;
    this.readouts = Object.fromEntries((request.readouts ?? []).map(([name]) => [name, NaN]));
    this.schedules = {};
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
      if (end > known.filled)
        known.column.set(part(leg).subarray(Math.max(0, known.filled - at)), Math.max(at, known.filled));
      at = end;
    }
    known.filled = total;
    this.cache.set(name, known);
    return known.column.subarray(0, total);
  }

  // A read-out (mean, max or min) of the last `last` of a phase of the protocol, of any symbol; null before the phase
  // is complete.
  inPhase(phase, kind, symbol, last) {
    const leg = this.legs.find((each) => each.phase === phase);
    if (!leg || leg.step < leg.n) return null;
    const end = leg.origin + leg.n * leg.dt, key = `${kind} ${symbol} ${last}`;
    if (!leg.made.has(key)) leg.made.set(key, leg.segments.read(kind, symbol, end - last, end, leg.last));
    return leg.made.get(key);
  }

  // Start times of the events of a train, one a period.
  starts(train) {
    return startsOf(this, train);
  }

  // The corners of an input over the whole run, {t, y}: known before anything is computed. Null for all else.
  ahead(symbol) {
    if (this.table || !this.length || this.request.protocol || !this.symbols.includes(symbol)) return null;
    const [, pieces] = this.schedules[symbol] ?? [0, []];
    const edges = [0, this.length, ...pieces.flatMap(([from, to]) => [from, to])]
      .filter((t) => t >= 0 && t <= this.length);
    const times = [...new Set(edges)].sort((a, b) => a - b);
    const valueAt = (t, within) => {
      const piece = pieces.findLast(([from, to]) => from <= within && within < to);
      return piece ? onPiece(piece, t) : this.values[symbol];
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
    const every = this.number(this.meta.trains[train].every);
    return countsAfter(this.starts(train), every, this.spikeTimes);
  }

  // Chains: spike times of a compartment by its number.
  spikesIn(k) {
    return this.spikesOf[k] ?? [];
  }

  // Chains: spike times at the compartment at `fraction` of the length.
  spikesAt(fraction) {
    return this.spikesIn(chainPlace(this.size, fraction));
  }

  // Chains: where the compartments are.
  get sites() {
    const length = chainLength(this);
    return Float64Array.from({length: this.size ?? 0}, (_, k) => (k + 0.5) * length / this.size);
  }

  evaluate(text, values) {
    return typeof text === "number" ? text : this.code.expressions[text](values);
  }

  number(text) {
    return this.evaluate(text, this.values);
  }

  *whole() {
    const {meta, request} = this;
    try {
      if (meta.method === "map") this.trials();
      else if (meta.method === "closed" || meta.method === "population") yield* this.enter();
      else if (request.protocol) yield* this.phases();
      else yield* this.single();
    } catch (error) {
      this.error = String(error.message ?? error);
    }
    this.known = []; // a complete run holds no other run's legs but those that it shares
    if (!this.error) lateReadouts(this, request.readouts ?? []);
    const report = REPORTS[this.code.lab?.report];
    if (report && !this.error) Object.assign(this.readouts, report(this.table.columns, request.state));
  }

  trials() {
    const {meta, kernel, request, symbols, values} = this, trials = Math.round(request.trials ?? 20);
    const columns = Object.entries(trialsOf(meta, kernel, symbols.map((s) => values[s]), trials));
    this.show(columns.map(([name]) => name), columns.map(([, column]) => Float64Array.from(column)), trials);
  }

  *enter() {
    const {meta, kernel, request, symbols, values} = this, people = Math.round(request.people ?? 1);
    const names = [...meta.draws, ...meta.helpers], columns = names.map(() => new Float64Array(people));
    const p = Float64Array.from(symbols, (s) => values[s]);
    const work = enterPeople(meta, kernel, p, people, request.seed ?? 1, columns);
    for (let step = work.next(); ; step = work.next()) {
      this.people = step.done ? people : step.value;
      this.show(names, columns, this.people);
      if (step.done) return;
      yield;
    }
  }

  // A run without time has these columns, each with its first `rows` numbers.
  show(names, columns, rows) {
    this.length = rows;
    this.table = {t: Float64Array.from({length: rows}, (_, k) => k + 1),
      columns: Object.fromEntries(names.map((name, i) => [name, columns[i].subarray(0, rows)]))};
  }

  *single() {
    const {meta, request, values} = this;
    const dt = request.dt ?? meta.dt;
    const given = Object.entries(request.schedules ?? {}).map(([symbol, {base, pieces}]) => [symbol, [base, pieces]]);
    const schedules = {...pulses(this, request.given ?? []),
      ...Object.fromEntries(given)};
    this.schedules = schedules;
    const length = request.duration ?? this.number(meta.duration);
    this.length = length;
    const y = meta.method === "chain" ? this.chainStart() : yield* startState(this);
    const events = eventTimes(this);
    const n = stepOf(length, dt);
    const leg = new Leg(this.code, values, schedules, 0, dt, n, request.every ?? Math.max(1, Math.ceil(n / KEPT)));
    this.legs.push(leg);
    yield* travel(this, leg, y, events, request.readouts ?? []);
  }

  // The state in which a chain starts: every compartment alike.
  chainStart() {
    this.size = chainSize(this);
    const y = new Float64Array(this.size * this.meta.states.length);
    this.kernel.starts(Float64Array.from(this.symbols, (s) => this.values[s]), y, this.size);
    return y;
  }

  *phases() {
    const {meta, request, values} = this;
    const dt = request.dt ?? meta.dt;
    const treatments = Object.fromEntries(meta.treatments);
    const untreated = {...values, ...treatments};
    const ends = new Map();
    const phases = meta.protocols[request.protocol];
    this.stepsAhead = phases.reduce((sum, phase) => sum + stepOf(this.number(phase.length), dt), 0);
    const until = new Map();
    let before = 0;
    for (const phase of phases) {
      before = (phase.after === null ? before : until.get(phase.after)) + this.number(phase.length);
      until.set(phase.name, before);
    }
    this.length = Math.max(...until.values());
    let previous = null;
    const first = yield* startState(this, untreated);
    for (const phase of phases) {
      const [origin, state] = previous === null ? [0, first] : ends.get(phase.after ?? previous);
      const y = Float64Array.from(state);
      const now = phase.treated ? {...values} : {...untreated};
      if (phase.when === null || this.number(phase.when)) {
        for (const [symbol, value] of Object.entries(phase.values)) now[symbol] = this.number(value);
      }
      const length = this.number(phase.length);
      const end = origin + length;
      const windows = Object.entries(phase.readouts)
        .map(([name, [kind, symbol, last]]) => [name, kind, symbol, end - this.number(last), end]);
      const n = stepOf(length, dt);
      const every = request.every ?? Math.max(1, Math.ceil(length / dt / 20000));
      const next = new Leg(this.code, now, {}, origin, dt, n, every);
      next.phase = phase.name; // before any step, since the picture asks for phases by name
      const leg = this.known.find((each) => each.isSame(next, y)) ?? next;
      this.stepsAhead -= n;
      this.legs.push(leg);
      if (leg === next) yield* travel(this, leg, y, [], windows);
      else Object.assign(this.readouts, leg.readouts);
      ends.set(phase.name, [end, leg.last]);
      previous = phase.name;
    }
  }

  // Adaptive steps in one piece of work.
  get budget() {
    return Math.max(16, Math.min(1024, this.chunk >> 3));
  }
}
