// Traces over time: panels under each other on one time axis.
//
// {"kind": "traces", "panels": [{"show": {"fA": "touch"}, "label": "input (Hz)", "range": [0, 60] or null,
//    "thin": false, "spikes": false, "lines": [{"at": number or symbol, "label": "…"}]}],
//  "window": [from, to] or null,
//  "names": {symbol: "…"} where neither the control's label nor the quantity's meaning serves as a direct label}
// `show` gives each state, input or helper its role, hence its color. A thin panel is a strip for the stimulus. Inputs
// are drawn to the end at once; where the run has not come yet, the one before it stays, pale.
import {element} from "../page/elements.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {dashOf, drawDot, drawXAxis, drawYAxis, makeArea, makePlot, NARROW, strokeLine, textWidth, timeName,
  wrapLabel} from "./plot.js";
import {extent, extentOf, firstIndexAt, lineOf, spread, steadyRange} from "./scales.js";
import {t} from "../page/words.js";

export const TAB = t`over time`;

const FEW = 60; // points: drawn as dots too

export function makeTracesView(options, lab) {
  const {spec} = lab;
  const plot = makePlot();
  const ranges = options.panels.map((panel) => panel.range ?? null);
  const labels = Object.fromEntries(spec.controls.map(({symbol, label}) => [symbol, label]));
  const nameOf = (symbol) => options.names?.[symbol] ?? labels[symbol] ?? spec.model.labels?.[symbol] ?? symbol;
  const unitOf = (symbol) => spec.model.units?.[symbol] ?? "";
  let areas = [];
  let cursor = null;
  let latest = null;

  const names = options.panels.map((panel) => Object.keys(panel.show)).filter((shown) => shown.length > 1).flat()
    .map(nameOf);
  const full = options.panels.filter((panel) => !panel.thin).length;

  function draw(picture) {
    latest = picture;
    areas = placePanels(picture);
    plot.begin(picture.width, areas.at(-1).bottom + 42, picture.colors);
    options.panels.forEach((panel, k) => drawPanel(panel, areas[k], picture));
    drawXAxis(plot, areas.at(-1), timeName(spec));
    if (cursor != null) drawCursor(picture);
    plot.end();
  }

  /** The height, in px, that the panels need to be read. */
  function least(width) {
    const keys = width < NARROW ? options.panels.filter(({show}) => Object.keys(show).length > 1).length : 0;
    return 40 * options.panels.length + 18 * keys + 28 + 30 * full + 12 * (options.panels.length - full);
  }

  function placePanels({run, values, duration, pins, complete, width, height, right, narrow}) {
    const tops = options.panels.map((panel) => {
      const symbols = Object.keys(panel.show);
      return 26 + (narrow && symbols.length > 1 ? 18 * keyRows(symbols, width).length : 0);
    });
    const between = 14 * (options.panels.length - 1) + 42; // px between the panels, and below the last
    const thin = options.panels.length - full;
    const left = height - tops.reduce((sum, each) => sum + each) - between;
    const strip = full ? Math.min(42, left / (full * 2.5 + thin)) : left / thin;
    const tall = Math.max(16, (left - thin * strip) / full);
    const x = options.window ?? [0, duration];
    let top = 0;
    return options.panels.map((panel, k) => {
      const symbols = Object.keys(panel.show);
      if (!panel.range) {
        const extents = [run, ...pins.map((pin) => pin.run)].map((each) => extentOf(each, symbols));
        const lines = (panel.lines ?? []).map((line) => lineAt(line, values));
        ranges[k] = steadyRange(ranges[k], extent(lines, ...extents.filter(([low, high]) => low <= high)), complete);
      }
      top += tops[k];
      const area = makeArea({left: 46, top, width: width - 46 - right, height: panel.thin ? strip : tall, x,
        y: ranges[k]});
      top = area.bottom + 14;
      return area;
    });
  }

  /** On narrow screens: the symbols of a panel in as many rows as their names need. */
  function keyRows(symbols, width) {
    const rows = [[]];
    let x = 46;
    for (const symbol of symbols) {
      const wide = 34 + textWidth(nameOf(symbol));
      if (x + wide > width && rows.at(-1).length) {
        rows.push([]);
        x = 46;
      }
      rows.at(-1).push({symbol, x});
      x += wide;
    }
    return rows;
  }

  function drawPanel(panel, area, picture) {
    const {run, before, values, narrow, width} = picture;
    const symbols = Object.keys(panel.show);
    const single = symbols.length === 1; // its name is the panel's, in its color
    const above = narrow && !single ? 18 * keyRows(symbols, width).length : 0;
    drawYAxis(plot, area, "", panel.thin ? 2 : undefined);
    plot.text(above ? 0 : area.left, area.top - 9 - above, panel.label ?? nameOf(symbols[0]),
      {role: single ? panel.show[symbols[0]] : "ink", size: "13"});
    const heights = (panel.lines ?? []).map((line) => lineAt(line, values)), lowest = Math.min(...heights);
    heights.forEach((y, i) => drawThreshold(area, y, panel.lines[i].label, heights.length > 1 && y === lowest));
    const traces = Object.entries(panel.show).map(([symbol, role]) => ({symbol, role, name: nameOf(symbol)}));
    for (const trace of traces) drawTrace(trace, panel.thin, traces.length > 1, area, picture);
    if (panel.spikes) drawSpikes(area, run.spikes, traces[0].role);
    if (above) nameAbove(traces, area, width);
    else if (!single) nameAtEnd(traces, area, run.t.length ? run : before);
  }

  // One symbol in a panel: the run before where the new one has not come yet, the pinned ones, and the run.
  function drawTrace(trace, thin, dashed, area, {run, pins, before, complete}) {
    const line = (source, style, from = area.x[0]) => {
      const points = pointsOf(source, trace.symbol, area);
      const dash = dashed ? dashOf(trace.role) : [];
      strokeLine(plot, area, points.t, points.y, {role: trace.role, dash, first: firstIndexAt(points.t, from),
        ...style});
    };
    const front = run.t.length ? run.t[run.t.length - 1] : -Infinity;
    if (!complete && before) line(before, {alpha: 0.2, width: 1}, front);
    for (const pin of pins) line(pin.run, {alpha: 0.65, width: 0.9});
    if (thin) fillBelow(area, run, trace);
    line(run, {width: trace.role === "projection" ? 2.25 : 1.75});
    if (complete && run.t.length <= FEW) {
      run.t.forEach((t, i) => drawDot(plot, area.X(t), area.Y(run.column(trace.symbol)[i]),
        {role: trace.role, radius: 3}));
    }
    for (const pin of pins) namePin(pin, trace, area, run);
  }

  function pointsOf(run, symbol, area) {
    return (!run.done && run.ahead(symbol)) || lineOf(run, symbol, area.x, Math.ceil(area.width));
  }

  /** A line at a height, with its name above it or, of several the lowest, below it. */
  function drawThreshold(area, y, label, below) {
    strokeLine(plot, area, area.x, [y, y], {role: "muted", width: 1, dash: [4, 4]});
    if (label) plot.text(area.right - 2, area.Y(y) + (below ? 13 : -5), label, {align: "end"});
  }

  function drawSpikes(area, spikes, role) {
    plot.context.fillStyle = plot.color(role);
    for (const time of spikes) {
      if (time >= area.x[0] && time <= area.x[1]) plot.context.fillRect(area.X(time) - 0.6, area.top - 1, 1.2, 9);
    }
  }

  /** The letter of a pinned state stands where its trace is far from the present one; each letter at its own time. */
  function namePin(pin, {symbol, role}, area, run) {
    const gaps = Array.from({length: 99}, (_, k) => {
      const time = area.x[0] + ((k + 1) / 100) * (area.x[1] - area.x[0]);
      const [pinned, present] = [valueAt(pin.run, symbol, time), valueAt(run, symbol, time)];
      return {gap: Math.abs(area.Y(pinned) - area.Y(present)), x: area.X(time), y: area.Y(pinned),
        above: pinned > present};
    });
    const most = Math.max(...gaps.map(({gap}) => gap || 0));
    if (most < 6) return;
    const far = gaps.filter(({gap}) => gap > 0.8 * most);
    const place = far[Math.floor(far.length * (0.3 + 0.2 * "ABC".indexOf(pin.letter)))];
    plot.text(place.x, place.y + (place.above ? -5 : 14), pin.letter,
      {role, align: "middle", weight: "700", size: "13"});
  }

  function nameAbove(traces, area, width) {
    const rows = keyRows(traces.map(({symbol}) => symbol), width);
    rows.forEach((row, k) => row.forEach(({symbol, x}) => {
      const {role, name} = traces.find((trace) => trace.symbol === symbol);
      const y = area.top - 9 - 18 * (rows.length - 1 - k);
      sample(x, y - 4, role);
      plot.text(x + 23, y, name, {role, size: "13"});
    }));
  }

  function nameAtEnd(traces, area, run) {
    const ends = traces.map(({symbol}) => heightAt(area, run, symbol, area.x[1]));
    const lines = traces.map(({name}) => wrapLabel(name, plot.width - area.right - 30));
    const most = Math.max(...lines.map((each) => each.length));
    const places = spread(ends, 3 + 15 * most, area.top + 4, area.bottom - 15 * (most - 1));
    traces.forEach(({role}, i) => {
      sample(area.right + 7, places[i], role);
      lines[i].forEach((line, k) => plot.text(area.right + 30, places[i] + 4.5 + 15 * k, line, {role, size: "13"}));
    });
  }

  /** Where a trace is at a time, within the area; at its bottom where there is nothing yet. */
  function heightAt(area, run, symbol, time) {
    const value = valueAt(run, symbol, time);
    return Number.isFinite(value) ? Math.min(area.bottom, Math.max(area.top, area.Y(value))) : area.bottom;
  }

  function fillBelow(area, run, {symbol, role}) {
    const points = pointsOf(run, symbol, area);
    if (!points.t.length) return;
    const {context} = plot;
    const ground = area.Y(Math.max(0, area.y[0]));
    context.beginPath();
    context.moveTo(area.X(points.t[0]), ground);
    points.t.forEach((t, i) => context.lineTo(area.X(t), area.Y(points.y[i])));
    context.lineTo(area.X(points.t.at(-1)), ground);
    context.fillStyle = plot.color(role);
    context.globalAlpha = 0.16;
    context.fill();
    context.globalAlpha = 1;
  }

  function sample(x, y, role) {
    const {context} = plot;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 17, y);
    context.strokeStyle = plot.color(role);
    context.lineWidth = role === "projection" ? 2.25 : 1.75;
    context.setLineDash(dashOf(role));
    context.stroke();
    context.setLineDash([]);
  }

  function valueAt(run, symbol, time) {
    const i = Math.min(run.t.length - 1, firstIndexAt(run.t, time));
    return i >= 0 ? run.column(symbol)[i] : NaN;
  }

  /** A line at the time that is read, with each trace's value beside its dot. */
  function drawCursor({run, colors}) {
    const x = areas[0].X(cursor);
    const right = x < areas[0].right - 90;
    const align = right ? "start" : "end";
    plot.context.globalAlpha = 0.5;
    plot.rule(x, areas[0].top - 4, x, areas.at(-1).bottom, "ink");
    plot.context.globalAlpha = 1;
    options.panels.forEach((panel, k) => {
      const shown = Object.entries(panel.show);
      const heights = shown.map(([symbol]) => heightAt(areas[k], run, symbol, cursor));
      const places = spread(heights, 15, areas[k].top + 16, areas[k].bottom + 2);
      shown.forEach(([symbol, role], i) => {
        drawDot(plot, x, heights[i], {role: role in colors ? role : "ink", radius: 3.5});
        const words = formatQuantity(valueAt(run, symbol, cursor), unitOf(symbol));
        plot.text(x + (right ? 7 : -7), places[i] - 5, words, {role, align, weight: "600"});
      });
    });
    plot.text(x, areas[0].top - 9, `${formatNumber(cursor)} ${spec.model.time}`,
      {role: "ink", align: "middle", weight: "600"});
  }

  // A pointer reads values anywhere; the keyboard does it through a real slider that shows only while it has the focus.
  const reader = element("input", {
    type: "range", class: "painlab-reader", min: 0, max: 200, value: 0, "aria-label": t`Read the values at a time`,
    oninput: readByKey, onfocus: readByKey, onblur: () => read(null),
  });
  plot.node.append(reader);
  plot.node.addEventListener("pointermove", (event) => {
    if (!latest) return;
    const box = plot.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) * plot.width) / box.width;
    read(x < areas[0].left - 4 || x > areas[0].right + 4 ? null : areas[0].fromX(x));
  });
  for (const gone of ["pointerleave", "pointercancel"]) plot.node.addEventListener(gone, () => read(null));

  function readByKey() {
    if (!latest) return;
    const [from, to] = areas[0].x;
    read(from + (reader.valueAsNumber / 200) * (to - from));
    const symbols = options.panels.flatMap((panel) => Object.keys(panel.show));
    const values =
      symbols.map((symbol) =>
      `${nameOf(symbol)} ${formatQuantity(valueAt(latest.run, symbol, cursor), unitOf(symbol))}`);
    reader.setAttribute("aria-valuetext", t`at ${formatNumber(cursor)} ${spec.model.time}: ${values.join(", ")}`);
  }

  function read(time) {
    if (time === cursor) return;
    cursor = time;
    lab.redraw();
  }

  return {node: plot.node, draw, least, early: true, canvas: plot.canvas, names, title: t`Traces over time`};
}

function lineAt({at}, values) {
  return typeof at === "string" ? values[at] : at;
}
