// Runs without time: trials of a map, people of a population; the twin of people.py.
import {uniform} from "./chance.js";
import {lateReadouts} from "./windows.js";
import {poolingReadouts, trialReadouts} from "../shared/readouts.js";
import {t} from "../page/words.js";

// the estimators that a lab can ask for
const REPORTS = {trial_readouts: trialReadouts, pooling_readouts: poolingReadouts};

export function runMap(run) {
  const {meta, kernel} = run;
  const trials = Math.round(run.request.trials ?? 20);
  const p = Float64Array.from(run.symbols, (s) => run.values[s]);
  const y = new Float64Array(meta.states.length), o = new Float64Array(meta.helpers.length);
  kernel.starts(p, y);
  const names = [...meta.states, ...meta.helpers];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(trials)]));
  for (let k = 0; k < trials; k++) {
    meta.states.forEach((s, i) => (columns[s][k] = y[i]));
    kernel.row(y, p, [], o);
    meta.helpers.forEach((h, i) => (columns[h][k] = o[i]));
  }
  run.table = {t: Float64Array.from({length: trials}, (_, k) => k + 1), columns};
  run.length = trials;
  lateReadouts(run);
}

export function* runPeople(run) {
  const {meta, kernel} = run;
  const people = Math.round(run.request.people ?? 1), seed = run.request.seed ?? 1;
  const p = Float64Array.from(run.symbols, (s) => run.values[s]);
  const z = new Float64Array(meta.draws.length), o = new Float64Array(meta.helpers.length);
  const names = [...meta.draws, ...meta.helpers];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(people)]));
  const drawn = meta.draws.map((s) => columns[s]), helped = meta.helpers.map((h) => columns[h]);
  let index = 0;
  const numbers = new Float64Array(people);
  const show = (k) => {
    for (let i = run.people; i < k; i++) numbers[i] = i + 1;
    run.people = run.length = k;
    run.table = {t: numbers.subarray(0, k),
      columns: Object.fromEntries(names.map((name) => [name, columns[name].subarray(0, k)]))};
  };
  for (let k = 0; k < people;) {
    for (let d = 0; d < z.length; d++) z[d] = kernel.normal_quantile(uniform(seed, index, d));
    index++;
    if (kernel.row([], p, z, o)) {
      for (let d = 0; d < drawn.length; d++) drawn[d][k] = z[d];
      for (let h = 0; h < helped.length; h++) helped[h][k] = o[h];
      k++;
    }
    if (index > Math.max(1000, 2000 * people)) {
      run.error = t`${meta.title}: of ${index} people only ${k} enter; make the rule for entering easier to meet`;
      break;
    }
    if (index % 256 === 0) {
      show(k);
      yield;
    }
  }
  show(people);
  run.screened = index;
  lateReadouts(run);
  const report = REPORTS[run.code.lab?.report];
  if (report) Object.assign(run.readouts, report(run.table.columns, run.request.state));
}
