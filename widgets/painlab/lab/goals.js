// Goals: questions that the reader's own hand answers. The lab checks a condition on what it reads out; until it holds,
// no result is written anywhere. Below the stage: states worth seeing, whose result is said once they are there.
import {defaultValues} from "../page/numbers.js";
import {stateInWords} from "./controls.js";
import {button, disclosure, element} from "../page/elements.js";
import {isMade} from "./prediction.js";
import {formatLink} from "./address.js";
import {t} from "../page/words.js";

/** `code` computes the conditions; `node` stands on the stage, `more` below it. */
export function makeGoals(spec, lab, code) {
  const news = element("p", {class: "painlab-hidden", "aria-live": "polite"});
  const goals = spec.goals
    .map((goal, i) => makeGoal(spec, lab, goal, (readouts) => code?.reaches(i, lab.values, readouts)));
  const states = spec.discoveries.map((state) => {
    const words = stateInWords(spec, defaultValues(spec, state.show));
    const question = words === "default" ? t`everything as at first` : words;
    return makeGoal(spec, lab, {...state, question}, () => isMade(spec, lab.values, state.show));
  });
  const node = element(
    "div", {class: "painlab-goals"},
    spec.misconception ? element("p", {}, element("span", {class: "painlab-kicker"}, t`Often believed`),
      ` ${spec.misconception}`) : null,
    goals.length ? element("p", {class: "painlab-kicker"}, t`Find`) : null,
    goals.length ? element("ul", {}, ...goals.map((goal) => goal.node)) : null,
    news,
  );
  lab.onRun((readouts) => {
    if (node.hidden) return;
    const reached = [...goals, ...states].map((goal) => goal.look(readouts)).filter(Boolean);
    if (reached.length) news.textContent = reached.join(" ");
  });
  const list = element("ul", {class: "painlab-goals"}, ...states.map((state) => state.node));
  return {node, more: states.length ? disclosure(t`States worth seeing`, () => [list]) : ""};
}

function makeGoal(spec, lab, {question, show, told: news}, holds) {
  const tick = element("span", {class: "painlab-tick", "aria-hidden": "true"}, "○");
  const told = element("p", {class: "painlab-found", hidden: true});
  const load = () => {
    const before = JSON.stringify(lab.values);
    lab.load(show);
    if (JSON.stringify(lab.values) === before) lab.complete(lab.readouts); // it is there already: no run will come
  };
  const showMe = button(t`Show me`, load, {class: "painlab-quiet", "aria-label": t`Show me: ${question}`});
  const node = element("li", {class: "painlab-goal"}, tick, element("div", {}, element("p", {}, question), told),
    showMe);
  let reached = false;
  return {
    node,
    /** What there is to announce, once. */
    look(readouts) {
      if (reached || !holds(readouts)) return null;
      reached = true;
      node.dispatchEvent(new CustomEvent("painlab:goal", {bubbles: true, detail: {lab: spec.name, goal: question}}));
      node.classList.add("painlab-reached");
      tick.textContent = "✓";
      told.hidden = false;
      told.replaceChildren(news, " ", element("a", {href: formatLink(spec, lab.values)}, t`Link to this state`));
      return t`Reached: ${question} ${news}`;
    },
  };
}
