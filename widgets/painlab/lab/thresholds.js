// Thresholds: the least value of a control at which a read-out is reached, found by bisection over whole runs.
import {start} from "../run/slices.js";
import {leastValue} from "../shared/threshold.js";

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

/** What a threshold depends on: the state without the control that is searched and the values that are set. */
export function thresholdState(code, state, name) {
  const {control, values} = code.lab.thresholds[name];
  return JSON.stringify({...state, [control]: null, ...Object.fromEntries(values.map(([symbol]) => [symbol, null]))});
}

/** The thresholds among the read-outs of a lab, found after the picture and remembered. */
export function makeThresholds({spec, code, sweeper}) {
  const names = (spec.readouts ?? []).map(({name}) => name).filter((name) => name in (code?.lab.thresholds ?? {}));
  const known = new Map();
  let searched = ""; // the names and states that were asked for last
  const keyOf = (values, name) => `${name} ${thresholdState(code, values, name)}`;

  /** Searches for those that are not known at a state; `onMore()` is called when there is one more. */
  function find(values, onMore) {
    const state = {...values};
    const missing = names.filter((name) => !known.has(keyOf(state, name)));
    const asked = missing.map((name) => keyOf(state, name)).join();
    if (!missing.length || asked === searched) return;
    searched = asked;
    sweeper.sweep("thresholds", missing.map(() => state), missing, (points) => {
      for (const [i, value] of points) known.set(keyOf(state, missing[i]), value);
      onMore();
    });
  }

  /** {name: number, or null where it is not known yet} at a state. */
  function read(values) {
    return Object.fromEntries(names.map((name) => [name, known.get(keyOf(values, name)) ?? null]));
  }

  return {find, read};
}
