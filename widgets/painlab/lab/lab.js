// A lab: question, prediction, picture, sentence, controls, and what stands behind them. `model` is an anywidget model.
import {makeCompare} from "./compare.js";
import {citation, makeControls} from "./controls.js";
import {button, copyButton, disclosure, element} from "../page/elements.js";
import {acceptValue} from "../page/numbers.js";
import {defaultValues, formatLink, isLinkFor, parseLink} from "./permalink.js";
import {NARROW, readColors, rightMargin, watchColors} from "../views/plot.js";
import {makePrediction} from "./prediction.js";
import {makeLoop, makeSweeper} from "../run/scheduler.js";
import {compile, start} from "../run/simulate.js";
import {makeThresholds} from "./thresholds.js";
import {makeBarsView} from "../views/bars.js";
import {makeBeliefView} from "../views/belief.js";
import {makeCurveView} from "../views/curve.js";
import {makeDistributionView} from "../views/distribution.js";
import {makeFunnelView} from "../views/funnel.js";
import {makeIntervalsView} from "../views/intervals.js";
import {makePathwayView} from "../views/pathway.js";
import {makePeopleView} from "../views/people.js";
import {makeMapView} from "../views/map.js";
import {makePlaneView} from "../views/plane.js";
import {makeRepeatsView} from "../views/repeats.js";
import {makeSpaceTimeView} from "../views/space_time.js";
import {makeTracesView} from "../views/traces.js";
import {makeSceneView} from "../views/scene.js";
import {makeWellView} from "../views/well.js";

const VIEWS = {
  bars: makeBarsView,
  belief: makeBeliefView,
  curve: makeCurveView,
  distribution: makeDistributionView,
  funnel: makeFunnelView,
  intervals: makeIntervalsView,
  map: makeMapView,
  pathway: makePathwayView,
  people: makePeopleView,
  plane: makePlaneView,
  repeats: makeRepeatsView,
  scene: makeSceneView,
  space_time: makeSpaceTimeView,
  traces: makeTracesView,
  well: makeWellView,
};
const ANSWERS = ["curve", "map", "plane", "well"]; // kinds of views that show more than the present state
const CARD = [
  ["published", "What is published"], ["ours", "What is ours"], ["deviations", "Where it differs from its source"],
  ["left_out", "What is left out"], ["not_for", "What it must not be used for"], ["source", "Source"],
];
const QUIET = 700; // ms without a change before a screen reader hears the new state
const SAVE = 120; // ms without a change before Python and the address bar get it

export function renderLab({model, el}) {
  const spec = model.get("spec");
  const lab = makeState({model, spec});
  const root = element("section", {class: "painlab-lab", "aria-label": `Lab: ${spec.title}`, "data-lm-suppress-shortcuts": "true"});
  const controls = makeControls(spec, lab, (level) => {
    if (root.dataset.level === String(level)) return;
    root.dataset.level = level;
    lab.wake?.();
  });
  const compare = makeCompare(spec, lab);
  const picture = makePicture({root, model, spec, lab, controls, compare});
  const hidden = element("div", {class: "painlab-discoveries", hidden: true}, ...makeDiscoveries(spec, lab));
  const answers = [hidden, ...picture.curves]; // what would tell the answer before the reader has committed
  const reveal = () => {
    answers.forEach((node) => { node.hidden = false; });
    lab.revealed = true;
    lab.wake();
  };
  answers.forEach((node) => { node.hidden = true; });

  root.append(
    element("p", {class: "painlab-kicker"}, `Lab · ${spec.title}`),
    element("p", {class: "painlab-question"}, spec.question),
    spec.prediction ? makePrediction(spec.prediction, reveal) : "",
    picture.node,
    compare.strip,
    picture.sentence,
    lab.messages,
    compare.table,
    controls.node,
    element("div", {class: "painlab-actions"}, ...compare.buttons, copyButton("Copy link", lab.address)),
    hidden,
    spec.note ? element("p", {class: "painlab-note"}, spec.note) : "",
    element("div", {class: "painlab-behind"}, picture.python, aboutModel(spec)),
  );
  if (!spec.prediction) reveal();
  el.append(root);
  const stop = [lab.start(), picture.start()];
  return () => {
    stop.forEach((each) => each());
    root.remove();
  };
}

/**
 * The values of the controls: the model's traits are the truth. Values that come from outside (Python, another widget, a link) pass
 * acceptValue; what it refuses is put back, what it moves is moved there too, and the message is shown in the lab.
 */
export function makeState({model, spec}) {
  const values = defaultValues(spec);
  const messages = element("p", {class: "painlab-message", role: "status"});
  const listeners = [];
  const inPage = document.documentElement.dataset.content_root !== undefined; // a page of a Sphinx book owns its address
  let touched = false;
  let timer = 0;
  let toSave = {};

  function say(lines) {
    const text = [].concat(lines).join(" ");
    if (messages.textContent !== text) messages.textContent = text;
  }

  function write(changes) {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  }

  /** Takes over values that are known to be good. */
  function change(changes) {
    const known = Object.entries(changes).filter(([symbol, value]) => values[symbol] !== value);
    if (!known.length) return;
    Object.assign(values, Object.fromEntries(known));
    write(Object.fromEntries(known));
    announce();
  }

  function touch(changes) {
    touched = true;
    say("");
    change(changes);
  }

  function enter(symbol, value) {
    touched = true;
    const accepted = acceptValue(controlOf(symbol), value);
    say(accepted.message ?? "");
    if ("value" in accepted) change({[symbol]: accepted.value});
  }

  function controlOf(symbol) {
    return spec.controls.find((control) => control.symbol === symbol);
  }

  function onTrait(symbol) {
    const outside = model.get(symbol);
    const before = values[symbol];
    if (outside === before) return;
    const accepted = acceptValue(controlOf(symbol), outside);
    values[symbol] = accepted.value ?? before;
    say(accepted.message ?? "");
    if (!Object.is(values[symbol], outside)) write({[symbol]: values[symbol]});
    if (values[symbol] !== before) announce();
  }

  function onLink(text) {
    if (text === formatLink(spec, values)) return;
    const link = parseLink(spec, text);
    if (link.values) change(link.values);
    say(link.messages);
    save({});
  }

  const onLinkTrait = () => {
    if (model.get("link")) onLink(model.get("link"));
  };
  const onHash = () => {
    if (!isLinkFor(spec, location.hash)) return false;
    onLink(location.hash);
    messages.closest(".painlab-lab")?.scrollIntoView?.({block: "start"});
    return true;
  };

  function announce() {
    listeners.forEach((listener) => listener());
    save({});
  }

  /** Hands the link, and what else there is, to Python and the address bar once the hand rests. */
  function save(more) {
    toSave = {...toSave, ...more};
    clearTimeout(timer);
    timer = setTimeout(() => {
      const link = formatLink(spec, values);
      const news = Object.entries({...toSave, link}).filter(([name, value]) => !sameContent(model.get(name), value));
      toSave = {};
      if (news.length) write(Object.fromEntries(news));
      if (inPage && touched && location.hash !== link) history.replaceState(history.state, "", link);
    }, SAVE);
  }

  return {
    spec, values, messages, say, enter, save,
    change: touch,
    load: (changes) => touch({...defaultValues(spec), ...changes}),
    onChange: (listener) => listeners.push(listener),
    address: () => (inPage ? location.href.split("#")[0] : "") + formatLink(spec, values),
    start() {
      const handlers = spec.controls.map(({symbol}) => [`change:${symbol}`, () => onTrait(symbol)]);
      handlers.push(["change:link", onLinkTrait]);
      for (const {symbol} of spec.controls) onTrait(symbol);
      for (const [event, handler] of handlers) model.on(event, handler);
      if (inPage) addEventListener("hashchange", onHash);
      if (!(inPage && onHash())) onLinkTrait();
      return () => {
        clearTimeout(timer);
        for (const [event, handler] of handlers) model.off(event, handler);
        removeEventListener("hashchange", onHash);
      };
    },
  };
}

/** The views, the sentence and the Python line: everything that follows the state, and when it is computed. */
function makePicture({root, model, spec, lab, controls, compare}) {
  const esm = model.get("_esm");
  const sentence = element("p", {class: "painlab-sentence"});
  const spoken = element("p", {class: "painlab-hidden", "aria-live": "polite"});
  const pythonLine = element("code");
  const python = disclosure("In Python", () => [
    element("pre", {tabindex: 0}, pythonLine), copyButton("Copy", () => pythonLine.textContent),
  ]);
  const code = tryToStart(() => compile(spec.code), lab);
  const sweeper = code && makeSweeper(globalThis.painlabModules?.[esm] ?? esm, spec.code, code);
  const loop = makeLoop({begin, draw, finish, fail});
  const thresholds = makeThresholds({spec, code, sweeper});
  const tools = {spec, code, sweeper, redraw: loop.redraw, change: lab.change};
  const views = (spec.views ?? []).map((view, i) => {
    const make = VIEWS[view.kind];
    if (make) return make(view, tools, i);
    return {node: element("p", {}, `This lab wants a view “${view.kind}” that does not exist.`), draw() {}};
  });
  views.forEach((view, i) => { view.node.dataset.from = spec.views[i].level ?? 1; });
  const node = element("div", {class: "painlab-picture"}, ...views.map((view) => view.node));
  const curves = views.filter((_, i) => ANSWERS.includes(spec.views[i].kind));
  let width = 0;
  let colors = null;
  let request = null;
  let run = null;
  let before = null;
  let seen = false;
  let quiet = 0;

  function begin() {
    if (!code || !seen || !width) return null;
    if (run?.done) before = run;
    request = code.request({...lab.values});
    run = start(code, request, before);
    return run;
  }

  function pictureOf(shown) {
    return {
      run: shown, before, complete: shown.done, values: lab.values, duration: shown.length ?? request.duration,
      pins: compare.pins, width, colors, narrow: width < NARROW,
      right: rightMargin(views.flatMap((view) => view.names ?? []), width),
    };
  }

  function draw(shown) {
    colors ??= readColors(root);
    const now = pictureOf(shown);
    const begun = shown.t.length > 0; // else it is still on its way to the start
    for (const view of seenViews()) if (begun || (before && view.early)) view.draw(now);
  }

  /** The views that are neither kept back until the reader has committed nor on a level that is not chosen. */
  function seenViews() {
    return views.filter(({node}) => !node.hidden && Number(node.dataset.from) <= Number(root.dataset.level));
  }

  function finish(shown) {
    const text = [code.sentence(lab.values, shown.readouts), ...(shown.notes ?? [])].join(" ");
    if (shown.error) lab.say(shown.error);
    sentence.classList.remove("painlab-stale");
    showReadouts(shown);
    if (sentence.textContent !== text) {
      sentence.textContent = text;
      describe(text);
    }
    const line = code.python(lab.values);
    if (pythonLine.textContent !== line) pythonLine.textContent = line;
    for (const view of seenViews()) view.update?.(pictureOf(shown));
  }

  /** The read-outs of a run, and the thresholds, which could tell the answer, as far as they are known; those that are not are marked. */
  function showReadouts(shown) {
    if (lab.revealed) thresholds.find(lab.values, () => { if (run?.done) showReadouts(run); });
    const found = lab.revealed ? thresholds.read(lab.values) : {};
    Object.assign(shown.readouts, found);
    compare.show(shown.readouts, Object.keys(found).filter((name) => found[name] === null));
    lab.save({readouts: plainReadouts(shown.readouts)});
  }

  function describe(text) {
    for (const view of views) view.canvas?.setAttribute("aria-label", `${view.title}. ${text}`);
    const first = quiet === 0;
    clearTimeout(quiet);
    quiet = setTimeout(() => { if (!first) spoken.textContent = text; }, QUIET);
  }

  function fail(error) {
    console.error(error);
    lab.say(`This state could not be computed (${error.message}). Reset the lab, or change a control.`);
  }

  function refresh() {
    colors = null;
    loop.redraw();
  }

  /** A canvas does not follow the print style by itself. */
  function onPrint() {
    colors = null;
    if (run) draw(run);
  }

  lab.onChange(() => {
    controls.show(lab.values);
    sentence.classList.toggle("painlab-stale", Boolean(code));
    loop.request();
  });
  lab.changed = loop.redraw;
  lab.wake = () => {
    if (!run?.done || !width) return;
    loop.redraw();
    showReadouts(run);
    for (const view of seenViews()) view.update?.(pictureOf(run));
  };
  lab.pin = (letter) => run?.done && {
    letter, run, values: {...lab.values}, saved: views.map((view) => view.save?.() ?? null),
  };

  return {
    node,
    curves: curves.length < views.length ? curves.map((view) => view.node) : [],
    sentence: element("div", {}, sentence, spoken),
    python,
    start() {
      controls.show(lab.values);
      const resize = new ResizeObserver(() => {
        const next = Math.round(node.clientWidth);
        if (!next || next === width) return;
        const first = width === 0;
        width = next;
        if (first) loop.request();
        else loop.redraw();
      });
      resize.observe(node);
      const look = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen = true;
        look.disconnect();
        loop.request();
      }, {rootMargin: "300px"});
      look.observe(root);
      const stopWatching = watchColors(refresh);
      const print = matchMedia("print");
      print.addEventListener("change", onPrint);
      return () => {
        [resize, look].forEach((observer) => observer.disconnect());
        stopWatching();
        print.removeEventListener("change", onPrint);
        clearTimeout(quiet);
        loop.stop();
        sweeper?.stop();
        views.forEach((view) => view.stop?.());
      };
    },
  };
}

function makeDiscoveries(spec, lab) {
  const found = (spec.discoveries ?? []).map(({text, values}) => element("li", {}, button(text, () => lab.load(values))));
  return [
    spec.misconception ? element("p", {}, element("span", {class: "painlab-kicker"}, "Often believed"), ` ${spec.misconception}`) : null,
    found.length ? element("p", {class: "painlab-kicker"}, "Try these") : null,
    found.length ? element("ul", {}, ...found) : null,
  ].filter(Boolean);
}

function aboutModel(spec) {
  return disclosure("About this model", () => {
    const {card} = spec;
    const tell = (name) => (name === "source" ? citation(spec, card.source_key, card.source) : card[name]);
    const rows = CARD.filter(([name]) => card[name]);
    return [element("dl", {}, ...rows.flatMap(([name, title]) => [element("dt", {}, title), element("dd", {}, tell(name))]))];
  });
}

/** Read-outs as JSON can carry them: no NaN, plain arrays. */
export function plainReadouts(readouts) {
  const plain = (value) => {
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    return value?.length === undefined || typeof value === "string" ? value : Array.from(value, plain);
  };
  return Object.fromEntries(Object.entries(readouts).map(([name, value]) => [name, plain(value)]));
}

function sameContent(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function tryToStart(work, lab) {
  try {
    return work();
  } catch (error) {
    console.error(error);
    lab.say(`This lab could not be started: ${error.message}`);
    return null;
  }
}
