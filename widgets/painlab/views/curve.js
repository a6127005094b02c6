// A read-out against a control: what would happen if the reader moved it through its range. The dot is the
// present state. Computed after the main picture, beside it; until it is there the old curve is pale and the view
// says "updating".
//
// {"kind": "curve", "sweep": "fA", "from": 0, "to": 80, "points": 41, "log": false, "read": "steady", "label": "…",
//  "role": "projection", "values": {"width": 100}}
// `values` are controls that keep these values along the whole curve; where the present state differs from them
// there is no dot.
import {formatNumber} from "../shared/numbers.js";
import {drawGuess} from "./guess.js";
import {drawDot, drawXAxis, drawYAxis, makeArea, makePlot, strokeLine} from "./plot.js";
import {extent, hasAll, steadyRange} from "./scales.js";
import {t} from "../page/words.js";

const PATIENCE = 250; // ms that a sweep may run before a newer state replaces it

/** The swept values: `points` of them from `from` to `to`, evenly, or evenly in the logarithm. */
export function sweepValues({from, to, points, log}) {
  return Array.from({length: points}, (_, i) => {
    const part = i / (points - 1);
    return log ? from * (to / from) ** part : from + part * (to - from);
  });
}

export function makeCurveView(options, lab, key) {
  const {spec} = lab;
  const plot = makePlot();
  const role = options.role ?? "projection";
  const control = spec.controls.find(({symbol}) => symbol === options.sweep);
  const name = `${control?.label ?? options.sweep}${control?.unit ? ` (${control.unit})` : ""}`;
  const xs = sweepValues(options);
  let ys = xs.map(() => NaN);
  let old = null; // the last whole curve, pale while the next one is computed
  let sweptFor = null; // the state, without the swept control, that ys belongs to
  let updating = false;
  let began = 0;
  let waiting = null;
  let timer = 0;
  let range = options.range ?? null;

  const fixed = options.values ?? {};
  const stateOf = (values) => JSON.stringify({...values, ...fixed, [options.sweep]: null});

  /**
   * For a complete picture: starts the sweep, unless only the swept control has moved. A running sweep gets
   * a moment to end.
   */
  function update({values}) {
    waiting = stateOf(values) === sweptFor ? null : values;
    clearTimeout(timer);
    if (waiting && updating) timer = setTimeout(sweep, Math.max(0, began + PATIENCE - performance.now()));
    else if (waiting) sweep();
  }

  function sweep() {
    const values = waiting;
    waiting = null;
    if (!updating) old = ys;
    [sweptFor, updating, began] = [stateOf(values), true, performance.now()];
    ys = xs.map(() => NaN);
    lab.sweeper.sweep(key, xs.map((x) => ({...values, ...fixed, [options.sweep]: x})), options.read, (points, done) => {
      for (const [i, y] of points) ys[i] = typeof y === "number" ? y : NaN;
      updating = !done;
      if (done && waiting) update({values: waiting});
      lab.redraw();
    });
  }

  function draw(picture) {
    const {width, right, values, run, pins, complete, guess} = picture;
    const fresh = stateOf(values) === sweptFor;
    const stale = updating || !fresh;
    const dot = complete && hasAll(fixed, values) ? run.readouts[options.read] ?? NaN : NaN;
    const curves = pins.map((pin) => pin.saved[key]).filter(Boolean);
    if (!options.range) range = steadyRange(range, seenOf(guess, dot, curves), !stale);
    const area = makeArea({
      left: 46, top: 30, width: width - 46 - right, height: picture.height - 72,
      x: [options.from, options.to], y: range, log: options.log,
    });
    plot.begin(width, area.bottom + 42, picture.colors);
    drawYAxis(plot, area, options.label);
    drawXAxis(plot, area, name);
    if (updating && old && !guess?.open)
      known(old, (x, y) => strokeLine(plot, area, x, y, {role, alpha: 0.25, dash: []}));
    pins.forEach((pin) => drawPin(area, pin));
    if (!guess?.open)
      known(ys, (x, y) => strokeLine(plot, area, x, y, {role, width: 2, dash: [], alpha: fresh ? 1 : 0.4}));
    if (Number.isFinite(dot)) drawDot(plot, area.X(clamp(values[options.sweep])), area.Y(dot), {role, radius: 5.5});
    drawGuess(plot, area, guess);
    if (stale && !guess?.open) plot.text(area.right - 4, area.top + 12, t`updating …`, {align: "end"});
    plot.end();
  }

  // The smallest and the largest number that the picture has to show.
  function seenOf(guess, dot, curves) {
    const asked = guess ? [guess.low, guess.high] : [];
    return extent(asked, guess?.open ? [] : ys, [dot], ...(updating && old ? [old] : []), ...curves);
  }

  function drawPin(area, pin) {
    const curve = pin.saved[key];
    if (curve) known(curve, (x, y) => strokeLine(plot, area, x, y, {role, width: 0.9, alpha: 0.65, dash: []}));
    const y = hasAll(fixed, pin.values) ? pin.run.readouts[options.read] : NaN;
    if (!Number.isFinite(y)) return;
    const x = area.X(clamp(pin.values[options.sweep]));
    drawDot(plot, x, area.Y(y), {role, radius: 3.5, hollow: true});
    plot.text(x + 8, area.Y(y) - 6, pin.letter, {role, weight: "700", size: "13"});
  }

  function known(column, use) {
    const there = xs.map((_, i) => i).filter((i) => Number.isFinite(column[i]));
    if (there.length) use(there.map((i) => xs[i]), there.map((i) => column[i]));
  }

  function clamp(x) {
    return Math.min(options.to, Math.max(options.from, x));
  }

  return {
    node: plot.node, draw, update, canvas: plot.canvas,
    title: t`${options.label} against ${name}, from ${formatNumber(options.from)} to ${formatNumber(options.to)}`,
    save: () => (updating ? null : ys),
    stop: () => clearTimeout(timer),
  };
}
