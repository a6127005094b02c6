// What follows from the state of a lab's controls: the run to ask for, the describing sentence, the line of Python.

import {t} from "../page/words.js";
import {isReached, requestOf, scopeOf} from "../shared/scope.js";
import {sentenceOf} from "../shared/sentence.js";

// {scope, request, sentence, python} of a lab's compiled text.
export function stateFunctions({meta, lab}) {
  const scope = (state) => scopeOf(lab.base, meta.choices, lab.derived, state);

  const request = (state) => ({state, ...requestOf(meta.settable, lab, scope(state))});
  const sentence = (state, readouts) => sentenceOf(lab.clauses, {...scope(state), ...readouts}, t`none`);
  const reaches = (i, state, readouts) => Boolean(isReached(lab.goals[i], scope(state), readouts));

  function python(state) {
    const asked = request(state), parts = lab.settings.map(([word]) => `${word}=${JSON.stringify(asked[word])}`);
    for (const [word, options] of Object.entries(meta.choices)) {
      if (word in state && state[word] !== Object.keys(options)[0]) parts.push(`${word}="${state[word]}"`);
    }
    for (const [symbol, [base, pieces]] of Object.entries(asked.schedules)) {
      const written =
        pieces.map((p) => `(${(p[2] === p[3] ? p.slice(0, 3) : p).map((x) => Number(x.toPrecision(12))).join(", ")})`);
      parts.push(`${symbol}=schedule(${[base, ...written].join(", ")})`);
    }
    for (const symbol of lab.plain)
      if (asked.values[symbol] !== meta.defaults[symbol]) parts.push(`${symbol}=${asked.values[symbol]}`);
    return `model("${lab.model}").run(${parts.join(", ")})`;
  }

  return {scope, request, sentence, python, reaches};
}
