// A lab: a stage (task, picture, controls, sentence, prediction, goals) and what stands below it. `model`
// is an anywidget model.
import {defaultValues} from "../page/numbers.js";
import {makeCompare} from "./compare.js";
import {citation, makeControls, stateInWords} from "./controls.js";
import {copyButton, disclosure, element} from "../page/elements.js";
import {makeGoals} from "./goals.js";
import {makeState} from "./lab_state.js";
import {makePicture} from "./picture.js";
import {makePrediction} from "./prediction.js";
import {formatLink} from "./address.js";
import {makePresent} from "./present.js";
import {t} from "../page/words.js";
import {VIEWS} from "../views/kinds.js";

const CARD = [
  ["published", t`What is published`], ["ours", t`What is ours`], ["deviations", t`Where it differs from its source`],
  ["left_out", t`What is left out`], ["not_for", t`What it must not be used for`], ["source", t`Source`],
];

export function renderLab({model, el}) {
  const spec = model.get("spec");
  const lab = makeState({model, spec});
  const label = t`Lab: ${spec.title}`;
  const about = {"aria-label": label, "data-lab": spec.name, "data-lm-suppress-shortcuts": "true"};
  const root = element("section", {class: "painlab-lab", ...about});
  const heading = element("p", {class: "painlab-kicker", role: "heading"}, t`Lab · ${spec.title}`);
  const controls = makeControls(spec, lab, (level) => {
    if (root.dataset.level === String(level)) return;
    root.dataset.level = level;
    lab.wake();
  });
  const compare = makeCompare(spec, lab);
  const picture = makePicture({root, model, spec, lab, controls, compare, kinds: VIEWS});
  const goals = makeGoals(spec, lab, picture.code);
  const note = element("p", {class: "painlab-note", hidden: true}, spec.note ?? ""); // it may tell the answer
  const reveal = () => {
    goals.node.hidden = false;
    note.hidden = !spec.note;
    lab.revealed = true;
    picture.reveal();
  };
  const printed = element("p", {class: "painlab-printed"});
  const said = element("div", {class: "painlab-said"}, picture.sentence, compare.strip, lab.messages, printed);
  const panel = element(
    "div", {class: "painlab-panel"},
    element("div", {class: "painlab-hands"}, spec.task ? element("p", {class: "painlab-task"}, spec.task) : "",
      picture.marks, controls.node),
    controls.more,
    element("div", {class: "painlab-steps"}, makePrediction({spec, lab, picture}, reveal), goals.node),
  );
  root.append(
    heading,
    element("p", {class: "painlab-question"}, spec.question),
    element("div", {class: "painlab-stage"}, element("div", {class: "painlab-left"}, picture.node, picture.under,
      picture.tabs, said), panel),
    element(
      "div", {class: "painlab-below"},
      controls.presets,
      element("div", {class: "painlab-actions"}, ...compare.buttons, copyButton(t`Copy link`, lab.address),
        embedButton(spec, lab), makePresent(root, lab, statesOf(spec))),
      compare.table,
      goals.more,
      note,
      element("div", {class: "painlab-behind"}, controls.sources, picture.python, aboutModel(spec)),
    ),
  );
  goals.node.hidden = true;
  const opening = formatLink(spec, defaultValues(spec, spec.opens));
  lab.onChange(() => {
    root.toggleAttribute("data-moved", formatLink(spec, lab.values) !== opening);
    printed.textContent = `${stateInWords(spec, lab.values)}. ${lab.address()}`;
  });
  el.append(root);
  const placed = new ResizeObserver(place); // a notebook draws a lab before it puts it into its page
  placed.observe(root);
  place();
  if (!spec.prediction) reveal();
  const stop = [lab.start(), picture.start(), () => placed.disconnect()];

  /** What depends on where the lab stands: its heading's level, and a name that no other one of its kind has. */
  function place() {
    if (!root.isConnected) return;
    placed.disconnect();
    const before = [...document.querySelectorAll(`.painlab-lab[data-lab="${spec.name}"]`)].indexOf(root);
    root.setAttribute("aria-label", before ? label + t`, number ${before + 1}` : label);
    heading.setAttribute("aria-level", levelBelow(root));
  }

  return () => {
    stop.forEach((each) => each());
    root.remove();
  };
}

/** What Present leads through: the states to start from, then those that reach the goals, then those worth seeing. */
function statesOf(spec) {
  const opening = {label: t`as it opens`, values: spec.opens};
  const goals = spec.goals.map(({question, show}) => ({label: question, values: show}));
  const more =
    spec.discoveries.map(({show}) => ({label: stateInWords(spec, defaultValues(spec, show)), values: show}));
  return [opening, ...spec.presets, ...goals, ...more];
}

/** What puts the present state of the lab into somebody else's page; only a page of the book has the lab alone. */
function embedButton(spec, lab) {
  const root = document.documentElement.dataset.content_root;
  if (root === undefined) return "";
  const frame = () => {
    const address = new URL(`${root}labs/${spec.name}.html`, location.href.split("#")[0]).href + formatLink(spec,
      lab.values);
    return `<iframe src="${address}" title="${spec.title}" width="100%" height="900" sandbox="allow-scripts" loading="lazy"></iframe>`;
  };
  return copyButton(t`Embed`, frame);
}

/** One level below the heading of the text that an element stands under. */
function levelBelow(node) {
  const before = [...document.querySelectorAll("h1, h2, h3, h4, h5")]
    .filter((heading) => heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  return before.length ? Number(before.at(-1).localName[1]) + 1 : 2;
}

function aboutModel(spec) {
  return disclosure(t`About this model`, () => {
    const {card} = spec;
    const tell = (name) => (name === "source" ? citation(spec, card.source_key, card.source) : card[name]);
    const rows = CARD.filter(([name]) => card[name]);
    return [element("dl", {},
      ...rows.flatMap(([name, title]) => [element("dt", {}, title), element("dd", {}, tell(name))]))];
  });
}

