// Individuals before and after: each person a dot above, a dot below, and a thin line between the two. A group that was
// chosen because it was above a threshold is a cut-off heap above and a whole heap below: its mean has moved, although
// many lines lean the other way. This shows regression to the mean, which bars of means hide.
//
// {"kind": "distribution", "label": "pain (0–10)", "range": [0, 10] or null, "stages": ["before", "after 12 weeks"],
//  "arms": [{"label": "sham", "columns": ["Y0", "Y1"], "role": "treatment", "where": ["arm", 1] or null,
//    "only_when": {…} or null}],
//  "lines": [{"at": number or symbol, "label": "joins from here"}], "most": 300, "who": "people",
//  "unit": "ms" where the means need one}
// A person counts in an arm where the first column is a number (and `where` holds); without a second number
// there is no line.
import {formatNumber} from "../shared/numbers.js";
import {drawXAxis, makeArea, makePlot, textWidth} from "./plot.js";
import {extent, hasAll, niceRange, tickStep} from "./scales.js";
import {t} from "../page/words.js";

export const TAB = t`each person`;

/** The people of an arm as [before, after] pairs; after is NaN where it is not known. */
export function peopleOf(column, arm) {
  const [first, second] = arm.columns.map(column);
  const member = arm.where ? column(arm.where[0]) : null;
  const people = [];
  for (let i = 0; i < first.length; i += 1) {
    if (!Number.isFinite(first[i]) || (member && member[i] !== arm.where[1])) continue;
    people.push([first[i], second ? second[i] : NaN]);
  }
  return people;
}

/** Heights in a heap of dots: values are put into bins [k·size, (k + 1)·size), and stacked there in their order. */
export function stackDots(values, size) {
  const heaps = new Map();
  return values.map((value) => {
    if (!Number.isFinite(value)) return {bin: NaN, level: 0};
    const bin = Math.floor(value / size + 1e-9);
    const level = heaps.get(bin) ?? 0;
    heaps.set(bin, level + 1);
    return {bin: (bin + 0.5) * size, level};
  });
}

const LONG = 100; // an axis longer than that has means without decimals

export function makeDistributionView(options) {
  const plot = makePlot();
  const {stages} = options;
  const unit = options.unit ? ` ${options.unit}` : "";

  function draw(picture) {
    const {run, width, right, narrow, values, pins} = picture;
    const arms = options.arms.filter((arm) => hasAll(arm.only_when, values));
    const groups = arms.map((arm) => ({arm, people: peopleOf((name) => run.column(name), arm)}));
    const x = options.range ?? niceRange(...extent(...groups.flatMap(({people}) => people.flat()).map((v) => [v])));
    const left = 12;
    const each = Math.max(70, Math.min(290, (picture.height - 52) / arms.length));
    const heap = 0.3 * (each - 34);
    const fan = 0.4 * (each - 34);
    plot.begin(width, arms.length * each + 52, picture.colors);
    let area;
    groups.forEach(({arm, people}, k) => {
      area = makeArea({left, top: 26 + k * each, width: width - left - right, height: each - 34, x, y: [0, 1]});
      drawArm(arm, people, area, {heap, fan, narrow, values, pins});
    });
    drawXAxis(plot, area, options.label);
    plot.end();
  }

  function drawArm(arm, people, area, {heap, fan, narrow, values, pins}) {
    const shown = people.slice(0, options.most ?? 300);
    const above = area.top + heap;
    const below = above + fan;
    const size = tickStep(area.x[0], area.x[1], area.width / 5);
    const role = arm.role ?? "treatment";
    const heaps = [0, 1].map((stage) => stackDots(shown.map((person) => person[stage]), size));
    const tallest = Math.max(1, ...heaps.flat().map(({level}) => level + 1));
    const step = Math.min(6, (heap - 6) / tallest);
    plot.text(area.left, area.top - 8, arm.label, {role: "ink", size: "13", weight: "600"});
    for (const line of options.lines ?? []) drawMark(area, above, line, values);
    drawFan(shown, area, above, below, role);
    heaps[0].forEach((dot) => drawPerson(area, dot, above - 3, -step, "ink"));
    heaps[1].forEach((dot) => drawPerson(area, dot, below + 3, step, role));
    drawMeans(people, area, above, below, {role, narrow, stages, label: arm.label});
    for (const pin of pins) drawPinnedMean(pin, arm, area, below);
  }

  function drawMark(area, above, {at, label}, values) {
    const value = typeof at === "string" ? values[at] : at;
    if (value < area.x[0] || value > area.x[1]) return;
    const x = area.X(value);
    plot.rule(x, area.top, x, above, "ink");
    plot.text(x - 5, area.top + 9, label, {align: "end"});
  }

  function drawFan(people, area, above, below, role) {
    const {context} = plot;
    context.lineWidth = 1;
    context.globalAlpha = Math.min(0.5, Math.max(0.12, 18 / people.length));
    for (const rising of [false, true]) {
      context.strokeStyle = plot.color(rising ? "muted" : role);
      context.setLineDash(rising ? [3, 2] : []);
      context.beginPath();
      for (const [before, after] of people) {
        if (!(after === after) || after > before !== rising) continue;
        context.moveTo(area.X(before), above);
        context.lineTo(area.X(after), below);
      }
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  function drawPerson(area, {bin, level}, y, step, role) {
    if (!Number.isFinite(bin)) return;
    const {context} = plot;
    context.fillStyle = plot.color(role);
    context.globalAlpha = 0.8;
    context.beginPath();
    context.arc(area.X(bin), y + (level + 0.5) * step, Math.max(1, Math.min(2.6, Math.abs(step) / 2)), 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
  }

  /** The two means, joined by a bold line, with the change in words. */
  function drawMeans(people, area, above, below, {role, narrow, stages, label}) {
    const whole = people.filter(([, after]) => Number.isFinite(after));
    const [before, after] = [mean(people.map(([b]) => b)), mean(whole.map(([, a]) => a))];
    if (!Number.isFinite(before)) return;
    const {context} = plot;
    const [x1, x2] = [area.X(before), area.X(Number.isFinite(after) ? after : before)];
    context.lineWidth = 3;
    context.strokeStyle = plot.color("ink");
    context.beginPath();
    context.moveTo(x1, above - 12);
    context.lineTo(x1, above);
    context.lineTo(x2, below);
    context.lineTo(x2, below + 12);
    context.stroke();
    const known = Number.isFinite(after);
    const digits = area.x[1] - area.x[0] > LONG ? 0 : 1;
    const said = (value) => formatNumber(value, digits);
    const words = (stage, value) => t`${stages[stage]}: mean ${said(value)}` + unit;
    if (narrow) {
      const summary =
        t`mean ${said(before)}${known ? ` → ${said(after)}` : ""}${unit} · ${people.length} ${options.who ?? t`people`}`;
      const crowded = 1.1 * textWidth(label) + textWidth(summary) + 12 > area.width;
      plot.text(area.right, area.top + (crowded ? 9 : -8), summary, {role: "ink", align: "end"});
      return;
    }
    plot.text(area.right + 10, above - 4, words(0, before), {role: "ink", size: "13"});
    plot.text(area.right + 10, (above + below) / 2 + 4, `${people.length} ${options.who ?? t`people`}`, {size: "13"});
    if (known) plot.text(area.right + 10, below + 12, words(1, after), {role, size: "13"});
  }

  function drawPinnedMean(pin, arm, area, below) {
    const after = mean(peopleOf((name) => pin.run.column(name), arm).map(([, a]) => a).filter(Number.isFinite));
    if (!Number.isFinite(after)) return;
    const x = area.X(after);
    plot.rule(x, below, x, below + 20, "ink");
    plot.text(x, below + 32, pin.letter, {role: "ink", align: "middle", weight: "700", size: "13"});
  }

  return {node: plot.node, draw, canvas: plot.canvas, names: stages.map((stage) => `${stage}: mean 10.0${unit}`),
    title: t`Individuals, ${stages.join(t` and `)}`};
}

function mean(numbers) {
  return numbers.length ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : NaN;
}
