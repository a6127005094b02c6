// A run of the page, in slices of time. Pure: numbers in, numbers out. Its course is shared/course.py.
import {arraysFor} from "./arrays.js";
import {Leg, Segments} from "./columns.js";
import {stateFunctions} from "./state.js";
import {t} from "../page/words.js";
import {chainLength} from "../shared/chain.js";
import {courseOf} from "../shared/course.js";
import {countsOf, lateReadouts, spikesAt} from "../shared/late.js";
import {enterPeople, trialsOf} from "../shared/people.js";
import {poolingReadouts, trialReadouts} from "../shared/readouts.js";
import {onPiece} from "../shared/schedule.js";
import {USUAL} from "../shared/scope.js";
import {readSegments} from "../shared/steps.js";
import {pulses, startsOf} from "../shared/trains.js";
import {LATE_KINDS} from "../shared/windows.js";

// the estimators that a lab can ask for
const REPORTS = {trial_readouts: trialReadouts, pooling_readouts: poolingReadouts};

// The functions and tables of a lab, from the text that Python wrote: {meta, kernel, expressions}, and for a lab what
// follows from the state of its controls: {request, sentence, python}. In a page of the book the text stands in a file
// that has registered it as a function (see widgets.py), and `text` is its name.
export function compile(text) {
  const registered = globalThis.painlabCode?.[text];
  const code = registered ? registered() : new Function(text)();
  return code.lab ? {...code, ...stateFunctions(code)} : code;
}

// Start a run of `code` as `request` asks: {values, schedules, duration, readouts, dt, every, protocol, trials,
// people, seed}. Phases of a protocol that an `earlier` run of the same code has gone through from the same state are
// taken over from it.
export function start(code, request, earlier = null) {
  return new Run(code, request, earlier);
}

// The numbers of the rows of a run without time, from 1 on.
const numbered = (rows) => new Float64Array(rows).map((_, k) => k + 1);

export class Run {
  constructor(code, request, earlier) {
    request = {...USUAL, ...request};
    const {values, duration, every, protocol, seed} = request, dt = request.dt ?? code.meta.dt;
    Object.assign(this, {code, request, values, dt, duration, every, protocol, seed});
    this.known = earlier && request.protocol && !code.meta.membrane ? earlier.legs : [];
    this.meta = code.meta;
    this.kernel = {...code.kernel, ...arraysFor(code.kernel)};
    this.kept = code.kept ??= {at: [NaN]};
    this.symbols = this.meta.settable;
    this.readouts = Object.fromEntries(request.readouts.map(([name]) => [name, NaN]));
    this.courses = {};
    this.windows = request.readouts.filter(([, kind]) => !LATE_KINDS.includes(kind));
    this.notes = [];
    this.error = null;
    this.done = false;
    this.legs = [];
    this.spikeTimes = [];
    this.spikesOf = []; // chains: spike times of each compartment
    this.spikePlaces = []; // chains: the compartment of each spike
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

  // --- what a run holds

  get t() {
    if (this.table) return this.table.t;
    return this.joined("t", (leg) => leg.times());
  }

  get spikes() {
    return Float64Array.from(this.spikeTimes);
  }

  column(symbol) {
    if (this.table) {
      const known = this.table.columns[symbol];
      if (known) return known;
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

  // A read-out (mean, max or min) of the last `last` of a phase of the protocol, of any symbol; null before
  // the phase is complete.
  inPhase(phase, kind, symbol, last) {
    const leg = this.legs.find((each) => each.phase === phase);
    if (!leg || leg.step < leg.n) return null;
    const end = leg.origin + leg.n * leg.dt, key = `${kind} ${symbol} ${last}`;
    if (!leg.known.has(key)) leg.known.set(key, readSegments(this, this.kernel, leg, kind, symbol, end - last, end));
    return leg.known.get(key);
  }

  // Start times of the events of a train, one a period.
  starts(train) {
    return startsOf(this, train);
  }

  // The corners of an input over the whole run, {t, y}: known before anything is computed. Null for all else.
  ahead(symbol) {
    if (this.table || !this.length || this.request.protocol || !this.symbols.includes(symbol)) return null;
    const [, pieces] = this.courses[symbol] ?? [0, []];
    const edges = [0, this.length, ...pieces.flatMap(([from, to]) => [from, to])]
      .filter((t) => t >= 0 && t <= this.length);
    const times = [...new Set(edges)].sort((a, b) => a - b);
    const valueAt = (t, within) => {
      const piece = pieces.findLast(([from, to]) => from <= within && within < to);
      return piece ? onPiece(piece, t) : this.values[symbol];
    };
    const corners = {t: [], y: []};
    for (let k = 0; k + 1 < times.length; k++) for (const t of [times[k], times[k + 1]]) {
      corners.t.push(t);
      corners.y.push(valueAt(t, 0.5 * (times[k] + times[k + 1])));
    }
    return corners;
  }

  // Spikes from each event of a train to one period later.
  counts(train) {
    return countsOf(this, train);
  }

  // Chains: spike times of a compartment by its number.
  spikesIn(k) {
    return this.spikesOf[k] ?? [];
  }

  // Chains: spike times at the compartment at `fraction` of the length.
  spikesAt(fraction) {
    return spikesAt(this, fraction);
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

  // --- the course of a run

  *whole() {
    const {meta, request} = this;
    try {
      if (meta.method === "map") this.trials();
      else if (meta.method === "closed" || meta.method === "population") yield* this.enter();
      else {
        if (!request.protocol) this.courses = {...pulses(this, request.given), ...request.schedules};
        yield* courseOf(this);
      }
    } catch (error) {
      this.error = String(error.message ?? error);
    }
    this.known = []; // a complete run holds no other run's legs but those that it shares
    if (!this.error) lateReadouts(this, request.readouts);
    const report = REPORTS[this.code.lab?.report];
    if (report && !this.error) Object.assign(this.readouts, report(this.table.columns, request.state));
  }

  trials() {
    const {meta, kernel, request, symbols, values} = this, trials = Math.round(request.trials);
    const columns = Object.entries(trialsOf(meta, kernel, symbols.map((s) => values[s]), trials));
    this.show(numbered(trials), columns.map(([name, column]) => [name, Float64Array.from(column)]), trials);
  }

  *enter() {
    const {meta, kernel, request, symbols, values} = this, people = Math.round(request.people);
    const names = [...meta.draws, ...meta.helpers], columns = names.map((name) => [name, new Float64Array(people)]);
    const t = numbered(people), p = Float64Array.from(symbols, (s) => values[s]);
    const work = enterPeople(meta, kernel, p, people, request.seed, columns.map(([, column]) => column));
    for (let step = work.next(); ; step = work.next()) {
      this.people = step.done ? people : step.value;
      this.show(t, columns, this.people);
      if (step.done) return;
      yield;
    }
  }

  // A run without time has these columns, each with its first `rows` numbers.
  show(t, columns, rows) {
    this.length = rows;
    this.table = {t: t.subarray(0, rows),
      columns: Object.fromEntries(columns.map(([name, column]) => [name, column.subarray(0, rows)]))};
  }

  // --- what shared/course.py asks of a run that is made

  // The functions of the model, for any amount of work.
  kernelOf(work) {
    return this.kernel;
  }

  legOf(values, schedules, origin, n, every, phase) {
    return new Leg(this.code, values, schedules, origin, this.dt, n, every, phase);
  }

  // A leg of an earlier run that is the one that would be traveled from state `y`; otherwise the leg itself.
  knownLeg(leg, y) {
    return this.known.find((each) => each.isSame(leg, y)) ?? leg;
  }

  segmentsOf(leg, plan) {
    return new Segments(this, leg, plan);
  }

  note(text) {
    this.notes.push(t([text]));
  }

  refuse(symbol, known) {
    throw new Error(`${this.meta.title}: no '${symbol}' to read out; there are ${known.join(", ")}`);
  }

  // Adaptive steps in one piece of work.
  get budget() {
    return Math.max(16, Math.min(1024, this.chunk >> 3));
  }
}
