// The pictures of a lab, the sentence and the Python line: everything that follows the state, and when it is computed.
// One picture stands on the stage at a time, chosen by tabs; a scene stands beside it.
import {copyButton, disclosure, element} from "../page/elements.js";
import {NARROW, enlarged, readColors, readLetters, rightMargin, watchColors} from "../views/plot.js";
import {makeLoop, makeSweeper} from "../run/scheduler.js";
import {compile, start} from "../run/slices.js";
import {makeThresholds} from "./thresholds.js";
import {makeTabs, tabOf} from "./tabs.js";
import {t} from "../page/words.js";

const ANSWERS = ["curve", "map", "plane", "well"]; // kinds of views that show more than the present state
const QUIET = 700; // ms without a change before a screen reader hears the new state
const WIDE = 45; // rem: from here on the panel stands beside the picture
const HIGH = 340; // px of the picture, where the panel stands beside it
const SHARE = 0.42; // of the window, where it stands below
const MOST = 0.5; // of the window, where letters are larger
const FEW = 2; // controls that leave room for a scene above them
const UNDER = 96; // px for what a view has under its picture: a slider, words

/**
 * `kinds` = {kind of view: its function}. A view is made of `options`, what the lab says of it, of the lab's {spec,
 * code, sweeper, redraw, change}, and of its number. It gives {node, canvas, title, draw(picture)}, and where it needs
 * them under: what stands below it, `room` px high; names: what stands at its right; least(width): its smallest size;
 * most(width, values): what it fills of a phone; early: whether it can draw before a run has begun; meters, marks,
 * extras: what stands elsewhere; save(): what a pin keeps; update(picture): what a complete run starts; stop(). A
 * picture is {run, before, complete, values, duration, pins, width, height, colors, narrow, right, guess}: `before`
 * the run before this one, `right` px for names, `guess` what the reader drew.
 */
export function makePicture({root, model, spec, lab, controls, compare, kinds}) {
  const esm = model.get("_esm");
  const sentence = element("p", {class: "painlab-sentence"});
  const spoken = element("p", {class: "painlab-hidden", "aria-live": "polite"});
  const pythonLine = element("code");
  const python = disclosure(t`In Python`, () => [
    element("pre", {tabindex: 0}, pythonLine), copyButton(t`Copy`, () => pythonLine.textContent),
  ]);
  const code = tryToStart(() => compile(spec.code), lab);
  const sweeper = code && makeSweeper(globalThis.painlabModules?.[esm] ?? esm, spec.code, code);
  const loop = makeLoop({begin, draw, finish, fail});
  const thresholds = makeThresholds({spec, code, sweeper});
  const tools = {spec, code, sweeper, redraw: loop.redraw, change: lab.change};
  const asked = spec.views.map((options, i) => {
    const view = kinds[options.kind](options, tools, i);
    return Object.assign(view, {options, from: options.level ?? 1, tab: tabOf(spec, options),
      scene: options.kind === "scene"});
  });
  const views =
    asked.flatMap((view) => [view, ...(view.meters ? [{...view.meters, from: view.from, options: {}}] : [])]);
  const scenes = views.filter((view) => view.scene);
  const plots = views.filter((view) => !view.scene);
  const primary = plots[spec.primary];
  const answers = plots.filter(({options}) => ANSWERS.includes(options.kind)
    && options.kind !== spec.prediction?.guess?.view);
  // what would tell the answer before the reader has committed
  const kept = new Set(answers.length < plots.length ? answers : []);
  const node = element("div", {class: "painlab-picture"}, ...views.map((view) => view.node));
  const under = element("div", {class: "painlab-view-under"}, ...plots.map((view) => view.under ?? null));
  const tabs = makeTabs(views, (view) => { chosen = view; show(); lab.wake(); });
  // where one draws
  let chosen = plots.find(({options}) => options.kind && options.kind === spec.prediction?.guess?.view) ?? primary;
  let [wide, width, height] = [false, 0, 0];
  let letters = 1; // how many times larger than usual the reader has them
  let colors = null;
  let [request, run, before] = [null, null, null];
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
    const view = current();
    const room = height - roomUnder(view);
    const larger = enlarged(width, room, view.least?.(width));
    const [wide, high] = [width / larger, room / larger];
    return {
      run: shown, before, complete: shown.done, values: lab.values, duration: shown.length ?? request.duration,
      pins: compare.pins, width: wide, height: high, colors, narrow: wide < NARROW,
      right: rightMargin(view.names ?? [], wide), guess: view.options.kind === lab.guess?.view ? lab.guess : null,
    };
  }

  function draw(shown) {
    colors ??= readColors(root);
    const now = pictureOf(shown);
    const begun = shown.t.length > 0; // else it is still on its way to the start
    for (const view of seenViews()) if (begun || (before && view.early)) view.draw(now);
  }

  /** A scene stands above the controls where there is room for it; else it is one of the pictures. */
  function besides() {
    return wide && spec.controls.filter(({level}) => level === 1).length <= FEW;
  }

  /** What stands under a picture takes its room from it, where the panel stands beside it. */
  function roomUnder(view) {
    return wide && view.under ? view.room ?? UNDER : 0;
  }

  /**
   * What there is to choose from: neither kept back until the reader has committed nor on a level that is not chosen.
   */
  function offered() {
    return views.filter((view) => !kept.has(view) && view.from <= Number(root.dataset.level)
      && !(besides() && view.scene));
  }

  function current() {
    const all = offered();
    return [chosen, primary].find((view) => all.includes(view)) ?? all.find((view) => !view.scene) ?? primary;
  }

  function seenViews() {
    return [...(besides() ? scenes : []), current()];
  }

  /** Puts the chosen picture on the stage, and its tabs; beside the panel a scene stands above the controls. */
  function show() {
    const now = current();
    for (const view of plots) {
      view.node.hidden = view !== now;
      if (view.under) view.under.hidden = view !== now;
    }
    for (const {node: scene, extras} of scenes) {
      scene.hidden = !besides() && now.node !== scene;
      const home = besides() ? root.querySelector(".painlab-hands") : node;
      if (scene.parentNode !== home) home.prepend(scene);
      const shelf = wide ? scene : under; // on a phone the picture has no room for them
      if (extras.parentNode !== shelf) shelf.append(extras);
      extras.hidden = scene.hidden;
    }
    under.hidden = !now.under && !(now.extras && !wide);
    tabs.show(offered(), now);
  }

  /** Takes over the room that there is. It does not change while a control is moved. */
  function place() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const box = root.querySelector(".painlab-stage");
    wide = box.clientWidth >= WIDE * rem;
    const room = root.classList.contains("painlab-present") ? innerHeight / (box.currentCSSZoom ?? 1) - 300 : HIGH;
    const size = readLetters();
    height = Math.round(wide ? room : Math.min(MOST, SHARE * size) * innerHeight);
    if (!wide && size === 1) height = Math.min(height, current().most?.(node.clientWidth, lab.values) ?? height);
    node.style.setProperty("--high", `${height - roomUnder(current())}px`);
    root.style.setProperty("--picture", `${height}px`);
    under.style.setProperty("--high", `${roomUnder(current())}px`);
    show();
    const next = Math.round(node.clientWidth);
    const changed = next !== width || size !== letters;
    [width, letters] = [next, size];
    return changed;
  }

  /** Where another picture fills less of a phone, what stands under the hand stays where it is. */
  function fit() {
    const known = height;
    place();
    if (!wide && height !== known) scrollBy({top: height - known, behavior: "instant"});
    return height !== known;
  }

  function finish(shown) {
    if (current().most && fit()) loop.redraw();
    const text = [code.sentence(lab.values, shown.readouts), ...(shown.notes ?? [])].join(" ");
    if (shown.error) lab.say(shown.error);
    sentence.classList.remove("painlab-stale");
    showReadouts(shown);
    lab.complete(shown.readouts);
    if (sentence.textContent !== text) {
      sentence.textContent = text;
      describe(text);
    }
    const line = code.python(lab.values);
    if (pythonLine.textContent !== line) pythonLine.textContent = line;
    for (const view of seenViews()) view.update?.(pictureOf(shown));
  }

  /**
   * The read-outs of a run, and the thresholds, which could tell the answer, as far as they are known; those that are
   * not are marked.
   */
  function showReadouts(shown) {
    if (lab.revealed) thresholds.find(lab.values, () => { if (run?.done) showReadouts(run); });
    const least = lab.revealed ? thresholds.read(lab.values) : {};
    Object.assign(shown.readouts, least);
    compare.show(shown.readouts, Object.keys(least).filter((name) => least[name] === null));
    lab.save({readouts: plainReadouts(shown.readouts)});
  }

  function describe(text) {
    for (const view of views) view.canvas?.setAttribute?.("aria-label", `${view.title}. ${text}`);
    const first = quiet === 0;
    clearTimeout(quiet);
    quiet = setTimeout(() => { if (!first) spoken.textContent = text; }, QUIET);
  }

  function fail(error) {
    console.error(error);
    lab.say(t`This state could not be computed (${error.message}). Reset the lab, or change a control.`);
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
    if (!width) return;
    fit();
    if (!run?.done) return;
    loop.redraw();
    showReadouts(run);
    for (const view of seenViews()) view.update?.(pictureOf(run));
  };
  lab.pin = (letter) => (run?.done
    ? {letter, run, values: {...lab.values}, saved: asked.map((view) => view.save?.() ?? null)} : null);

  return {
    node, under, tabs: tabs.node, code, sweeper, python,
    sentence: element("div", {}, sentence, spoken),
    marks: element("div", {class: "painlab-hands-on"}, ...asked.map((view) => view.marks ?? null)),
    reveal() {
      kept.clear();
      lab.wake();
    },
    /** Shows the picture of the lab's view of a kind. */
    choose(kind) {
      chosen = views.find((view) => view.options.kind === kind);
      lab.wake();
    },
    start() {
      controls.show(lab.values);
      const resize = new ResizeObserver(() => {
        if (!root.clientWidth) return;
        const first = width === 0;
        if (!place() && !first) return;
        if (first) loop.request();
        else loop.redraw();
      });
      resize.observe(root); // which calls back before the first painting, once for all labs of a page
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

/** Read-outs as JSON can carry them: no NaN, plain arrays. */
export function plainReadouts(readouts) {
  const plain = (value) => {
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    return value?.length === undefined || typeof value === "string" ? value : Array.from(value, plain);
  };
  return Object.fromEntries(Object.entries(readouts).map(([name, value]) => [name, plain(value)]));
}

function tryToStart(work, lab) {
  try {
    return work();
  } catch (error) {
    console.error(error);
    lab.say(t`This lab could not be started: ${error.message}`);
    return null;
  }
}
