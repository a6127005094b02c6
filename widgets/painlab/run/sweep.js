// Whole runs at several states, of which one read-out is asked; thresholds are found by bisection over such runs.
import {start} from "./slices.js";
import {thresholdOf} from "../shared/threshold.js";

/**
 * One read-out at each of several states, computed a slice at a time: yields [index, value] when a point is there, null
 * when a slice is over. `read` is its name, or one name for each state; it may be one of the lab's thresholds.
 */
export function* sweepPoints(code, states, reads, slice = Infinity) {
  const readouts = function* (state) {
    const run = start(code, code.request(state));
    while (!run.advance(slice)) yield null;
    return run.readouts;
  };
  const thresholds = code.lab?.thresholds ?? {};
  for (let i = 0; i < states.length; i += 1) {
    const read = Array.isArray(reads) ? reads[i] : reads;
    const value = read in thresholds ? yield* thresholdOf(thresholds, read, states[i], code.scope, readouts)
      : (yield* readouts(states[i]))[read];
    yield [i, value];
  }
}
