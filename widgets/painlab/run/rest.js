// Where a run starts; the twin of rest.py.
import {advances} from "./adaptive.js";
import {stepOf} from "../shared/schedule.js";
import {t} from "../page/words.js";

// The state at the start: given numbers, gates at their steady state, or the rest of the membrane.
export function* startState(run, values = run.values) {
  const {meta, kernel} = run;
  const resting = {...values, ...meta.resting};
  const p = Float64Array.from(run.symbols, (s) => resting[s]);
  const y = new Float64Array(meta.states.length + (meta.reset && meta.method !== "adaptive" ? 1 : 0));
  kernel.starts(Float64Array.from(run.symbols, (s) => values[s]), y);
  if (!meta.starts.includes("rest")) {
    if (meta.starts.includes("steady")) kernel.settle(y, p);
    return y;
  }
  const {low, high, step, start} = meta.scan, n = meta.states.length, at = meta.states.indexOf(meta.membrane);
  const found = kernel.rest(p, n, at, low, high, step);
  if (found) return Float64Array.from(found);
  const state = Float64Array.from(kernel.scan_point(p, n, at, start));
  const steps = stepOf(meta.longRun, meta.dt), watch = meta.states.length;
  if (meta.method === "adaptive") {
    const none = new Int32Array(0), plan = [Float64Array.of(0, steps * meta.dt), none, new Float64Array(0), none, none];
    for (const _ of advances(run.code, state, p, plan, meta.dt, () => run.budget)) yield;
  } else for (let i = 0; i < steps;) {
    const slice = Math.min(steps, i + run.chunk);
    kernel.advance(state, p, slice - i, meta.dt, i, steps + 1, new Float64Array(1), 0, new Float64Array(slice - i + 1),
      new Float64Array(3 * watch));
    i = slice;
    yield;
  }
  if (!state.every(Number.isFinite)) {
    throw new Error(
      t`${meta.title}: no rest of ${meta.membrane} was found from ${low} to ${high}, and a run from ${start} left the numbers; take values within their ranges`);
  }
  run.notes.push(
    t`The cell has no stable resting state: it fires by itself, and the run starts after it has done so for a while.`);
  return state;
}
