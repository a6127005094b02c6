// What stills are drawn on: as much of a document as views ask for, and a canvas that writes SVG. No page loads this;
// it serves the engine that draws stills while a book is built.

const OFF = 0.5; // px that a line may pass beside the points that it leaves out
const WIDTHS = [[/[iljtf.,:;'|!()[\] ·I]/, 0.36], [/[mwMW%→←]/, 0.95], [/[A-Z–−0-9]/, 0.66]]; // of a letter's size
const USUAL = 0.6; // as in a wide type
const SIZE = 13; // px of letters whose width is asked

function widthOf(letter) {
  return (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? USUAL) * SIZE;
}

/** A number in tenths of a pixel, as short as it can be. */
function tenths(number) {
  return String(number / 10).replace(/^(-?)0\./, "$1.");
}

/** A place or a size, in px, as a path says it. */
function short(pixels) {
  return tenths(Math.round(10 * pixels));
}

/** The indices of the points that a line needs, so that it passes no other by more than OFF (Douglas and Peucker). */
export function pointsNeeded(points) {
  const kept = [0, points.length - 1];
  const open = [kept.slice()];
  while (open.length) {
    const [from, to] = open.pop();
    const [[ax, ay], [bx, by]] = [points[from], points[to]];
    const squared = (bx - ax) ** 2 + (by - ay) ** 2;
    let [most, at] = [OFF, -1];
    for (let i = from + 1; i < to; i += 1) {
      const [x, y] = points[i];
      const part = squared ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared : 0;
      const along = Math.min(1, Math.max(0, part));
      const apart = Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
      if (apart > most) [most, at] = [apart, i];
    }
    if (at < 0) continue;
    kept.push(at);
    open.push([from, at], [at, to]);
  }
  return [...new Set(kept)].sort((a, b) => a - b);
}

/** The text of a path that goes through points, from the first of them on. */
function lineText(points, closed) {
  let text = "";
  let before = null;
  for (const at of points.length > 2 ? pointsNeeded(points) : points.keys()) {
    const [x, y] = points[at].map((place) => Math.round(10 * place));
    const [dx, dy] = before ? [x - before[0], y - before[1]] : [x, y];
    if (before && !dx && !dy) continue;
    const second = tenths(dy);
    text += `${before ? "l" : "M"}${tenths(dx)}${second.startsWith("-") ? "" : " "}${second}`;
    before = [x, y];
  }
  return text + (closed ? "z" : "");
}

function circleText([x, y, radius]) {
  const r = short(radius), way = short(2 * radius);
  return `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 1 ${way} 0a${r} ${r} 0 1 1-${way} 0z`;
}

/** An element of the document: what views set of it is kept, what they ask is answered as if nobody were there. */
class PaperElement {
  constructor(tag) {
    Object.assign(this, {localName: tag, attributes: {}, children: [], style: {setProperty() {}}, dataset: {}});
    this.classList = {toggle() {}, add() {}, remove() {}};
    this.clientWidth = globalThis.paperWidth;
  }

  append(...nodes) { this.children.push(...nodes); }
  replaceChildren(...nodes) { this.children = nodes; }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  removeAttribute(name) { delete this.attributes[name]; }
  addEventListener() {}
  set textContent(text) { this.children = [text]; }
  get textContent() { return this.children.map((child) => child.textContent ?? child).join(""); }
}

/** A canvas in whose `marks` is what was drawn since it was cleared: {attributes, d, clip}, in their order. */
class PaperCanvas extends PaperElement {
  constructor() {
    super("canvas");
    Object.assign(this, {marks: [], kept: [], lines: [], circles: [], clipBox: null, dash: [], globalAlpha: 1,
      lineWidth: 1, fillStyle: "", strokeStyle: ""});
  }

  getContext() { return this; }
  setTransform() {}
  clearRect() { Object.assign(this, {marks: [], clipBox: null, globalAlpha: 1, dash: []}); }
  measureText(text) { return {width: Array.from(text, widthOf).reduce((sum, each) => sum + each, 0)}; }
  setLineDash(dash) { this.dash = dash; }

  save() {
    const {clipBox, dash, globalAlpha, lineWidth, fillStyle, strokeStyle} = this;
    this.kept.push({clipBox, dash, globalAlpha, lineWidth, fillStyle, strokeStyle});
  }

  restore() { Object.assign(this, this.kept.pop()); }
  beginPath() { Object.assign(this, {lines: [], circles: []}); }
  moveTo(x, y) { this.lines.push({points: [[x, y]], closed: false}); }

  lineTo(x, y) {
    if (this.lines.length) this.lines.at(-1).points.push([x, y]);
    else this.moveTo(x, y);
  }

  closePath() { this.lines.at(-1).closed = true; }

  rect(x, y, width, height) {
    this.lines.push({points: [[x, y], [x + width, y], [x + width, y + height], [x, y + height]], closed: true});
  }

  clip() {
    const {points: [[left, top], , [right, bottom]]} = this.lines[0];
    this.clipBox = [left, top, right, bottom];
  }

  arc(x, y, radius, from, to) {
    if (Math.abs(to - from) > 6.28) {
      this.circles.push([x, y, radius]);
      return;
    }
    const way = from > to ? to + 2 * Math.PI - from : to - from; // as the canvas goes: the way of the clock
    for (let k = 0; k <= 12; k += 1) {
      const angle = from + (way * k) / 12;
      this.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
  }

  fill() {
    if (this.lines.length) this.mark(`fill="${this.fillStyle}"${this.faint()}`, this.pathText());
    else if (this.circles.length) { // dots, which are shorter as the round ends of lines
      for (const [x, y, radius] of this.circles) {
        const look = `stroke="${this.fillStyle}" stroke-width="${short(2 * radius)}" stroke-linecap="round"`;
        this.mark(look + this.faint(), `M${short(x)} ${short(y)}h.01`);
      }
    }
  }

  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    const width = this.lineWidth === 1 ? "" : ` stroke-width="${this.lineWidth}"`;
    if (this.lines.length || this.circles.length)
      this.mark(`fill="none" stroke="${this.strokeStyle}"${width}${dash}${this.faint()}`, this.pathText());
  }

  fillRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.fill();
  }

  strokeRect(...box) {
    this.beginPath();
    this.rect(...box);
    this.stroke();
  }

  faint() { return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha.toFixed(2)}"` : ""; }

  pathText() {
    return this.lines.filter(({points}) => points.length > 1)
      .map(({points, closed}) => lineText(points, closed)).join("") + this.circles.map(circleText).join("");
  }

  /** Is all of the path within what may be seen, so that nothing is cut off? */
  isInside([left, top, right, bottom]) {
    const within = ([x, y]) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
    return !this.circles.length && this.lines.every(({points}) => points.every(within));
  }

  /** What looks alike and follows each other becomes one path. */
  mark(attributes, d) {
    if (!d) return;
    const clip = this.clipBox && !this.isInside(this.clipBox) ? this.clipBox.map(Math.round).join(" ") : null;
    const last = this.marks.at(-1);
    if (last?.attributes === attributes && last.clip === clip) last.d += d;
    else this.marks.push({attributes, d, clip});
  }
}

const waiting = []; // what was put off until the page has had its turn

/** Does all that was put off. */
export function takeTurns() {
  while (waiting.length) waiting.shift()();
}

/** Puts the document on the desk: from here on, what a view makes is `width` px wide and drawn on paper. */
export function layPaper(width) {
  const idle = class { observe() {} disconnect() {} };
  const make = (tag) => (tag === "canvas" ? new PaperCanvas() : new PaperElement(tag));
  Object.assign(globalThis, {
    paperWidth: width,
    document: {createElement: make, createElementNS: (_, tag) => make(tag), documentElement: make("html"),
      body: make("body")},
    getComputedStyle: () => ({getPropertyValue: (name) => `var(${name})`, fontSize: "16px"}),
    matchMedia: () => ({matches: true, addEventListener() {}}),
    MutationObserver: idle, IntersectionObserver: idle,
    ResizeObserver: class { constructor(call) { this.call = call; } observe() { this.call(); } },
    MessageChannel: class {
      constructor() {
        this.port1 = {close() {}};
        this.port2 = {postMessage: () => waiting.push(() => this.port1.onmessage())};
      }
    },
    clearTimeout() {},
    devicePixelRatio: 1,
  });
}

/** What was drawn on a plot, as SVG, with `label` for who cannot see it; ids begin with `stem`. "" for nothing. */
export function paperText({canvas, node, width, height}, label, stem) {
  if (!canvas.marks.length) return "";
  const clips = [...new Set(canvas.marks.map(({clip}) => clip).filter(Boolean))];
  const boxes = clips.map((clip, k) => {
    const [left, top, right, bottom] = clip.split(" ");
    const box = `x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"`;
    return `<clipPath id="${stem}-${k}"><rect ${box}/></clipPath>`;
  });
  const marks = canvas.marks.map(({attributes, d, clip}) => {
    const within = clip ? ` clip-path="url(#${stem}-${clips.indexOf(clip)})"` : "";
    return `<path ${attributes}${within} d="${d}"/>`;
  });
  const [words] = node.children.filter(({localName}) => localName === "svg");
  const texts = words.children.filter(({attributes}) => attributes.visibility === "visible").map((text) => {
    const {visibility, ...said} = text.attributes;
    const written = Object.entries(said).map(([name, value]) => `${name}="${value}"`).join(" ");
    return `<text ${written}>${escaped(text.textContent)}</text>`;
  });
  const look = `max-width:${Math.round(1.2 * width)}px;font-variant-numeric:lining-nums`;
  return `<svg class="still" viewBox="0 0 ${width} ${Math.round(height)}" role="img" aria-label="${escaped(label)}" `
    + `font-family="system-ui, sans-serif" stroke-linejoin="round" style="${look}">`
    + `${boxes.length ? `<defs>${boxes.join("")}</defs>` : ""}${marks.join("")}${texts.join("")}</svg>`;
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
