// Read-outs of a window of time, of spikes, trials or people; the twin of windows.py.
import {stepOf} from "../shared/schedule.js";
import {readColumn, readSpikes, readTotals, SPIKE_KINDS} from "../shared/windows.js";

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
