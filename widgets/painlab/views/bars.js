// One bar for each event of a train: how many spikes it evoked.
//
// {"kind": "bars", "train": "C", "label": "spikes per volley", "event": "volley", "role": "projection",
//  "overlay": {"label": "recorded in …", "counts": [7, 9, …], "only_when": {symbol: value} or null}, or a list of
//  such, or null}
import {drawGuess} from "./guess.js";
import {drawDot, drawXAxis, drawYAxis, makeArea, makePlot} from "./plot.js";
import {hasAll, spread, steadyRange} from "./scales.js";

export function makeBarsView(options, lab) {
  const plot = makePlot();
  const role = options.role ?? "projection";
  let range = null;
  let events = 0;

  function draw(picture) {
    const {run, pins, width, right, narrow, complete, values} = picture;
    const counts = Array.from(run.counts(options.train));
    const overlay = shownOverlay(options.overlay, values);
    const rows = [counts, overlay?.counts ?? [], ...pins.map((pin) => pin.run.counts(options.train))];
    const needed = Math.max(1, ...rows.map((row) => row.length));
    events = complete ? needed : Math.max(needed, events);
    range = steadyRange(range, [0, Math.max(picture.guess?.high ?? 1, ...rows.flatMap((row) => Array.from(row)))],
      complete);
    const height = picture.height - 72;
    const area = makeArea({left: 46, top: 30, width: width - 46 - right, height, x: [0.4, events + 0.6], y: range});
    plot.begin(width, area.bottom + 42, picture.colors);
    drawYAxis(plot, area, options.label);
    drawXAxis(plot, {...area, x: [1, events]}, options.event, Number.isInteger);
    drawCounts(area, counts);
    for (const pin of pins) drawPin(area, pin);
    if (overlay) drawOverlay(area, overlay, narrow);
    drawGuess(plot, area, picture.guess);
    plot.end();
  }

  function drawCounts(area, counts) {
    const {context} = plot;
    const step = area.width / (events + 0.2);
    const wide = Math.min(30, 0.62 * step);
    context.fillStyle = plot.color(role);
    counts.forEach((count, i) => {
      const y = area.Y(count);
      context.fillRect(area.X(i + 1) - wide / 2, y, wide, area.bottom - y);
      const inside = area.bottom - y > 20;
      if (step > 20)
        plot.text(area.X(i + 1), inside ? y + 15 : y - 5, String(count),
        {role: inside ? "paper" : role, align: "middle", halo: !inside});
    });
  }

  function drawPin(area, pin) {
    const {context} = plot;
    const wide = Math.min(36, (0.8 * area.width) / events);
    const counts = pin.run.counts(options.train);
    context.fillStyle = plot.color("ink");
    counts.forEach((count, i) => context.fillRect(area.X(i + 1) - wide / 2, area.Y(count) - 0.75, wide, 1.5));
    const last = counts.length - 1;
    if (last >= 0)
      plot.text(area.X(last + 1) + wide / 2 + 3, area.Y(counts[last]) + 4, pin.letter,
      {role: "ink", weight: "700", size: "13"});
  }

  function drawOverlay(area, overlay, narrow) {
    overlay.counts.forEach((count, i) => drawDot(plot, area.X(i + 1), area.Y(count),
      {role: "ink", radius: 3.5, hollow: true}));
    const y = area.Y(overlay.counts.at(-1));
    const place = spread([y], 18, area.top, area.bottom)[0];
    if (narrow) plot.text(area.right, area.top - 9, `○ ${overlay.label}`, {role: "ink", align: "end"});
    else plot.text(area.X(overlay.counts.length) + 14, place + 4, overlay.label, {role: "ink", size: "13"});
  }

  return {node: plot.node, draw, canvas: plot.canvas, names: [[options.overlay ?? []].flat()[0]?.label ?? ""],
    title: options.label};
}

function shownOverlay(overlays, values) {
  return [overlays ?? []].flat().find((overlay) => hasAll(overlay.only_when, values)) ?? null;
}
