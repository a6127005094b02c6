// The prediction to commit to before looking: an option, a number, or points that are drawn in the picture. Until then
// no reason, and nothing that tells the right answer, is in the document. The answer comes from the picture: after the
// commit the lab asks for the move that shows it, and says why once it has been made.
import {stateInWords} from "./controls.js";
import {button, element, handIn, newId} from "../page/elements.js";
import {defaultValues} from "../page/numbers.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {t} from "../page/words.js";

export const SURENESS = [t`sure`, t`fairly sure`, t`a guess`];
const NEAR = 0.02; // part of a control's range within which a move counts as made

/** What the page says about how sure a person was: the useful moments are a sure miss and a lucky guess. */
export function commentOn(right, sureness) {
  if (right) {
    return sureness === 2 ? t`Right, by a guess. Does the reason convince you?` : t`Right.`;
  }
  return sureness === 0 ? t`Not this time, and you were sure: that is the most useful kind of surprise.`
    : t`Not this time.`;
}

/** Whether a state is the one that a move leads to: the moved controls near their goal, all others where they begin. */
export function isMade(spec, values, move) {
  return spec.controls.every(({symbol, value, low, high, log, choices}) => {
    const [goal, now] = [move[symbol] ?? value, values[symbol]];
    if (choices) return now === goal;
    return log ? Math.abs(Math.log(now / goal)) <= NEAR * Math.log(high / low)
      : Math.abs(now - goal) <= NEAR * (high - low);
  });
}

/** "set gate strength to 0.9 and touch to 20 Hz": what the reader's hand is to do. */
export function moveInWords(spec, move) {
  const words = stateInWords(spec, defaultValues(spec, move));
  return words === "default" ? t`put everything back (Reset all)` : t`set ${words}`;
}

/** Calls `reveal()` once, when the person has committed or skipped. Nothing is stored. */
export function makePrediction({spec, lab, picture}, reveal) {
  const {prediction} = spec;
  if (!prediction) return "";
  const {question, move, guess} = prediction;
  const goal = {...spec.opens, ...move}; // the state that the question is about
  const name = newId("prediction");
  const asked = guess ? makeGuess(spec, lab, picture) : makeOptions(prediction, name);
  const sure = SURENESS.map((text, i) => radio(`${name}-sure`, i, text));
  const missing = element("p", {class: "painlab-missing", role: "status"});
  const commitButton = element("button", {class: "painlab-main"}, t`Commit`);
  const form = element(
    "form", {class: "painlab-prediction", novalidate: true, autocomplete: "off"},
    element("p", {class: "painlab-kicker"}, asked.kicker),
    element("fieldset", {class: "painlab-options"}, element("legend", {}, question), ...asked.inputs),
    element("fieldset", {class: "painlab-sure"}, element("legend", {}, t`How sure are you?`), ...sure),
    element("div", {class: "painlab-row-end"}, commitButton, button(t`Skip, just look`, skip, {class: "painlab-quiet"}),
      missing),
  );
  const node = element("div", {}, form);
  let committed = null; // {answer, sureness}
  handIn(form, commitButton, commit);

  function commit() {
    const answer = asked.read();
    const sureness = chosenIn(form, `${name}-sure`);
    if (answer == null || sureness == null) {
      missing.textContent = answer == null ? asked.missing : t`Say how sure you are.`;
      return;
    }
    committed = {answer, sureness};
    const isMoved = move === undefined || isThere();
    if (!isMoved) askForMove();
    reveal();
    if (isMoved) tell(lab.readouts);
  }

  /** Whether the question's state is on the stage; a control along which an answer was drawn may be anywhere. */
  function isThere() {
    const {sweep} = spec.views.find(({kind}) => kind === guess?.view) ?? {};
    return isMade(spec, lab.values, sweep ? {...goal, [sweep]: lab.values[sweep]} : goal);
  }

  /** The reader's own hand shows the answer, or the lab's when it is asked to. */
  function askForMove() {
    const next = element("p", {class: "painlab-next", tabindex: -1},
      t`You said: ${asked.words(committed.answer)}. Now ${moveInWords(spec, move)}, and look.`);
    node.replaceChildren(element(
      "div", {class: "painlab-prediction"},
      element("p", {class: "painlab-asked"}, question), next,
      button(t`Do it for me`, () => lab.load(goal), {class: "painlab-main"}),
    ));
    next.focus({preventScroll: true});
  }

  lab.onRun((readouts) => {
    if (committed && isThere()) tell(readouts);
  });

  async function tell(readouts) {
    const {answer, sureness} = committed;
    committed = null;
    const {right, parts} = await asked.judge(answer, readouts);
    const detail = {lab: spec.name, question, right, sure: sureness};
    node.dispatchEvent(new CustomEvent("painlab:prediction", {bubbles: true, detail}));
    const verdict = element("p", {class: "painlab-verdict", tabindex: -1}, commentOn(right, sureness));
    const hand = node.closest("section").querySelector(".painlab-hands");
    const busy = hand?.matches(":focus-within"); // a hand on a control keeps it
    node.replaceChildren(element(
      "div", {class: "painlab-prediction"},
      element("p", {class: "painlab-asked"}, question), verdict, ...parts,
      element("p", {class: "painlab-small", role: busy ? "status" : null}, t`Your answer is sent nowhere.`),
    ));
    if (!busy) verdict.focus({preventScroll: true});
  }

  function skip() {
    const left = element("p", {class: "painlab-asked painlab-skipped", tabindex: -1}, question);
    asked.leave?.();
    node.replaceChildren(left);
    left.focus({preventScroll: true});
    reveal();
  }

  return node;
}

function makeOptions({options}, name) {
  const rows = options.map(({text}, i) => radio(name, i, text));
  return {
    kicker: t`Predict first`, missing: t`Choose an answer first.`, inputs: rows,
    read: () => chosenIn(rows[0].closest("form"), name),
    words: (chosen) => `“${options[chosen].text}”`,
    judge: (chosen) => ({
      right: options[chosen].right,
      parts: [element("ul", {class: "painlab-answers"}, ...options.map((option, i) => answer(option, i === chosen)))],
    }),
  };
}

/**
 * A number, or points in the picture: one slider for each, which is the keyboard's way; the hand draws in the picture.
 * What was drawn stays there when the model's own comes.
 */
function makeGuess(spec, lab, picture) {
  const {guess} = spec.prediction;
  const {low, high, step, unit, label, at, read, view, within} = guess;
  const drawn = view !== "";
  const sweep = spec.views.find(({kind}) => kind === view)?.sweep;
  const swept = spec.controls.find(({symbol}) => symbol === sweep);
  const places = drawn ? at : [null];
  const values = places.map(() => null);
  const name = (place) => (swept ? t`at ${swept.label} ${formatQuantity(place, swept.unit)}` : label);
  const inputs = places.map((place, i) => {
    const shown = element("output", {}, "–");
    const slider = element("input", {type: "range", min: low, max: high, step, value: (low + high) / 2,
      "aria-valuetext": t`not placed yet`, "aria-label": name(place)});
    slider.addEventListener("input", () => set(i, slider.valueAsNumber));
    return {slider, shown, node: element("div", {class: "painlab-guess"}, element("span", {}, name(place)), shown,
      element("div", {class: "painlab-slide"}, slider))};
  });

  function set(i, value) {
    const next = Math.min(high, Math.max(low, low + Math.round((value - low) / step) * step));
    values[i] = Number(next.toPrecision(12));
    const {slider, shown} = inputs[i];
    slider.value = values[i];
    const text = formatQuantity(values[i], unit);
    shown.textContent = text;
    slider.setAttribute("aria-valuetext", text);
    lab.changed();
  }

  if (drawn) lab.guess = {view, at, values, low, high, set, open: true};
  const says = (all) => all.map((value, i) => (places.length > 1 ? `${name(places[i])}: ` : "") + formatQuantity(value,
    unit)).join(", ");

  function truths(readouts) {
    if (!swept) return Promise.resolve([readouts[read]]);
    const states = at.map((x) => ({...lab.values, ...spec.prediction.move, [sweep]: x}));
    const answers = [];
    return new Promise((done) => {
      picture.sweeper.sweep("guess", states, read, (points, all) => {
        for (const [i, y] of points) answers[i] = y;
        if (all) done(answers);
      });
    });
  }

  return {
    kicker: drawn ? t`Predict first: draw it in the picture, or with the slider` : t`Predict first: a number`,
    missing: places.length > 1 ? t`Place every point first.` : t`Place your answer first.`,
    inputs: inputs.map((input) => input.node),
    read: () => (values.includes(null) ? null : values),
    words: says,
    async judge(said, readouts) {
      if (lab.guess) lab.guess.open = false;
      if (drawn) picture.choose(view);
      const answers = await truths(readouts);
      const right = said.every((value, i) => Math.abs(value - answers[i]) <= within);
      const digits = guess.digits;
      const line = (all) => all.map((value, i) => (places.length > 1 ? `${name(places[i])}: ` : "")
        + `${formatNumber(value, digits)}${unit ? ` ${unit}` : ""}`).join(", ");
      return {
        right,
        parts: [
          element("p", {class: "painlab-answer"}, t`You said ${says(said)}. The lab says ${line(answers)}.`),
          element("p", {class: "painlab-reason"}, guess.reason),
        ],
      };
    },
    leave() { lab.guess = null; },
  };
}

function radio(name, value, text) {
  return element("label", {class: "painlab-option"}, element("input", {type: "radio", name, value}),
    element("span", {}, text));
}

function chosenIn(form, name) {
  const checked = form.querySelector(`input[name="${name}"]:checked`);
  return checked ? Number(checked.value) : null;
}

function answer({text, reason, right}, chosen) {
  const said = [right ? t`right` : null, chosen ? t`your answer` : null].filter(Boolean).join(", ");
  return element(
    "li", {class: right ? "painlab-right" : null},
    element("span", {class: "painlab-tick", "aria-hidden": "true"}, right ? "✓" : chosen ? "✗" : ""),
    element("span", {}, element("span", {class: "painlab-answer"}, text),
      said ? element("span", {class: "painlab-said-by"}, ` (${said})`) : null,
      element("span", {class: "painlab-reason"}, reason)),
  );
}
