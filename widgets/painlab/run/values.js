// What the trains of a run are: when pulses and events come; the twin of values.py.
import {pulsesAt, trainTimes} from "../shared/schedule.js";

// The pulses of trains, as schedules of the inputs of their names.
export function pulses(run) {
  const made = {};
  for (const [name, train] of Object.entries(run.meta.trains)) {
    if (train.width === null || run.request.given?.includes(name)) continue;
    const pieces = pulsesAt(timesOf(run, train), run.evaluate(train.width), run.evaluate(train.value));
    made[name] = {base: run.meta.resting[name], pieces};
  }
  return made;
}

function timesOf(run, {start, every, count, offsets}) {
  return trainTimes(...[start, every, count].map((text) => run.evaluate(text)), offsets);
}

// [time, train] of all events, in order of time; trains that start together act in their order in the model.
export function eventTimes(run) {
  const trains = Object.entries(run.meta.trains).filter(([, train]) => train.width === null);
  const events = trains.flatMap(([name, train]) => timesOf(run, train).map((time) => [time, name]));
  return events.sort((a, b) => a[0] - b[0]);
}
