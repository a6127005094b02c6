// A small forest: estimates with their intervals, one row each, on one axis with a line at no difference.
//
// {"kind": "intervals", "label": "difference", "unit": "points", "zero": 0, "range": [-3, 1] or null,
//  "sides": ["better", "worse"] or null,
//  "rows": [{"label": "against sham", "estimate": "diff_sham", "low": "…", "high": "…", "role": "treatment",
//    "only_when": {…} or null}]}
// estimate, low and high are names of read-outs.
import {formatNumber} from "../shared/numbers.js";
import {drawXAxis, makeArea, makePlot, textWidth, wrapLabel} from "./plot.js";
import {extent, hasAll, steadyRange} from "./scales.js";
import {t} from "../page/words.js";

export const TAB = t`intervals`;

export function makeIntervalsView(options) {
  const plot = makePlot();
  const zero = options.zero ?? 0;
  let range = options.range ?? null;

  function draw(picture) {
    const {run, width, right, narrow, pins, complete, values} = picture;
    if (!complete) return; // an interval of a part of the people is another one
    const rows = options.rows.filter((row) => hasAll(row.only_when, values));
    const numbers = (row, readouts) => [row.estimate, row.low, row.high].map((name) => readouts[name]);
    const all = rows.map((row) => numbers(row, run.readouts));
    const pinned = pins.map((pin) => rows.map((row) => numbers(row, pin.run.readouts)));
    if (!options.range) range = steadyRange(range, extent([zero], ...all, ...pinned.flat()), true);
    const names = narrow ? 10 : 14 + Math.max(0, ...rows.map(({label}) => textWidth(label)));
    const said = rows.map(({label}, i) => (narrow ? wrapLabel(`${label}: ${inWords(all[i])}`, width) : [label]));
    const lines = Math.max(1, ...said.map((each) => each.length));
    const each = Math.min((narrow ? 29 + 15 * lines : 32) + 12 * pins.length, (picture.height - 66) / rows.length);
    const top = 22 + Math.max(0, (picture.height - 66 - each * rows.length) / 3); // one alone hangs not at the top
    const area = makeArea({left: names, top, width: width - names - right, height: each * rows.length, x: range,
      y: [0, 1]});
    plot.begin(width, area.bottom + 44, picture.colors);
    drawXAxis(plot, area, `${options.label}${options.unit ? ` (${options.unit})` : ""}`);
    const x0 = area.X(zero);
    plot.rule(x0, area.top - 4, x0, area.bottom, "ink");
    if (options.sides) {
      plot.text(x0 - 8, area.top - 9, `← ${options.sides[0]}`, {align: "end"});
      plot.text(x0 + 8, area.top - 9, `${options.sides[1]} →`);
    }
    rows.forEach((row, i) => {
      const y = area.top + each * i + (narrow ? 15 + 15 * lines : 17);
      if (narrow) {
        plot.context.fillStyle = plot.color("paper"); // the line of no difference goes behind the words
        plot.context.fillRect(0, y - 10 - 15 * said[i].length, width, 15 * said[i].length);
        said[i].forEach((line, k) => plot.text(0, y - 13 - 15 * (said[i].length - 1 - k), line, {role: "ink"}));
      } else {
        plot.text(0, y + 4, row.label, {role: "ink", size: "13"});
        plot.text(area.right + 12, y + 4, inWords(all[i]), {role: "ink", size: "13"});
      }
      drawInterval(area, y, all[i], row.role ?? "ink", 2.5);
      pins.forEach((pin, k) => {
        const below = y + 13 + 12 * k;
        drawInterval(area, below, pinned[k][i], "muted", 1.25);
        const [, , high] = pinned[k][i];
        if (Number.isFinite(high))
          plot.text(Math.min(area.right, area.X(high)) + 6, below + 4, pin.letter, {role: "ink", weight: "700"});
      });
    });
    plot.end();
  }

  function drawInterval(area, y, [estimate, low, high], role, thick) {
    if (!Number.isFinite(estimate)) return;
    const {context} = plot;
    context.strokeStyle = context.fillStyle = plot.color(role);
    context.lineWidth = thick;
    if (Number.isFinite(low) && Number.isFinite(high)) {
      context.beginPath();
      context.moveTo(Math.max(area.left, area.X(low)), y);
      context.lineTo(Math.min(area.right, area.X(high)), y);
      context.stroke();
    }
    const half = 1.2 + 1.6 * thick;
    context.fillRect(area.X(estimate) - half, y - half, 2 * half, 2 * half);
  }

  return {node: plot.node, draw, canvas: plot.canvas, names: ["−0.00 (−0.00 to 0.00)"], title: options.label};
}

function inWords([estimate, low, high]) {
  if (!Number.isFinite(estimate)) return "–";
  const interval = Number.isFinite(low) && Number.isFinite(high);
  return formatNumber(estimate, 2) + (interval ? t` (${formatNumber(low, 2)} to ${formatNumber(high, 2)})` : "");
}
