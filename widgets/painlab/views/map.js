// Two controls at once: each place of the map is one whole run of the model with the two controls there, marked
// by what it does. It fills up evenly, from every fourth row to all of them, and a place that is not computed yet is
// empty. The ring is the present state; arrow keys, mouse and finger move it, which moves the two controls.
//
// {"kind": "map", "x": "gNa", "y": "gK", "columns": 33, "rows": 33, "read": "count", "level": 3,
//  "kinds": [{"below": 1, "label": "silent", "mark": "dot"},
//    {"below": 5, "label": "a few, then silence", "mark": "stroke"}, {"label": "goes on", "mark": "full"}]}
// A place is of the first kind whose `below` its read-out is under; marks: dot, stroke, full.
import {element} from "../page/elements.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {drawDot, drawXAxis, drawYAxis, makeArea, makePlot, wrapLabel} from "./plot.js";
import {t} from "../page/words.js";

export const TAB = t`map`;

const BESIDE = 120; // px that the key needs beside the map
const MAPS = 6; // maps of other states that are remembered

/**
 * The places [column, row] of a map in the order in which they are computed: every fourth, every second,
 * all; row by row.
 */
export function mapOrder(columns, rows) {
  const order = [];
  for (const stride of [4, 2, 1]) {
    for (let j = 0; j < rows; j += stride) {
      for (let i = 0; i < columns; i += stride) {
        if (stride === 4 || i % (2 * stride) || j % (2 * stride)) order.push([i, j]);
      }
    }
  }
  return order;
}

/** The index of the first kind that a read-out belongs to. */
export function kindOf(kinds, value) {
  return kinds.findIndex(({below}) => below === undefined || value < below);
}

export function makeMapView(options, lab, key) {
  const {spec} = lab;
  const plot = makePlot();
  const words = element("p", {class: "painlab-small"});
  const [xControl, yControl] = [options.x, options.y]
    .map((symbol) => spec.controls.find((control) => control.symbol === symbol));
  const {columns, rows, kinds} = options;
  const role = options.role ?? "projection";
  const order = mapOrder(columns, rows);
  const xs = Array.from({length: columns},
    (_, i) => xControl.low + (i / (columns - 1)) * (xControl.high - xControl.low));
  const ys = Array.from({length: rows}, (_, j) => yControl.low + (j / (rows - 1)) * (yControl.high - yControl.low));
  const known = new Map(); // maps by the state of the other controls, the latest last
  let area = null;
  let latest = null;
  let running = null;

  const hand = element("div", {
    class: "painlab-hand", tabindex: 0, role: "application",
      "aria-label": t`Map of ${xControl.label} and ${yControl.label}; the arrow keys move both controls`,
    onkeydown: onKey, onclick: onPoint, onpointermove: onPoint,
  });
  plot.node.append(hand);
  

  const stateOf = (values) => JSON.stringify({...values, [options.x]: null, [options.y]: null});
  const nameOf = ({label, unit}) => `${label}${unit ? ` (${unit})` : ""}`;

  function mapFor(values) {
    const state = stateOf(values);
    const map = known.get(state) ?? {state, readings: new Float64Array(columns * rows).fill(NaN), done: 0};
    known.delete(state);
    known.set(state, map);
    if (known.size > MAPS) known.delete(known.keys().next().value);
    return map;
  }

  /** Computed only while it is shown, in the worker; a map that was left goes on where it stopped. */
  function update(picture) {
    latest = picture;
    const map = mapFor(picture.values);
    if (running === map) return;
    running = map;
    const left = order.slice(map.done);
    const states = left.map(([i, j]) => ({...picture.values, [options.x]: xs[i], [options.y]: ys[j]}));
    lab.sweeper.sweep(key, states, options.read, (points) => {
      for (const [k, value] of points) {
        const [i, j] = left[k];
        map.readings[j * columns + i] = value;
        map.done += 1;
      }
      if (latest) draw(latest);
    });
  }

  function draw(picture) {
    latest = picture;
    const {width, narrow, values, pins, complete, run} = picture;
    const map = mapFor(values);
    const side = Math.min(width - 46 - BESIDE, 1.25 * (picture.height - 72));
    area = makeArea({
      left: 46, top: 30, width: side, height: picture.height - 72, x: [xControl.low, xControl.high],
        y: [yControl.low, yControl.high],
    });
    plot.begin(width, area.bottom + 42, picture.colors);
    drawYAxis(plot, area, nameOf(yControl));
    drawXAxis(plot, area, nameOf(xControl));
    drawPlaces(map);
    nameKinds();
    const at = (state) => [area.X(state[options.x]), area.Y(state[options.y])];
    for (const pin of pins) {
      const [x, y] = at(pin.values);
      drawDot(plot, x, y, {role: "ink", radius: 4, hollow: true});
      plot.text(x + 8, y - 6, pin.letter, {role: "ink", weight: "700", size: "13"});
    }
    drawRing(...at(values));
    const far = narrow ? "" : t` ${map.done} of ${order.length}`;
    if (map.done < order.length) plot.text(area.right - 4, area.top + 14, t`updating …${far}`, {align: "end"});
    plot.end();
    const [across, down] = [(px) => `${(100 * px) / width}%`, (px) => `${(100 * px) / plot.height}%`];
    Object.assign(hand.style, {left: across(area.left), width: across(area.width), top: down(area.top),
      height: down(area.height)});
    if (complete) say(map, values, run);
  }

  function drawPlaces(map) {
    const {context} = plot;
    const [wide, high] = [area.width / (columns - 1), area.height / (rows - 1)];
    context.save();
    context.beginPath();
    context.rect(area.left, area.top, area.width, area.height);
    context.clip();
    context.fillStyle = context.strokeStyle = plot.color(role);
    context.lineWidth = 1;
    context.setLineDash([]);
    for (const [i, j] of order.slice(0, map.done)) {
      const {mark} = kinds[kindOf(kinds, map.readings[j * columns + i])];
      const [x, y] = [area.X(xs[i]), area.Y(ys[j])];
      if (mark === "full") {
        context.globalAlpha = 0.55;
        context.fillRect(x - wide / 2, y - high / 2, wide, high);
      } else if (mark === "stroke") {
        context.globalAlpha = 0.2;
        context.fillRect(x - wide / 2, y - high / 2, wide, high);
        context.globalAlpha = 1;
        context.beginPath();
        context.moveTo(x - wide / 2, y + high / 2);
        context.lineTo(x + wide / 2, y - high / 2);
        context.stroke();
      } else {
        context.globalAlpha = 0.8;
        context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
      }
    }
    context.restore();
    context.globalAlpha = 1;
  }

  /** A key of the marks beside the map. */
  function nameKinds() {
    const {context} = plot;
    const x = area.right + 20;
    let y = area.top + 14;
    kinds.forEach(({label, mark}) => {
      context.fillStyle = context.strokeStyle = plot.color(role);
      context.globalAlpha = {full: 0.55, stroke: 0.2, dot: 0}[mark];
      context.fillRect(x, y - 10, 14, 14);
      context.globalAlpha = 1;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y - 9.5, 13, 13);
      context.beginPath();
      if (mark === "stroke") { context.moveTo(x, y + 4); context.lineTo(x + 14, y - 10); context.stroke(); }
      if (mark === "dot") context.fillRect(x + 6, y - 4, 2, 2);
      const lines = wrapLabel(label, plot.width - x - 20);
      lines.forEach((line, i) => plot.text(x + 20, y + 2 + 15 * i, line, {role: "ink", size: "13"}));
      y += Math.max(40, 15 * lines.length + 12);
    });
  }

  function drawRing(x, y) {
    const {context} = plot;
    for (const [role, wide] of [["paper", 5], ["ink", 2]]) {
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
      context.strokeStyle = plot.color(role);
      context.lineWidth = wide;
      context.stroke();
    }
  }

  function say(map, values, run) {
    const here = kinds[kindOf(kinds, run.readouts[options.read])];
    const counts = kinds.map((_, k) => order.slice(0, map.done)
      .filter(([i, j]) => kindOf(kinds, map.readings[j * columns + i]) === k).length);
    const share = map.done === order.length
      ? t` Of the map: ${kinds.map(({label}, k) => `${label} ${Math.round((100 * counts[k]) / map.done)}%`).join(", ")}.` : "";
    const at = [xControl, yControl].map(({symbol, label, unit}) => `${label} ${formatQuantity(values[symbol], unit)}`)
      .join(", ");
    const text = t`Ring: ${at}: ${here?.label ?? "–"} (${formatNumber(run.readouts[options.read])}).${share}`;
    if (words.textContent !== text) words.textContent = text;
  }

  function moveTo(x, y) {
    const on = ({low, high, step}, value) =>
      Number(Math.min(high, Math.max(low, low + Math.round((value - low) / step) * step)).toPrecision(12));
    lab.change({[options.x]: on(xControl, x), [options.y]: on(yControl, y)});
  }

  function onKey(event) {
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
    if (!way || !latest) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 : 1;
    moveTo(latest.values[options.x] + far * way[0] * xControl.step,
      latest.values[options.y] + far * way[1] * yControl.step);
  }

  function onPoint(event) {
    if (!area || (event.type === "pointermove" && !(event.buttons & 1))) return;
    const box = hand.getBoundingClientRect();
    const part = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
    moveTo(...[xControl, yControl].map(({low, high}, k) => low + part[k] * (high - low)));
  }

  return {node: plot.node, under: words, draw, update, canvas: plot.canvas,
    title: t`What the model does at each ${xControl.label} and ${yControl.label}`};
}
