// A fiber: position against time. Every spike is a line that runs from where it began; it ends where conduction fails.
//
// {"kind": "space_time", "zone": ["zone_from", "zone_to"] or null, "zone_label": "treated zone", "unit": "mm",
//  "role": "nociceptive", "places": [{"at": 0, "label": "skin"}, {"at": 1, "label": "spinal cord"}]}
// zone: symbols of two quantities, in the unit of the model's `length`; places: fractions of the length.
import {drawXAxis, makeArea, makePlot, timeName} from "./plot.js";
import {rememberFor, ticks} from "./scales.js";
import {formatNumber} from "../shared/numbers.js";
import {t} from "../page/words.js";

export const TAB = t`along the fiber`;

const PIN_DASHES = [[5, 3], [2, 2], [8, 3, 2, 3]];

/**
 * Joins the spikes of neighboring compartments into lines: a spike continues the nearest line that reached the
 * neighbor at most `jump` earlier or later. `timesPerPlace[k]` are the spike times of compartment k; returns
 * lines of [place, time].
 */
export function joinSpikes(timesPerPlace, jump) {
  const lines = [];
  let open = [];
  timesPerPlace.forEach((times, place) => {
    const next = [];
    const free = new Set(open);
    for (const time of times) {
      let best = null;
      for (const line of free) {
        const gap = Math.abs(line.at(-1)[1] - time);
        if (gap <= jump && (!best || gap < Math.abs(best.at(-1)[1] - time))) best = line;
      }
      free.delete(best);
      const line = best ?? [];
      if (!best) lines.push(line);
      line.push([place, time]);
      next.push(line);
    }
    open = next;
  });
  return lines;
}

function spikeLines(run, jump) {
  return rememberFor(run, `spikes ${jump}`, () => joinSpikes(Array.from(run.sites, (_, k) => run.spikesIn(k)), jump));
}

export function makeSpaceTimeView(options, lab) {
  const plot = makePlot();
  const role = options.role ?? "nociceptive";
  let area = null;

  function draw(picture) {
    const {run, width, right, narrow, duration, pins} = picture;
    const low = 0;
    const high = run.number("length");
    const names = options.places ?? [];
    area = makeArea({left: 46, top: 30, width: width - 46 - right, height: picture.height - 72, x: [0, duration],
      y: [low, high]});
    plot.begin(width, area.bottom + 42, picture.colors);
    drawZone(run.values);
    for (const tick of ticks(low, high, 5)) {
      plot.rule(area.left - 4, area.Y(tick), area.left, area.Y(tick), "muted");
      plot.text(area.left - 7, area.Y(tick) + 4, formatNumber(tick), {align: "end"});
    }
    plot.text(area.left, area.top - 12, t`position (${options.unit})`, {role: "ink", size: "13"});
    drawXAxis(plot, area, timeName(lab.spec));
    for (const {at, label} of names) {
      const y = area.Y(low + at * (high - low));
      plot.rule(area.left, y, area.right, y);
      plot.text(narrow ? area.right - 4 : area.right + 8, y + (narrow ? (at > 0.5 ? 14 : -5) : 4), label,
        {role: "ink", size: "13", align: narrow ? "end" : "start"});
    }
    pins.forEach((pin, k) => drawSpikeLines(pin.run, {width: 1, dash: PIN_DASHES[k % 3], letter: pin.letter}));
    drawSpikeLines(run, {width: 2, dash: []});
    plot.end();
  }

  function drawZone(values) {
    if (!options.zone) return;
    const [from, to] = options.zone.map((symbol) => Math.min(area.y[1], values[symbol]));
    if (!(to > from)) return;
    const {context} = plot;
    context.globalAlpha = 0.16;
    context.fillStyle = plot.color("treatment");
    context.fillRect(area.left, area.Y(to), area.width, area.Y(from) - area.Y(to));
    context.globalAlpha = 1;
    // at the left, since the names of places stand at the other end
    plot.text(area.left + 6, area.Y((from + to) / 2) + 4, options.zone_label ?? t`treated zone`,
      {role: "treatment", size: "13"});
  }

  function drawSpikeLines(run, {width, dash, letter}) {
    const lines = spikeLines(run, area.x[1] / 40);
    const {sites} = run;
    const Y = (place) => area.Y(sites[place]);
    const {context} = plot;
    context.save();
    context.beginPath();
    context.rect(area.left, area.top, area.width, area.height);
    context.clip();
    context.strokeStyle = context.fillStyle = plot.color(role);
    context.lineWidth = width;
    context.setLineDash(dash);
    for (const line of lines) {
      context.beginPath();
      for (const [place, time] of line) context.lineTo(area.X(time), Y(place));
      context.stroke();
    }
    context.restore();
    if (letter && lines.length) {
      const [place, time] = lines[0][lines[0].length >> 1];
      plot.text(area.X(time) + 6, Y(place), letter, {role, weight: "700", size: "13"});
    }
  }

  return {node: plot.node, draw, canvas: plot.canvas, names: (options.places ?? []).map(({label}) => label),
    title: t`Position of the spikes along the fiber against time`};
}
