// A landscape with a ball: one state, and which way it would roll. The height is minus the integral of how fast the
// state changes, from the model's own equation at the moment that is shown, the other states having settled: floors are
// states that last.
//
// {"kind": "well", "of": "rho", "label": "strength of the synapse", "range": [0, 1], "title": "…",
//  "at": time or name, "hold": [], "role": "projection",
//  "floors": [{"near": 0, "label": "weak"}, {"near": 1, "label": "strong"}], "level": 1}
import {element} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {drawDot, drawXAxis, makeArea, makePlot} from "./plot.js";
import {flowAt} from "../shared/phase.js";
import {heightOver, landscapeOf, PARTS} from "../shared/flow.js";
import {makePlayhead} from "./playhead.js";
import {t} from "../page/words.js";

export const TAB = t`valleys`;

const BALL = 8; // px

export function makeWellView(options, lab) {
  const {spec, code} = lab;
  const plot = makePlot();
  const words = element("p", {class: "painlab-small"});
  const playhead = makePlayhead(spec.model.time, () => { if (latest) draw(latest); });
  const under = element("div", {}, playhead.node, words);
  const role = options.role ?? "projection";
  let latest = null;
  let land = null; // {key, xs, heights, floors}

  function draw(picture) {
    latest = picture;
    const {run, width, right, narrow, complete, values, pins} = picture;
    const row = playhead.row(run, typeof options.at === "string" ? code.scope(values)[options.at] : options.at);
    const flow = flowAt(run, row, [options.of], options.hold ?? []);
    const key = flow.key.join();
    if (key !== land?.key && (complete || !land))
      land = {key, ...landscapeOf(flow, ...options.range, PARTS)};
    const inside = land.heights.filter(Number.isFinite);
    const top = topOf(inside);
    const area = makeArea({
      left: 20, top: 34, width: width - 20 - (narrow ? 20 : right), height: picture.height - 76, x: options.range,
        y: [-0.16 * top, 1.04 * top],
    });
    plot.begin(width, area.bottom + 42, picture.colors);
    plot.text(area.left, area.top - 16, options.title, {role: "ink", size: "13"});
    drawXAxis(plot, area, options.label);
    drawGround(area);
    nameFloors(area);
    for (const pin of pins) drawBall(area, pin.run.column(options.of).at(-1), {hollow: true, letter: pin.letter});
    drawBall(area, run.column(options.of)[row], {});
    plot.end();
    if (complete) say(run, row);
  }

  /** What the walls do beyond the highest ridge is cut off: three times that ridge, at least what there is. */
  function topOf(heights) {
    const ridges = land.floors.filter(({stable}) => !stable).map(({at}) => heightOver(land, at));
    const highest = Math.max(...heights);
    return (ridges.length ? Math.min(highest, 2.2 * Math.max(...ridges)) : highest) || 1;
  }

  function drawGround(area) {
    const {context} = plot;
    context.save();
    context.beginPath();
    context.rect(area.left, area.top - 4, area.width, area.height + 4);
    context.clip();
    context.beginPath();
    land.xs.forEach((x, i) => context.lineTo(area.X(x), area.Y(land.heights[i])));
    context.lineTo(area.right, area.bottom);
    context.lineTo(area.left, area.bottom);
    context.closePath();
    context.fillStyle = plot.color("panel");
    context.fill();
    context.beginPath();
    land.xs.forEach((x, i) => context.lineTo(area.X(x), area.Y(land.heights[i])));
    context.strokeStyle = plot.color("ink");
    context.lineWidth = 1.75;
    context.setLineDash([]);
    context.stroke();
    context.restore();
  }

  function nameFloors(area) {
    for (const {at, stable} of land.floors) {
      const x = area.X(at);
      const y = area.Y(heightOver(land, at));
      const name = nameOf(at, stable);
      const align = x < area.left + 50 ? "start" : x > area.right - 50 ? "end" : "middle";
      if (stable) plot.text(x, Math.min(area.bottom - 5, y + 17), name, {align, halo: false});
      else plot.text(x, y + 18, name, {align, halo: false});
    }
  }

  function nameOf(at, stable) {
    if (!stable) return t`ridge`;
    const known = [...(options.floors ?? [])].sort((a, b) => Math.abs(a.near - at) - Math.abs(b.near - at))[0];
    return known?.label ?? t`valley`;
  }

  /** The ball lies on the ground, beside it where the ground is steep. */
  function drawBall(area, value, {hollow, letter}) {
    if (!Number.isFinite(value)) return;
    const x = Math.min(area.x[1], Math.max(area.x[0], value));
    const [px, py] = [area.X(x), Math.max(area.top, area.Y(heightOver(land, x)))];
    drawDot(plot, px, py - BALL, {role, radius: hollow ? BALL - 2 : BALL, hollow});
    if (letter) plot.text(px, py - 2 * BALL - 3, letter, {role, align: "middle", weight: "700", size: "13"});
  }

  function say(run, row) {
    const value = run.column(options.of)[row];
    const floors = land.floors.filter(({stable}) => stable);
    const ridges = land.floors.filter(({stable}) => !stable).map(({at}) => at);
    const slope = heightOver(land, value + 1e-3 * (options.range[1] - options.range[0])) - heightOver(land, value);
    const downhill = floors.filter(({at}) => (slope < 0 ? at >= value : at <= value)
      && !ridges.some((ridge) => (ridge - value) * (ridge - at) < 0));
    const to = [...downhill, ...floors].sort((a, b) => downhill.includes(b) - downhill.includes(a)
      || Math.abs(a.at - value) - Math.abs(b.at - value))[0];
    const places = floors.map(({at}) => t`${nameOf(at, true)} at ${formatNumber(Number(at.toPrecision(3)))}`)
      .join(", ");
    const ridge = ridges.length
      ? t`, a ridge at ${ridges.map((at) => formatNumber(Number(at.toPrecision(3)))).join(t` and `)}` : "";
    const text = [
      t`At ${formatNumber(run.t[row])} ${spec.model.time} the ball is at ${formatNumber(Number(value.toPrecision(3)))}`,
      to ? t` and rolls toward ${formatNumber(Number(to.at.toPrecision(3)))} (${nameOf(to.at, true)}).` : ".",
      ` ${floors.length > 1 ? t`Valleys` : t`One valley`}: ${places}${ridge}.`,
    ].join("");
    if (words.textContent !== text) words.textContent = text;
  }

  return {node: plot.node, under, draw, canvas: plot.canvas,
    title: t`${options.label}: a landscape of ${spec.title} with a ball at the present state`,
    stop: () => playhead.stop()};
}
