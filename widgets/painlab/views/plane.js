// Phase plane: two states against each other, the run as a path, where each of the two stands still (nullclines), where
// both do (full dot: stable, ring: not), and which way the model would go from elsewhere. Nullclines come after the
// path, from the model's own right sides at the moment that is shown; until they are there the old ones are pale and
// the view says "updating".
//
// {"kind": "plane", "x": {"of": "V", "label": "membrane (mV)", "range": [-80, 40], "role": "touch",
//    "still": "membrane stands still"}, "y": {…}, "at": time or name, "hold": ["z"], "role": "touch",
//  "others": "what the other states do, in words", "level": 3}
// `at` is the moment shown first (the end if left out); states in `hold` keep their value of that moment, all others
// that are not axes follow at once. Where `x` is an input its axis has no nullcline: what is drawn is where the model
// would come to rest.
import {element} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {drawDot, drawXAxis, drawYAxis, makeArea, makePlot, strokeLine, textWidth} from "./plot.js";
import {rememberFor} from "./scales.js";
import {flowAt} from "../shared/phase.js";
import {CELLS, planeOf} from "../shared/flow.js";
import {makePlayhead} from "./playhead.js";
import {runInTurns} from "../run/scheduler.js";
import {t} from "../page/words.js";

export const TAB = t`phase plane`;

const LINES = [[], [5, 3]]; // dashes of the two nullclines
const CROWD = 3000; // points of a path that goes over the same ground again and again, and is drawn thinly

/**
 * Rows of a path that are far enough from each other to be seen apart, in pixels; the last row is always one of them.
 */
export function thinPath(xs, ys, X, Y, gap = 0.8) {
  const kept = [];
  let [x, y] = [Infinity, Infinity];
  for (let i = 0; i < xs.length; i += 1) {
    const [px, py] = [X(xs[i]), Y(ys[i])];
    if (Math.abs(px - x) + Math.abs(py - y) < gap && i + 1 < xs.length) continue;
    [x, y] = [px, py];
    kept.push(i);
  }
  return kept;
}

/**
 * A line of places where the model would stay, cut where that becomes stable or stops being so: [{line, stable}, …].
 */
export function branchesOf(flow, line) {
  const branches = [];
  for (const at of line) {
    const stable = flow.equilibrium(at)?.stable ?? false;
    const last = branches.at(-1);
    if (last?.stable === stable) last.line.push(at);
    else branches.push({stable, line: last ? [last.line.at(-1), at] : [at]});
  }
  return branches;
}

export function makePlaneView(options, lab) {
  const {spec, code} = lab;
  const plot = makePlot();
  const words = element("p", {class: "painlab-small"});
  const playhead = makePlayhead(spec.model.time, () => { if (latest) draw(latest); });
  const {x: xAxis, y: yAxis, hold = []} = options;
  const axes = [xAxis, yAxis];
  const overInput = !code?.meta.states.includes(xAxis.of);
  const role = options.role ?? "projection";
  const under = element("div", {}, overInput ? null : playhead.node, words);
  let latest = null;
  let area = null;
  let plane = null; // what was computed last: {key, lines, points, arrows}
  let wanted = null; // the key of what is being computed
  let cancel = () => {};

  function compute(run, row) {
    const flow = flowAt(run, row, axes.map(({of}) => of), hold);
    const key = flow.key.join();
    if (key === (wanted ?? plane?.key)) return;
    cancel();
    wanted = key;
    cancel = runInTurns(work(flow, key), (computed) => {
      plane = computed;
      wanted = null;
      if (latest) draw(latest);
    });
  }

  function* work(flow, key) {
    const computed = yield* planeOf(flow, xAxis.range, yAxis.range, CELLS);
    const branches = overInput ? computed.lines[1].flatMap((line) => branchesOf(flow, line)) : [];
    yield {key, ...computed, points: overInput ? [] : computed.points, branches};
  }

  function draw(picture) {
    latest = picture;
    const {run, width, right, narrow, complete, values, pins} = picture;
    const row = playhead.row(run, momentOf(values));
    if (complete) compute(run, row);
    area = makeArea({left: 46, top: 30, width: width - 46 - (narrow ? 12 : right), height: picture.height - 72,
      x: xAxis.range, y: yAxis.range});
    plot.begin(width, area.bottom + 42, picture.colors);
    drawYAxis(plot, area, yAxis.label);
    drawXAxis(plot, area, xAxis.label);
    const fresh = complete && !wanted;
    if (plane) drawPlane(fresh ? 1 : 0.3, run);
    for (const pin of pins) drawPath(pin.run, {width: 0.9, alpha: 0.65, letter: pin.letter});
    drawPath(run, {width: 1.75});
    if (plane)
      plane.points.forEach(({at, stable}) => drawDot(plot, area.X(at[0]), area.Y(at[1]),
      {role: "ink", radius: 5, hollow: !stable, alpha: fresh ? 1 : 0.3}));
    drawHere(run, row);
    if (!fresh) plot.text(area.right, area.top - 9, t`updating …`, {align: "end"});
    plot.end();
    if (fresh) say(run, row);
  }

  function momentOf(values) {
    return typeof options.at === "string" ? code.scope(values)[options.at] : options.at;
  }

  function drawPlane(alpha, run) {
    if (!overInput) drawArrows(0.45 * alpha);
    const stroke = (line, role, dash) => strokeLine(plot, area, line.map(([x]) => x), line.map(([, y]) => y),
      {role, width: 2, dash, alpha});
    const shown = overInput ? [[yAxis, plane.branches.map(({line}) => line)]]
      : [[xAxis, plane.lines[0]], [yAxis, plane.lines[1]]];
    if (overInput) plane.branches.forEach(({line, stable}) => stroke(line, yAxis.role ?? "ink", LINES[stable ? 0 : 1]));
    else shown.forEach(([axis, lines], k) => lines.forEach((line) => stroke(line, axis.role ?? "ink", LINES[k])));
    nameLines(shown, pathOf(run).filter((_, i, {length}) => i % Math.ceil(length / 60) === 0));
  }

  /** Each line's name stands where the line is far from the others and from the path, on the side with more room. */
  function nameLines(shown, path) {
    const placed = [...path];
    const names = []; // [x, y, half its width] of each
    for (const [axis, lines] of shown) {
      const name = axis.still ?? t`${axis.label}: no change`;
      const half = 0.5 * textWidth(name) + 4;
      const others = [...shown.filter(([other]) => other !== axis).flatMap(([, each]) => each.flat()), ...placed];
      const far = ([x, y]) => Math.min(...others.map(([a, b]) => Math.hypot(area.X(a) - x, 2 * (area.Y(b) - y))), 90);
      const clear = ([x, y]) => names.every(([a, b, wide]) => Math.abs(x - a) > half + wide || Math.abs(y - b) > 18);
      const places = lines.flat().flatMap(([a, b]) => [-9, 17].map((up) => [area.X(a), area.Y(b) + up]))
        .filter(([x, y]) => x - half > area.left && x + half < area.right && y > area.top + 12 && y < area.bottom - 4)
        .filter(clear);
      const best = places.reduce((known, each) => (!known || far(each) > far(known) ? each : known), null);
      if (!best) continue;
      names.push([...best, half]);
      placed.push([area.fromX(best[0]), area.y[0] + ((area.bottom - best[1]) / area.height) * (area.y[1] - area.y[0])]);
      plot.text(best[0], best[1], name, {role: axis.role ?? "ink", align: "middle", size: "13"});
    }
  }

  function drawArrows(alpha) {
    const {context} = plot;
    context.strokeStyle = plot.color("muted");
    context.globalAlpha = alpha;
    context.lineWidth = 1;
    context.setLineDash([]);
    const [sx, sy] = [area.width / (area.x[1] - area.x[0]), area.height / (area.y[1] - area.y[0])];
    for (const [x, y, dx, dy] of plane.arrows) {
      const size = Math.hypot(dx * sx, dy * sy);
      if (!(size > 0)) continue;
      const [ux, uy] = [(dx * sx) / size, (-dy * sy) / size];
      const [px, py] = [area.X(x), area.Y(y)];
      const [tx, ty] = [px + 6 * ux, py + 6 * uy];
      context.beginPath();
      context.moveTo(px - 6 * ux, py - 6 * uy);
      context.lineTo(tx, ty);
      for (const side of [-1, 1]) {
        context.moveTo(tx, ty);
        context.lineTo(tx - 4 * ux + side * 2.5 * uy, ty - 4 * uy - side * 2.5 * ux);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function pathOf(run) {
    const key = `path ${axes.map(({of}) => of)} ${area.width} ${area.height}`;
    return rememberFor(run, key, () => {
      const [xs, ys] = axes.map(({of}) => run.column(of));
      return thinPath(xs, ys, area.X, area.Y).map((row) => [xs[row], ys[row]]);
    });
  }

  function drawPath(run, {width, alpha, letter}) {
    const path = pathOf(run);
    const crowded = path.length > CROWD;
    strokeLine(plot, area, path.map(([x]) => x), path.map(([, y]) => y),
      {role, width: crowded ? 0.75 : width, alpha: crowded ? 0.35 : alpha, dash: []});
    const [x, y] = path.at(-1) ?? [];
    if (letter && path.length) plot.text(area.X(x) + 7, area.Y(y) - 6, letter, {role, weight: "700", size: "13"});
  }

  function drawHere(run, row) {
    const [x, y] = axes.map(({of}) => run.column(of)[row]);
    if (!Number.isFinite(x + y)) return;
    const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));
    drawDot(plot, area.X(clamp(x, xAxis.range)), area.Y(clamp(y, yAxis.range)), {role, radius: 6.5});
  }

  function say(run, row) {
    const unit = spec.model.time;
    const here = axes.map(({of, label}) => `${label.replace(/ \(.*/, "")} ${formatNumber(run.column(of)[row])}`)
      .join(", ");
    const list = (stable) => plane.points.filter((each) => each.stable === stable)
      .map(({at}) => at.map((v) => formatNumber(Number(v.toPrecision(3)))).join(t` and `));
    const [stable, unstable] = [list(true), list(false)];
    const told = overInput ? [t`Dashed: not stable.`] : [
      stable.length ? (stable.length > 1 ? t`Full dots, stable: ${stable.join("; ")}.`
        : t`Full dot, stable: ${stable[0]}.`) : t`There is no stable point.`,
      unstable.length ? (unstable.length > 1 ? t`Rings, not stable: ${unstable.join("; ")}.`
        : t`Ring, not stable: ${unstable[0]}.`) : "",
    ];
    const text = [t`At ${formatNumber(run.t[row])} ${unit}: ${here}.`, ...told, options.others ?? ""].filter(Boolean)
      .join(" ");
    if (words.textContent !== text) words.textContent = text;
  }

  return {
    node: plot.node, under, draw, canvas: plot.canvas, title: t`${yAxis.label} against ${xAxis.label}`,
    stop() { cancel(); playhead.stop(); },
  };
}
