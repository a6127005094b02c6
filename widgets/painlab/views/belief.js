// Bell curves of one trial: what was expected, what came in, and the report between them. Each has the same area, so
// that a sharper one is a taller one.
//
// {"kind": "belief", "label": "pain (0–100)", "range": [0, 100],
//  "curves": [{"mean": "q", "sd": "s", "label": "expected", "role": "descending"}, …], "at": 1}
// mean and sd are columns of the run: states, inputs, parameters or helpers, at the trial that is shown (the first).
import {element} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {dashOf, drawXAxis, makeArea, makePlot, strokeLine} from "./plot.js";
import {spread} from "./scales.js";
import {makePlayhead} from "./playhead.js";
import {t} from "../page/words.js";

export const TAB = t`bell curves`;

/** Height of a bell curve of area 1. */
export function bellHeight(x, mean, sd) {
  return Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
}

export function makeBeliefView(options) {
  const plot = makePlot();
  const words = element("p", {class: "painlab-small"});
  const playhead = makePlayhead("trial", () => { if (latest) draw(latest); });
  const under = element("div", {}, playhead.node, words);
  let latest = null;

  function curvesAt(run, row) {
    return options.curves.map((curve) =>
      ({...curve, mean: run.column(curve.mean)[row], sd: run.column(curve.sd)[row]}));
  }

  function draw(picture) {
    latest = picture;
    const {run, width, right, narrow, pins} = picture;
    playhead.node.hidden = run.t.length < 2;
    const row = playhead.row(run, options.at ?? 1);
    const curves = curvesAt(run, row);
    const top = 1.08 * Math.max(...curves.map(({sd}) => bellHeight(0, 0, sd)));
    const area = makeArea({left: 12, top: 44, width: width - 12 - (narrow ? 12 : right), height: picture.height - 86,
      x: options.range, y: [0, top]});
    plot.begin(width, area.bottom + 42, picture.colors);
    drawXAxis(plot, area, options.label);
    pins.forEach((pin) => curvesAt(pin.run, Math.min(row, pin.run.t.length - 1))
      .forEach((curve) => drawBell(area, curve, {width: 0.9, alpha: 0.6, letter: pin.letter})));
    curves.forEach((curve) => drawBell(area, curve, {width: 2, fill: true}));
    nameBells(area, curves, narrow);
    plot.end();
    const told = curves.map(({label, mean, sd}) =>
      t`${label} ${formatNumber(mean, 1)}, give or take ${formatNumber(sd, 1)}`).join("; ");
    const text = `${run.t.length > 1 ? t`Trial ${formatNumber(run.t[row])}: ` : ""}${told}.`;
    if (words.textContent !== text) words.textContent = text;
  }

  function drawBell(area, {mean, sd, role}, {width, alpha, fill, letter}) {
    const xs = Array.from({length: 401}, (_, i) => area.x[0] + (i / 400) * (area.x[1] - area.x[0]));
    const near = Array.from({length: 81}, (_, i) => mean + (i - 40) * 0.1 * sd)
      .filter((x) => x > area.x[0] && x < area.x[1]);
    const all = [...xs, ...near].sort((a, b) => a - b);
    const ys = all.map((x) => bellHeight(x, mean, sd));
    if (fill) {
      const {context} = plot;
      context.beginPath();
      context.moveTo(area.X(all[0]), area.bottom);
      all.forEach((x, i) => context.lineTo(area.X(x), area.Y(ys[i])));
      context.lineTo(area.X(all.at(-1)), area.bottom);
      context.globalAlpha = 0.12;
      context.fillStyle = plot.color(role);
      context.fill();
      context.globalAlpha = 1;
    }
    strokeLine(plot, area, all, ys, {role, width, alpha, dash: dashOf(role)});
    if (letter)
      plot.text(area.X(mean), area.Y(bellHeight(0, 0, sd)) - 4, letter,
      {role, align: "middle", weight: "700", size: "13"});
  }

  /** Names above the peaks; where two come close the later one moves up, and where it is narrow they stand outward. */
  function nameBells(area, curves, narrow) {
    const means = curves.map(({mean}) => mean);
    const [first, last] = [Math.min(...means), Math.max(...means)];
    const heights = curves.map(({sd}) => area.Y(bellHeight(0, 0, sd)) - 6);
    const places = spread(heights, 16, area.top - 34, area.bottom - 20);
    curves.forEach(({mean, label, role}, i) => {
      const x = area.X(Math.min(area.x[1], Math.max(area.x[0], mean)));
      const outward = narrow && first < last && {[first]: "end", [last]: "start"}[mean];
      const align = outward || (x < area.left + 40 ? "start" : x > area.right - 40 ? "end" : "middle");
      plot.text(x, places[i], `${label} ${formatNumber(mean, 1)}`, {role, align, size: "13"});
    });
  }

  return {node: plot.node, under, draw, canvas: plot.canvas,
    title: t`Bell curves: ${options.curves.map(({label}) => label).join(", ")}`, stop: () => playhead.stop()};
}
