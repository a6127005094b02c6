// What a run of the page has so far: legs whose columns grow while they are drawn, and the points of their segments.
import {longer} from "./arrays.js";
import {rowNames} from "../shared/chain.js";
import {FINE, HEAD, OF_STATE, PIECES} from "../shared/clock.js";
import {valueAt} from "../shared/schedule.js";
import {areEqual} from "../shared/start.js";

// A stretch of a run with one step: from `origin`, `n` steps of `dt`; its kept rows fill up as it goes.
export class Leg {
  constructor(code, values, schedules, origin, dt, n, every, phase) {
    Object.assign(this, {code, values, schedules, origin, dt, n, every, phase, step: 0, filled: 0, known: new Map(),
      observed: {columns: {}, rows: 0}, readouts: {}, segments: null});
  }

  // Whether this leg is complete and the one that another run would take from state `y`.
  isSame(next, y) {
    return this.last !== undefined
      && ["phase", "origin", "dt", "n", "every"].every((name) => this[name] === next[name])
      && this.code.meta.settable.every((symbol) => this.values[symbol] === next.values[symbol])
      && areEqual(this.first, y);
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
    const state = rowNames(meta).indexOf(symbol);
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
    if (!this.known.has(name)) this.known.set(name, {column: new Float64Array(0), rows: 0});
    const known = this.known.get(name);
    known.column = longer(known.column, this.segments ? rows : Math.floor(this.n / this.every) + 2);
    fill(known.column, known.rows, rows);
    known.rows = rows;
    return known.column.subarray(0, rows);
  }

  fillInput(symbol, column, from, to) {
    const course = this.schedules[symbol];
    const place = this.segments ? this.segments.plan[1].indexOf(this.code.meta.settable.indexOf(symbol)) : -1;
    if (place >= 0) {
      const {rows, row, size} = this.segments;
      for (let k = from; k < to; k++) column[k] = rows[k * row + size + place];
    } else if (!course || this.segments) column.fill(this.values[symbol], from, to);
    else for (let k = from; k < to; k++)
      column[k] = valueAt(course, k * this.every, this.dt, this.origin);
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

/** The segments of a leg, and the points of its picture, which are made of them when they are asked for. */
export class Segments {
  constructor(run, leg, plan) {
    const size = run.meta.states.length;
    Object.assign(this, {code: run.code, leg, size, width: HEAD + OF_STATE * size, count: 0, drawn: 0, filled: 0});
    this.plan = run.kernel.plan(plan);
    this.table = new Float64Array(0);
    this.times = new Float64Array(0);
    this.row = size + this.plan[1].length; // states, and inputs that move
    this.rows = new Float64Array(0);
  }

  add(out, count) {
    const {width} = this;
    this.table = longer(this.table, (this.count + count) * width);
    this.table.set(out.subarray(0, count * width), this.count * width);
    this.count += count;
  }

  /** All segments, one behind the other. */
  flat() {
    return this.table;
  }

  /** Makes the points of the segments that have come since. */
  fill() {
    const {code: {kernel, meta}, leg, plan, size, width, table, count, row} = this;
    if (this.drawn === count) return;
    const most = (PIECES + 1) * (count - this.drawn);
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
}
