// Drawing that every view shares: data on a canvas, words and ticks on an SVG above it.
import {element, svgElement} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {COLORS} from "../page/palette.js";
import {ticks, logTicks} from "./scales.js";
import {t} from "../page/words.js";

const DASHES = {touch: [7, 3], inhibition: [2, 2.5], descending: [9, 3, 2, 3], treatment: [12, 4], muted: [3, 3]};

export function dashOf(role) {
  return DASHES[role] ?? [];
}

/** {role: color} as the surroundings of this element define them now. */
export function readColors(node) {
  const style = getComputedStyle(node);
  return Object.fromEntries(COLORS.map((role) => [role, style.getPropertyValue(`--${role}`).trim() || "#777"]));
}

/**
 * Calls back when the page's colors change: its own switch, JupyterLab's, the system's. Returns the
 * function that ends it.
 */
export function watchColors(onChange) {
  const theme = new MutationObserver(onChange);
  theme.observe(document.documentElement, {attributes: true, attributeFilter: ["data-theme", "data-mode", "class"]});
  theme.observe(document.body, {attributes: true, attributeFilter: ["data-jp-theme-light", "class"]});
  const media = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  media.forEach((each) => each.addEventListener("change", onChange));
  const stopRatio = watchPixelRatio(onChange);
  return () => {
    stopRatio();
    theme.disconnect();
    media.forEach((each) => each.removeEventListener("change", onChange));
  };
}

/** Calls back when the window has moved to a screen of another pixel ratio, each time; returns what stops it. */
function watchPixelRatio(onChange) {
  let media = null;
  const moved = () => {
    watch();
    onChange();
  };
  function watch() {
    media?.removeEventListener("change", moved);
    media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    media.addEventListener("change", moved);
  }
  watch();
  return () => media.removeEventListener("change", moved);
}

export const NARROW = 560; // px: below, names of traces stand above their panel instead of at their right end

/** Room for the longest name at the right of the data: the same for all views of a lab, so that their axes line up. */
export function rightMargin(names, width) {
  return width < NARROW ? 12 : Math.min(0.34 * width, Math.max(40, 36 + Math.max(0, ...names.map(textWidth))));
}

const KEPT = 500; // widths of labels; those of numbers that move are soon of no use
const measured = new Map();
let ruler = null;
/** Width in px of a label of 13 px. */
export function textWidth(string) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!measured.has(string)) {
    if (measured.size > KEPT) measured.clear();
    ruler.font = "13px system-ui, sans-serif";
    measured.set(string, ruler.measureText(string).width);
  }
  return measured.get(string);
}

/** A label in as many lines as it needs to be no wider than `width`. */
export function wrapLabel(string, width) {
  const lines = [];
  for (const word of string.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const USUAL = 16; // px of the letters that every size here is meant for
const LEAST = [300, 170]; // px that a picture is wide and high, at least, however large its letters
const WIDEST = 9; // px of a letter, at most: only what could reach over an edge is measured
let letters = 1;

/** Reads how many times larger than usual the reader wants letters. */
export function readLetters() {
  letters = Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL);
  return letters;
}

/** How many times larger a picture of this size, in px, is drawn: as letters are, as far as it has the room. */
export function enlarged(width, height, least = LEAST[1]) {
  return Math.max(1, Math.min(letters, width / LEAST[0], height / least));
}

/** A canvas with words above it. Call begin(), draw, then end(); text nodes are reused from frame to frame. */
export function makePlot() {
  const canvas = element("canvas", {role: "img", "aria-label": t`not drawn yet`});
  const words = svgElement("svg", {class: "painlab-words", "aria-hidden": "true"});
  const node = element("div", {class: "painlab-plot"}, canvas, words);
  const context = canvas.getContext("2d");
  const pool = [];
  let used = 0;
  let colors = {};
  let width = 0;
  let height = 0;

  /** Takes over size and colors and clears the canvas. Costs no layout when nothing changed. */
  function begin(newWidth, newHeight, newColors) {
    colors = newColors;
    const ratio = Math.min(3, (globalThis.devicePixelRatio || 1) * letters);
    if (newWidth !== width || newHeight !== height || canvas.width !== Math.round(newWidth * ratio)) {
      [width, height] = [newWidth, newHeight];
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.aspectRatio = `${width} / ${height}`;
      words.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    used = 0;
  }

  /**
   * One piece of text; `role` colors it, `align` is start, middle or end. It stays in the plot, set closer if it must.
   */
  function text(x, y, string, {role = "muted", align = "start", weight = "400", size = "12", halo = true} = {}) {
    let entry = pool[used];
    if (!entry) {
      entry = {node: svgElement("text"), set: {}};
      words.append(entry.node);
      pool.push(entry);
    }
    used += 1;
    const [at, closer] = within(x, string, align, Number(size) / 13);
    write(entry, {
      x: at.toFixed(1), y: y.toFixed(1), "text-anchor": align, "font-weight": weight, "font-size": size,
      fill: `var(--${role})`, visibility: "visible", "stroke-width": halo ? "3" : "0",
      textLength: closer, lengthAdjust: closer && "spacingAndGlyphs",
    });
    if (entry.string !== string) entry.node.textContent = entry.string = string;
  }

  /**
   * Where a text begins, is centered or ends so that it stays in the plot; and its length where the plot is shorter.
   */
  function within(x, string, align, scale) {
    const part = {start: 0, middle: 0.5, end: 1}[align];
    const inside = (wide) => x - part * wide >= 0 && x + (1 - part) * wide <= width;
    if (inside(WIDEST * string.length)) return [x, null];
    const wide = scale * textWidth(string);
    if (wide > width) return [part * width, width.toFixed(1)];
    return [Math.min(width - (1 - part) * wide, Math.max(part * wide, x)), null];
  }

  function write(entry, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if ((entry.set[name] ?? null) === value) continue;
      entry.set[name] = value;
      if (value === null) entry.node.removeAttribute(name);
      else entry.node.setAttribute(name, value);
    }
  }

  function rule(x1, y1, x2, y2, role = "rule") {
    context.fillStyle = colors[role];
    context.fillRect(Math.round(x1), Math.round(y1), Math.max(1, Math.round(x2 - x1)),
      Math.max(1, Math.round(y2 - y1)));
  }

  function end() {
    for (const entry of pool.slice(used)) write(entry, {visibility: "hidden"});
  }

  return {
    node, canvas, context, begin, end, text, rule,
    color: (role) => colors[role] ?? colors.ink,
    get width() { return width; },
    get height() { return height; },
  };
}

/** A rectangle of the plot with its two scales. `log` makes the x axis logarithmic. */
export function makeArea({left, top, width, height, x, y, log = false}) {
  const along = log ? (v) => Math.log(v / x[0]) / Math.log(x[1] / x[0]) : (v) => (v - x[0]) / (x[1] - x[0]);
  return {
    left, top, width, height, x, y, log,
    right: left + width,
    bottom: top + height,
    X: (v) => left + along(v) * width,
    Y: (v) => top + height - ((v - y[0]) / (y[1] - y[0])) * height,
    fromX: (pixel) => {
      const part = Math.min(1, Math.max(0, (pixel - left) / width));
      return log ? x[0] * (x[1] / x[0]) ** part : x[0] + part * (x[1] - x[0]);
    },
  };
}

const LINE = 13; // px that a number on an axis needs

/** Numbers and faint rules on the left, as far apart as they are high; the axis's name above them. */
export function drawYAxis(plot, area, name, count = Math.max(2, Math.round(area.height / 46))) {
  const all = ticks(area.y[0], area.y[1], count);
  const every = all.length > 1 ? Math.ceil(LINE / Math.abs(area.Y(all[0]) - area.Y(all[1]))) : 1;
  for (const tick of all.filter((_, i) => i % every === 0)) {
    const y = area.Y(tick);
    plot.rule(area.left, y, area.right, y);
    plot.text(area.left - 7, y + 4.5, formatNumber(tick), {align: "end"});
  }
  if (name) plot.text(area.left, area.top - 9, name, {role: "ink", size: "13"});
}

/** Numbers and short marks below (those to `keep`); the axis's name under its right end. */
export function drawXAxis(plot, area, name, keep = () => true) {
  const [low, high] = area.x;
  const count = Math.max(2, Math.min(8, Math.round(area.width / 80)));
  let all = area.log ? logTicks(low, high) : ticks(low, high, count);
  for (let fewer = count - 1; fewer > 1 && !area.log && areCrowded(all, area); fewer -= 1) {
    all = ticks(low, high, fewer);
  }
  plot.rule(area.left, area.bottom, area.right, area.bottom, "muted");
  for (const tick of all.filter(keep)) {
    const x = area.X(tick);
    plot.rule(x, area.bottom, x, area.bottom + 5, "muted");
    plot.text(x, area.bottom + 18, formatNumber(tick), {align: "middle"});
  }
  if (name) plot.text(area.right, area.bottom + 35, name, {role: "ink", align: "end", size: "13"});
}

/** Numbers below an axis that stand closer than one and a half digits to one another. */
function areCrowded(all, area) {
  const widest = Math.max(...all.map((tick) => textWidth(formatNumber(tick))));
  return all.length > 1 && area.X(all[1]) - area.X(all[0]) < widest + 12;
}

/** "time (ms)"; a map counts trials instead. */
export function timeName({model: {time}}) {
  return /^trial/.test(time) ? time : t`time (${time})`;
}

/** A line through the points of two arrays, from the `first` on, clipped to the area. */
export function strokeLine(plot, area, xs, ys, {role, width = 1.75, dash = dashOf(role), alpha = 1, first = 0}) {
  const {context} = plot;
  context.save();
  context.beginPath();
  context.rect(area.left, area.top - 2, area.width, area.height + 4);
  context.clip();
  context.beginPath();
  for (let i = first; i < xs.length; i += 1) context.lineTo(area.X(xs[i]), area.Y(ys[i]));
  context.strokeStyle = plot.color(role);
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.setLineDash(dash);
  context.stroke();
  context.restore();
}

export function drawDot(plot, x, y, {role, radius = 4, hollow = false, alpha = 1}) {
  const {context} = plot;
  context.globalAlpha = alpha;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = hollow ? plot.color("paper") : plot.color(role);
  context.fill();
  if (hollow) {
    context.strokeStyle = plot.color(role);
    context.lineWidth = 1.5;
    context.setLineDash([]);
    context.stroke();
  }
  context.globalAlpha = 1;
}
