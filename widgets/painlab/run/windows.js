// Read-outs of a window of time, of spikes, trials or people; the twin of windows.py.
import {stepsOf} from "./adaptive.js";

export const SPIKE_KINDS = new Set(["count", "first", "last", "rate", "frequency", "interval"]);
export const LATE_KINDS = new Set(["counts", "passed", "arrival", "speed", "trial", "average", "spread", "report"]);

// Maximum, minimum and sum of each watched symbol, with those of some more steps.
export function gatherSums(total, n, sums) {
  for (let i = 0; i < n; i++) {
    total[i][0] = Math.max(total[i][0], sums[i]);
    total[i][1] = Math.min(total[i][1], sums[n + i]);
    total[i][2] += sums[2 * n + i];
  }
}

// One read-out of the stretch of a leg from `a` to `b`.
export function readWindow(run, leg, kind, symbol, a, b, totals, watch) {
  if (SPIKE_KINDS.has(kind)) {
    const inside = run.spikeTimes.filter((s) => a <= s && s < b);
    if (kind === "count") return inside.length;
    const second = run.meta.time === "ms" ? 1000 : 1;
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
export function lateReadouts(run) {
  for (const [name, kind, symbol, a, b] of run.request.readouts ?? []) {
    if (!LATE_KINDS.has(kind)) continue;
    if (kind === "counts") {
      const counts = run.counts(symbol);
      run.readouts[name] = counts[a < 0 ? counts.length + a : a] ?? NaN;
    } else if (kind === "passed") run.readouts[name] = run.spikesAt(run.place(a)).length;
    else if (kind === "arrival") run.readouts[name] = run.spikesAt(run.place(a))[0] ?? NaN;
    else if (kind === "speed") {
      const [here, there] = [a, b].map((fraction) => run.spikesAt(run.place(fraction))[0]);
      run.readouts[name] = here === undefined || there === undefined ? NaN : (run.place(b) - run.place(a)) * run.evaluate("length") / run.size / (there - here);
    } else if (kind === "trial") {
      const column = run.column(symbol);
      run.readouts[name] = column[a < 0 ? column.length + a : a - 1] ?? NaN;
    } else if (kind === "average" || kind === "spread") {
      const column = run.column(symbol), mean = column.reduce((s, x) => s + x, 0) / column.length;
      run.readouts[name] = kind === "average" ? mean : Math.sqrt(column.reduce((s, x) => s + (x - mean) ** 2, 0) / (column.length - 1));
    }
  }
}
