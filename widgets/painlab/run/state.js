// What follows from the state of a lab's controls: the run to ask for, the describing sentence, the line of Python.

import {formatNumber} from "../page/numbers.js";
import {t} from "../page/words.js";
import {scopeOf} from "../shared/scope.js";

// {scope, request, sentence, python} of a lab's compiled text.
export function stateFunctions({meta, lab}) {
  const scope = (state) => scopeOf(lab.base, meta.choices, lab.derived, state);

  function request(state) {
    const v = scope(state);
    const values = Object.fromEntries(meta.settable.map((s) => [s, v[s]]));
    const schedules = Object.fromEntries(lab.schedules.map(([s, base, pieces]) => [s, {
      base: base(v),
      pieces: pieces.map((piece) => piece.map((x) => x(v)))
        .map(([from, to, first, last]) => [from, to, first, last ?? first]),
    }]));
    const readouts = lab.readouts.map(([name, kind, symbol, from, to]) => [name, kind, symbol, from(v), to(v)]);
    const settings = Object.fromEntries(lab.settings.map(([word, value]) => [word, value(v)]));
    return {state, values, given: lab.given, schedules, readouts, ...settings};
  }

  function sentence(state, readouts) {
    const v = {...scope(state), ...readouts};
    const said = lab.clauses.map((clause) => clause.find(([holds]) => holds(v))?.[1] ?? "");
    return said.map((text) => filledText(text, v)).filter(Boolean).join(" ");
  }

  function python(state) {
    const asked = request(state), parts = lab.settings.map(([word]) => `${word}=${JSON.stringify(asked[word])}`);
    for (const [word, options] of Object.entries(meta.choices)) {
      if (word in state && state[word] !== Object.keys(options)[0]) parts.push(`${word}="${state[word]}"`);
    }
    for (const [symbol, {base, pieces}] of Object.entries(asked.schedules)) {
      const written =
        pieces.map((p) => `(${(p[2] === p[3] ? p.slice(0, 3) : p).map((x) => Number(x.toPrecision(12))).join(", ")})`);
      parts.push(`${symbol}=schedule(${[base, ...written].join(", ")})`);
    }
    for (const symbol of lab.plain)
      if (asked.values[symbol] !== meta.defaults[symbol]) parts.push(`${symbol}=${asked.values[symbol]}`);
    return `model("${lab.model}").run(${parts.join(", ")})`;
  }

  // Whether a state and its read-outs reach a goal of the lab.
  function reaches(i, state, readouts) {
    const read = Object.fromEntries(Object.entries(readouts).map(([name, value]) => [`read_${name}`, value]));
    return Boolean(lab.goals[i]({...scope(state), ...read}));
  }

  return {scope, request, sentence, python, reaches};
}

// A text with its {name} and {name:.1f} fields filled in, with a real minus; a number that is not there reads "none".
export function filledText(text, v) {
  return text.replace(/\{(\w+)(?::\.(\d)f)?\}/g, (_, name, digits) => {
    const x = v[name];
    if (typeof x === "string") return x;
    if (!Number.isFinite(x)) return t`none`;
    if (digits !== undefined) return formatNumber(x, Number(digits));
    const plain = Math.abs(x) >= 1e-4 || x === 0 ? String(Number(x.toPrecision(6))) : x.toExponential(2);
    return plain.replace(/^-/, "−");
  });
}
