// Read-outs of a window of time, of spikes, trials or people; the twin of windows.py.
import {chainLength, chainPlace} from "./chain.js";
import {stepOf} from "../shared/schedule.js";
import {LATE_KINDS, lateReadout, readColumn, readSpikes, readTotals, SPIKE_KINDS} from "../shared/windows.js";

// One read-out of the stretch of a leg from `a` to `b`.
export function readWindow(run, leg, kind, symbol, a, b, totals, watch) {
  if (SPIKE_KINDS.includes(kind)) return readSpikes(kind, run.spikeTimes, a, b, run.meta.time === "ms" ? 1000 : 1);
  const first = stepOf(a - leg.origin, leg.dt), last = stepOf(b - leg.origin, leg.dt);
  if (watch.includes(symbol)) {
    return kind === "value" ? totals.value : readTotals(kind, totals[watch.indexOf(symbol)], last - first, leg.dt);
  }
  const column = leg.column(symbol);
  if (kind === "value") return column[Math.floor(last / leg.every)];
  const inside = column.subarray(Math.ceil(first / leg.every), Math.floor(last / leg.every) + 1);
  return readColumn(kind, inside, leg.dt * leg.every);
}

// Read-outs that need the complete run; see LATE_KINDS.
export function lateReadouts(run) {
  for (const [name, kind, symbol, a, b] of run.request.readouts ?? []) {
    if (!LATE_KINDS.includes(kind) || kind === "report") continue;
    const [here, there] = kind === "speed" ? [a, b] : [a, a];
    const along = ["passed", "arrival", "speed"].includes(kind);
    const numbers = along ? run.spikesAt(here) : kind === "counts" ? run.counts(symbol) : run.column(symbol);
    const others = along ? run.spikesAt(there) : [];
    const apart = kind === "speed" ? (chainPlace(run.size, b) - chainPlace(run.size, a)) * chainLength(run) / run.size
      : 0;
    run.readouts[name] = lateReadout(kind, numbers, a, others, apart);
  }
}
