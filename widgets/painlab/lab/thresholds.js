// The thresholds among a lab's read-outs, searched for beside its picture and remembered.

/** What a threshold depends on: the state without the control that is searched and the values that are set. */
export function thresholdState(code, state, name) {
  const {control, values} = code.lab.thresholds[name];
  return JSON.stringify({...state, [control]: null, ...Object.fromEntries(values.map(([symbol]) => [symbol, null]))});
}

/** The thresholds among the read-outs of a lab, found after the picture and remembered. */
export function makeThresholds({spec, code, sweeper}) {
  const names = spec.readouts.map(({name}) => name).filter((name) => name in (code?.lab.thresholds ?? {}));
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
