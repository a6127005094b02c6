// The same study again and again, each time with other people: how far its answers scatter, and how
// often it finds something.
//
// {"kind": "repeats", "seed": "seed", "count": 1000, "read": "answer", "label": "less pain (points)", "zero": 0,
//  "range": [-1, 4], "noun": "trials", "who": "people"}
// `seed` is the control that draws other people; `read` a read-out [estimate, low, high, p]. Nothing is computed until
// the reader asks; a change of state empties the picture.
import {button, element} from "../page/elements.js";
import {drawXAxis, makeArea, makePlot} from "./plot.js";
import {t} from "../page/words.js";

export const TAB = t`again and again`;

/** Answers sorted into bins of `size`: [{bin, level, significant}], level by level, those with p below 0.05 first. */
export function heapAnswers(answers, size) {
  const heaps = new Map();
  const sorted = [...answers].sort((a, b) => (a[3] < 0.05 ? 0 : 1) - (b[3] < 0.05 ? 0 : 1));
  return sorted.filter(([estimate]) => Number.isFinite(estimate)).map(([estimate, , , p]) => {
    const bin = Math.round(estimate / size);
    const level = heaps.get(bin) ?? 0;
    heaps.set(bin, level + 1);
    return {bin: bin * size, level, significant: p < 0.05};
  });
}

export function makeRepeatsView(options, lab, key) {
  const plot = makePlot();
  const many = `${options.count.toLocaleString("en")} ${options.noun}`;
  const words = element("p", {class: "painlab-small", "aria-live": "polite", hidden: true});
  const start = button(t`Repeat with other ${options.who ?? t`people`}: ${many}`, repeat);
  const node = element("div", {class: "painlab-repeats"}, element("p", {}, start), words, plot.node);
  let values = null;
  let answers = [];
  let askedFor = null;

  const stateOf = (state) => JSON.stringify({...state, [options.seed]: null});

  function repeat() {
    if (!values) return;
    const state = values;
    askedFor = stateOf(state);
    answers = [];
    const states = Array.from({length: options.count}, (_, i) => ({...state, [options.seed]: i + 1}));
    lab.sweeper.sweep(key, states, options.read, (points, done) => {
      if (askedFor !== stateOf(values)) return;
      for (const [, answer] of points) answers.push(answer);
      say(done);
      lab.redraw();
    });
  }

  function say(done) {
    words.hidden = false;
    const count = answers.filter(([, , , p]) => p < 0.05).length;
    words.textContent = done
      ? t`${count} of ${many} find a difference (p below 0.05).`
      : t`${answers.length} of ${many} so far …`;
  }

  function update(picture) {
    values = {...picture.values};
    if (askedFor && askedFor !== stateOf(values)) {
      [askedFor, answers] = [null, []];
      words.hidden = true;
      lab.sweeper.sweep(key, [], options.read, () => {});
      lab.redraw();
    }
  }

  function draw({width, height, right, colors}) {
    plot.node.hidden = answers.length === 0;
    if (answers.length === 0) return;
    const [low, high] = options.range;
    const area = makeArea({left: 12, top: 16, width: width - 12 - right, height: Math.min(120, height - 150),
      x: options.range, y: [0, 1]});
    plot.begin(width, area.bottom + 42, colors);
    drawXAxis(plot, area, options.label);
    plot.rule(area.X(options.zero), area.top, area.X(options.zero), area.bottom, "ink");
    const heap = heapAnswers(answers, (high - low) / 100);
    const step = Math.min(6, area.height / Math.max(1, ...heap.map(({level}) => level + 1)));
    const {context} = plot;
    for (const {bin, level, significant} of heap) {
      if (bin < low || bin > high) continue;
      context.beginPath();
      context.arc(area.X(bin), area.bottom - (level + 0.5) * step, Math.max(1, Math.min(2.4, step / 2)), 0,
        2 * Math.PI);
      context.fillStyle = plot.color(significant ? "treatment" : "muted");
      context.globalAlpha = significant ? 1 : 0.5;
      context.fill();
    }
    context.globalAlpha = 1;
    plot.text(area.right + 14, area.top + 10, t`full dots: p below 0.05`, {role: "treatment", size: "13"});
    plot.end();
  }

  return {node, draw, update, canvas: plot.canvas, title: t`Answers of ${many}`};
}
