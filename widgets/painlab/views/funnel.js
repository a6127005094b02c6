// A funnel: each trial a dot, its estimate against its standard error, large trials at the top. What was
// printed is full, what was not is hollow. Right of the slanted line a result is striking (more than 1.96
// standard errors above 0).
//
// {"kind": "funnel", "estimate": "d", "error": "se", "printed": "printed", "label": "effect (points less pain)",
//  "truth": "theta", "mean": "estimate", "range": [-1.5, 2.5], "deepest": 0.9}
// estimate, error and printed are columns of the run; truth is a control, mean a read-out.
import {formatNumber} from "../shared/numbers.js";
import {drawDot, drawXAxis, makeArea, makePlot, strokeLine, textWidth} from "./plot.js";
import {ticks} from "./scales.js";
import {t} from "../page/words.js";

export const TAB = t`funnel`;

export function makeFunnelView(options) {
  const plot = makePlot();
  const names = [t`mean of the printed −0.00`];

  function draw({run, width, height, right, narrow, values, colors}) {
    const deepest = options.deepest;
    const area = makeArea({left: 44, top: 44, width: width - 44 - right, height: height - 86, x: options.range,
      y: [deepest, 0]});
    plot.begin(width, area.bottom + 42, colors);
    for (const tick of ticks(0, deepest, 4)) {
      plot.rule(area.left, area.Y(tick), area.right, area.Y(tick));
      plot.text(area.left - 7, area.Y(tick) + 4.5, formatNumber(tick), {align: "end"});
    }
    plot.text(0, 14, t`standard error (points): large trials above`, {role: "ink", size: "13"});
    drawXAxis(plot, area, options.label);
    const [mean, truth] = [run.readouts[options.mean], values[options.truth]];
    const sides = (side) => strokeLine(plot, area, [mean, mean + side * 1.96 * deepest], [0, deepest],
      {role: "treatment", width: 1, dash: [4, 3]});
    strokeLine(plot, area, [0, 1.96 * deepest], [0, deepest], {role: "muted", width: 1, dash: [1, 3]});
    strokeLine(plot, area, [truth, truth], [0, deepest], {role: "ink", width: 1.25, dash: []});
    if (Number.isFinite(mean)) {
      [-1, 1].forEach(sides);
      strokeLine(plot, area, [mean, mean], [0, deepest], {role: "treatment", width: 2.5, dash: []});
    }
    const [d, se, printed] = [options.estimate, options.error, options.printed].map((name) => run.column(name));
    for (let i = 0; i < d.length; i += 1) {
      if (d[i] < options.range[0] || d[i] > options.range[1] || se[i] > deepest) continue;
      drawDot(plot, area.X(d[i]), area.Y(se[i]),
        {role: printed[i] ? "treatment" : "muted", radius: 4, hollow: !printed[i]});
    }
    nameLines(area, truth, mean, width);
    plot.text(area.right - 4, area.bottom - 8, narrow ? t`full: printed` : t`full: printed · hollow: not printed`,
      {align: "end"});
    plot.end();
  }

  /** Above the lines: the mean beside its own, the truth on the other side, as far as there is room for both. */
  function nameLines(area, truth, mean, width) {
    const known = Number.isFinite(mean);
    const [first, second] = [t`truth ${formatNumber(truth, 2)}`, t`mean of the printed ${formatNumber(mean, 2)}`];
    const [apart, wide] = [known && mean >= truth, textWidth(second)];
    const at = apart ? Math.min(area.X(mean) + 5, width - wide) : Math.max(area.X(mean) - 5, wide);
    const beside = area.X(truth) + (apart ? -5 : 5);
    const free = !known ? beside : apart ? Math.min(beside, at - 8) : Math.max(beside, at + 8);
    plot.text(free, area.top - 8, first, {role: "ink", align: apart ? "end" : "start"});
    if (known) plot.text(at, area.top - 8, second, {role: "treatment", align: apart ? "start" : "end"});
  }

  return {node: plot.node, draw, canvas: plot.canvas, names, title: t`Funnel of trials: effect against standard error`};
}
