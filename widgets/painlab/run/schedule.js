// A quantity in time: values, pulses of trains, noise, and when events come; the twin of schedule.py.
import {onPiece, stepsOf} from "./adaptive.js";
import {uniform} from "./chance.js";

// Value of a schedule {base, pieces: [[from, to, start, end], …]} at a step of a leg that starts at `origin`.
export function scheduled(made, step, dt, origin) {
  let value = made.base;
  for (const [start, end, first, last] of made.pieces) {
    if (stepsOf(start - origin, dt) <= step && step < stepsOf(end - origin, dt)) value = onPiece(start, end, first, last, origin + step * dt);
  }
  return value;
}

// Whether a schedule is on a ramp at a step.
export function rampsAt(made, step, dt, origin) {
  return made.pieces.some(([s, e, a, b]) => a !== b && stepsOf(s - origin, dt) <= step && step < stepsOf(e - origin, dt));
}

// The pulses of trains, as schedules of the inputs of their names.
export function pulses(run) {
  const made = {};
  for (const [name, train] of Object.entries(run.meta.trains)) {
    if (train.width === null || run.request.given?.includes(name)) continue;
    const [from, every, count, width, value] = [train.start, train.every, train.count, train.width, train.value].map((x) => run.evaluate(x));
    const pieces = [];
    for (let k = 0; k < Math.floor(count); k++) for (const o of train.offsets) {
      const s = from + k * every + o;
      pieces.push([s, s + width, value, value]);
    }
    made[name] = {base: run.meta.resting[name], pieces};
  }
  return made;
}

// [time, train] of all events, in order.
export function eventTimes(run) {
  const found = [];
  for (const [name, train] of Object.entries(run.meta.trains)) {
    if (train.width !== null) continue;
    const [from, every, count] = [train.start, train.every, train.count].map((x) => run.evaluate(x));
    for (let k = 0; k < Math.floor(count); k++) for (const o of train.offsets) found.push([from + k * every + o, name]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

// Ornstein–Uhlenbeck inputs whose standard deviation is not 0: [place among the values, {next(step)}].
export function noiseOf(run, leg) {
  const found = [];
  for (const [draw, [symbol, law]] of Object.entries(run.meta.noise).entries()) {
    const [sd, tau] = law.map((x) => run.evaluate(x, leg.values));
    if (sd === 0) continue;
    const kept = Math.exp(-leg.dt / tau), spread = sd * Math.sqrt(1 - kept * kept);
    const {normal_quantile} = run.kernel, seed = run.request.seed ?? 1;
    let x = 0;
    const next = (i) => (x = x * kept + spread * normal_quantile(uniform(seed, i, draw)));
    found.push([run.symbols.indexOf(symbol), {next}]);
  }
  return found;
}
