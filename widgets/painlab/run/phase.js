// The flow of a model at a moment of a run; what is computed of it is shared/flow.js. The twin of phase.py.
import {flowOf} from "../shared/flow.js";

/**
 * The flow of the states (or inputs) `axes` at one moment of a run, as flowOf of shared/flow.py gives it, with a `key`:
 * what it
 * depends on. `hold` are states that keep their value of that moment; all others follow: they are where they would
 * stay.
 */
export function flowAt(code, run, row, axes, hold = []) {
  const {meta, kernel} = code;
  const moves = (symbol) => symbol in (run.schedules ?? {});
  const p = meta.settable.map((symbol) => (moves(symbol) ? run.column(symbol)[row] : run.values[symbol]));
  const whole = meta.states.map((symbol) => run.column(symbol)[row]);
  const states = axes.map((symbol) => meta.states.indexOf(symbol));
  const inputs = axes.map((symbol) => meta.settable.indexOf(symbol));
  const following = meta.states.map((_, at) => at)
    .filter((at) => !states.includes(at) && !hold.includes(meta.states[at]));
  const held = hold.map((symbol) => whole[meta.states.indexOf(symbol)]);
  const key = [...p.filter((_, k) => !inputs.includes(k)), ...held].join();
  return {...flowOf(kernel, p, whole, states, inputs, following), key};
}
