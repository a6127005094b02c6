// The stills of a lab, for print and for readers without a script: its own views, each drawn once, on paper.
import {compile, start} from "../run/slices.js";
import {explorerPictures} from "../evidence/pictures.js";
import {rowsLeft} from "../shared/filters.js";
import {formatQuantity} from "../shared/numbers.js";
import {layPaper, paperText, takeTurns} from "../views/paper.js";
import {makePlot, NARROW, readColors, rightMargin} from "../views/plot.js";
import {clockOf, makeReader, readScene, stillScene} from "../views/scene_parts.js";
import {phasesOf} from "../views/pathway.js";
import {VIEWS} from "../views/kinds.js";
import {t} from "../page/words.js";

const WIDTH = 400; // px: as wide as a phone, so that the smallest words can be read there
const HEIGHT = 250;
const PANEL = 105; // px of a panel of traces, with the room between two
const FEW = {map: {columns: 9, rows: 9}, distribution: {most: 120}}; // places, people: a still has no room for more
const ROW = 40; // px of a meter
const WORK = 300_000; // steps of states behind a curve or a map, some seconds; with more it is left out

/** What a lab shows at a state: {pictures: an SVG each, scene: an SVG or "", sentence}; ids begin with `stem`. */
export function stillOf(spec, state, stem) {
  layPaper(WIDTH);
  const {code, run} = runAsked(spec, state);
  const pictures = spec.views.filter(({kind}) => kind !== "scene").map((options, i) => {
    const [plot, label] = options.kind === "pathway" ? [drawMeters(options, code, run, state), options.about]
      : drawView(options, spec, code, run, state, i);
    return plot ? paperText(plot, t`Still picture of the lab: ${label}.`, `${stem}-${i}`) : "";
  });
  const sentence = [code.sentence(state, run.readouts), ...(run.notes ?? [])].join(" ");
  return {pictures: pictures.filter(Boolean), scene: spec.scene ? sceneOf(spec.scene, code, run, state) : "", sentence};
}

let last = {asked: "", code: null, run: null}; // several stills of one state follow each other

function runAsked(spec, state) {
  const asked = JSON.stringify([spec.code, state]);
  if (last.asked !== asked) {
    const code = compile(spec.code);
    last = {asked, code, run: runOf(code, state)};
  }
  return last;
}

function runOf(code, state) {
  const run = start(code, code.request(state));
  while (!run.advance(Infinity));
  return run;
}

/** What computes curves and maps for a view; `long` once they are too much work, as thresholds always do. */
function makeSweeper(code) {
  const sweeper = {long: false, sweep(key, states, read, onPoints) {
    let work = 0;
    sweeper.long = read in code.lab.thresholds;
    const points = [];
    for (let i = 0; i < states.length && !sweeper.long; i += 1) {
      const run = runOf(code, states[i]);
      points.push([i, run.readouts[read]]);
      work += code.meta.states.length * run.legs.reduce((sum, {segments, n}) => sum + (segments?.count ?? n), 0);
      sweeper.long = work > WORK;
    }
    onPoints(points, true);
  }};
  return sweeper;
}

/** [its plot, what it shows] of a view, drawn; the plot is null where there is nothing to see. */
function drawView(options, spec, code, run, state, i) {
  const sweeper = makeSweeper(code), lab = {spec, code, sweeper, redraw() {}, change() {}};
  const view = VIEWS[options.kind]({...options, ...FEW[options.kind]}, lab, i);
  const high = Math.max(view.least?.(WIDTH) ?? 0, options.panels ? 40 + PANEL * options.panels.length : HEIGHT);
  const picture = {
    run, before: null, complete: true, values: state, duration: run.length, pins: [], width: WIDTH, height: high,
    colors: readColors(document.body), narrow: WIDTH < NARROW, right: rightMargin(view.names ?? [], WIDTH), guess: null,
  };
  view.draw(picture);
  view.update?.(picture);
  takeTurns();
  view.draw(picture);
  const panels = (options.panels ?? []).map(({label, show}) => label ?? Object.keys(show)[0]);
  const label = [view.title, panels.join("; ")].filter(Boolean).join(": ");
  return [view.canvas.marks.length && !sweeper.long ? plotOf(view) : null, label];
}

/** What `paperText` asks of a view's plot. */
function plotOf({canvas, node}) {
  const place = node.children.includes(canvas) ? node : node.children.find(({children}) => children?.includes(canvas));
  return {canvas, node: place, width: WIDTH, height: canvas.height};
}

/** The way from skin to brain as a list: a bar for each phase of the examination, or for each meter. */
function drawMeters(options, code, run, state) {
  const phases = options.phases && phasesOf(options, code.meta.protocols[code.request(state).protocol]);
  const rows = phases
    ? phases.map(({label, name}) => ({label, value: run.readouts[name], full: options.full, digits: 1, unit: "",
      role: "projection"}))
    : options.sites.flatMap((site) => site.meters.map((meter) =>
      ({...meter, label: `${site.label}, ${meter.label}`, value: run.readouts[meter.show]})));
  const plot = makePlot();
  plot.begin(WIDTH, ROW * rows.length + 30, readColors(document.body));
  plot.text(0, 14, options.scale ?? options.about, {role: "ink", size: "13"});
  rows.forEach(({label, value, full, digits, unit, role}, i) => {
    const y = 30 + ROW * i;
    plot.text(0, y + 16, `${label}: ${formatQuantity(value, unit, digits)}`, {role: "ink", size: "13"});
    plot.rule(0, y + 22, Math.min(1, Math.max(0, value / full)) * WIDTH, y + 32, role);
  });
  plot.end();
  return plot;
}

function sceneOf(text, code, run, state) {
  const reader = makeReader(code, run, state);
  return stillScene(text, reader, clockOf(readScene(text), reader).still);
}

/** The forest of the evidence table with these controls, as SVG. */
export function forestOf(spec, values, stem) {
  layPaper(WIDTH);
  const pictures = explorerPictures(spec, {values});
  pictures.start(document.body);
  pictures.show(rowsLeft(spec.rows, values, spec.order));
  const {forest} = pictures;
  return paperText(forest, forest.canvas.attributes["aria-label"], stem);
}
