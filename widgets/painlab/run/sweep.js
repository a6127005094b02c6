// Whole runs at several states, of which one read-out is asked; thresholds are found by bisection over such runs.
import {start} from "./slices.js";
import {leastValue} from "../shared/threshold.js";

/**
 * One read-out at each of several states, computed a slice at a time: yields [index, value] when a point is there, null
 * when a slice is over. `read` is its name, or one name for each state; it may be one of the lab's thresholds.
 */
export function* sweepPoints(code, states, reads, slice = Infinity) {
  for (let i = 0; i < states.length; i += 1) {
    const read = Array.isArray(reads) ? reads[i] : reads;
    if (read in (code.lab?.thresholds ?? {})) {
      yield [i, yield* thresholdOf(code, states[i], read, slice)];
      continue;
    }
    const run = start(code, code.request(states[i]));
    while (!run.advance(slice)) yield null;
    yield [i, run.readouts[read]];
  }
}

/**
 * The threshold called `name` at a state; NaN where its highest value is not enough. Yields null when a slice of time
 * is over.
 */
export function* thresholdOf(code, state, name, slice) {
  const {control, low, high, within, read, least, needs, values} = code.lab.thresholds[name];
  const scope = {...code.scope(state)};
  for (const need of needs) scope[need] = yield* thresholdOf(code, state, need, slice);
  const there = {...state, ...Object.fromEntries(values.map(([symbol, value]) => [symbol, value(scope)]))};
  const enough = function* (value) {
    const run = start(code, code.request({...there, [control]: value}));
    while (!run.advance(slice)) yield null;
    return run.readouts[read] >= least;
  };
  return yield* leastValue(low, high, within, enough);
}
