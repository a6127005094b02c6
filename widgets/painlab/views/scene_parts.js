// A drawing whose parts are moved by the run. It is one SVG text, spec.scene; what moves a part is written on the part.
//
// {"kind": "scene", "drawing": "gate"}. On a part, data-RULE="QUANTITY …"; a quantity is a symbol, a read-out, t, a
// number, or a sum of them, each with a number before it (V-E_inh, 100-80*distance):
//   opacity, move-x, move-y, turn, size, wide, tall   "P 0:0.1 50:1": 0.1 where P is 0, 1 where it is 50 or more
//   sway, swing       "fA every 12 by 20": to and fro by 20 px or degrees, once for every 12 of the integral of fA
//   leaving, arriving "P takes 0.2 from 30": an impulse for each event of P leaves (reaches the end of) this path, 0.2
//                     on its way, which begins at 30 % of the path
//   flash, beat       "P for 0.05 least 0.2 by 10": bright (moved down by 10 px) at each event, then fading
//   front             "for 1.5": where a chain of compartments has fired within the last 1.5
//   text              "t 0:0 1000:1 digits 2", or "spikes since volley": how many came after the last volley
// `lead 0.1` reads a quantity 0.1 later, `over 40` its mean over the last 40. Events are those of `spikes`, of a train,
// of a number (one at that time) or of a rate.
// On the root: data-from, data-to, data-at ("peak P" or a quantity: the moment of the still picture), data-speed,
// data-then (from when on it goes faster), data-sound (whose events are heard), data-tap (the control that a tapped
// rhythm sets), data-rub ("fA 8": the control that rubbing the drawing sets, 8 for a stroke to and fro a second).
// <title> is the line under the drawing, <desc> what it shows in words.
import {formatNumber} from "../shared/numbers.js";
import {firstIndexAt, rememberFor} from "./scales.js";
import {RULES} from "../shared/scene_rules.js";
import {niceSpeed} from "./tempo.js";

const FAR = 400; // beyond the end of any path, whose length counts as 100

/** The terms of a sum: "V-2*E_inh" → [[1, "V"], [-2, "E_inh"]]. */
export function readQuantity(text) {
  const terms = [...text.matchAll(/([+-]?)(?:(\d+(?:\.\d+)?)\*)?(?:([A-Za-z_]\w*(?:@[\d.]+)?)|(\d+(?:\.\d+)?))/g)];
  return terms.map(([, sign, times, symbol, number]) => [Number(`${sign}${times ?? 1}`), symbol ?? Number(number)]);
}

/** "P 0:0.1 50:1 lead 0.1" → {of: terms, points: [[0, 0.1], [50, 1]], lead: terms}. */
export function readRule(text) {
  const words = text.trim().split(/\s+/);
  const rule = {points: []};
  if (!/^(for|takes|every)$/.test(words[0])) rule.of = readQuantity(rule.source = words.shift());
  while (words.length) {
    const word = words.shift();
    if (word.includes(":")) rule.points.push(word.split(":").map(Number));
    else rule[word] = readQuantity(words.shift());
  }
  return rule;
}

/** What a scene's text says: the rules of each part that moves, in the document's order, and its root's. */
export function readScene(text) {
  const data = (tag) => [...tag.matchAll(/\sdata-([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const [root, ...tags] = (text.match(/<\w[^>]*>/g) ?? []).map(data);
  const rules = tags.map((said) => said.filter(([name]) => RULES.includes(name)));
  const parts = rules.map((said) => said.map(([name, rule]) => [name, readRule(rule)]));
  return {
    root: Object.fromEntries(root), parts: parts.filter((rules) => rules.length),
    title: wordsIn(text, "title"), about: wordsIn(text, "desc"),
  };
}

function wordsIn(text, tag) {
  return text.match(new RegExp(`<${tag}>([^]*?)</${tag}>`))?.[1].trim() ?? "";
}

/** A number on the broken line through points; the ends go on level. */
export function onLine(points, x) {
  if (!points.length) return x;
  const next = points.findIndex(([at]) => x <= at);
  if (next === 0) return points[0][1];
  if (next < 0) return points.at(-1)[1];
  const [[a, from], [b, to]] = [points[next - 1], points[next]];
  return from + ((to - from) * (x - a)) / (b - a);
}

/** The times at which the integral of a rate passes one half, one and a half, …; `second`: a second in units of t. */
export function eventsOfRate(t, rate, second = 1) {
  const times = [];
  let total = 0.5;
  for (let i = 1; i < t.length; i += 1) {
    const added = (Math.max(0, rate[i - 1]) * (t[i] - t[i - 1])) / second;
    for (let k = 1; total + added >= k; k += 1) times.push(t[i - 1] + ((t[i] - t[i - 1]) * (k - total)) / added);
    total = (total + added) % 1;
  }
  return times;
}

/** Symbols that a run has a column of, over time or trials. */
function columnsOf(meta, run) {
  if (meta.method === "closed" || meta.method === "population") return []; // its rows are people
  if (meta.method === "chain") return meta.sites.map((site) => `${meta.membrane}@${site}`);
  return [...meta.states, ...meta.helpers, ...Object.keys(run.courses ?? {})];
}

/** What a scene may ask of a run: a quantity at a time, its integral, the times of its events. */
export function makeReader(code, run, values) {
  const {meta} = code, {second} = meta;
  const known = {...code.scope(values), ...run.readouts};
  const moving = new Set(columnsOf(meta, run));
  const rowAt = (t) => { // the last row that has come
    const next = firstIndexAt(run.t, t);
    return Math.max(0, run.t[next] === t ? next : next - 1);
  };
  const of = (symbol, t) => {
    if (typeof symbol === "number") return symbol;
    if (symbol === "t") return meta.method === "map" ? run.t[rowAt(t)] : t; // trials are whole
    return moving.has(symbol) ? run.column(symbol)[rowAt(t)] : known[symbol];
  };
  const value = (terms, t) => terms.reduce((sum, [factor, symbol]) => sum + factor * of(symbol, t), 0);
  const integral = (symbol) => rememberFor(run, `integral ${symbol}`, () => {
    const column = run.column(symbol);
    const sums = new Float64Array(column.length);
    const {t} = run;
    for (let i = 1; i < sums.length; i += 1) sums[i] = sums[i - 1] + (column[i - 1] * (t[i] - t[i - 1])) / second;
    return sums;
  });
  const total = (symbol, t) => {
    if (!moving.has(symbol)) return (of(symbol, t) * t) / second;
    const row = rowAt(t);
    return integral(symbol)[row] + (run.column(symbol)[row] * (t - run.t[row])) / second;
  };
  return {
    run, meta, second, value, total,
    mean(terms, t, over) {
      const within = (symbol) => ((total(symbol, t) - total(symbol, t - over)) * second) / over;
      return terms.reduce((sum, [factor, symbol]) => sum + factor * within(symbol), 0);
    },
    events(source) {
      if (source === "spikes") return run.spikes;
      if (source in meta.trains) return run.starts(source);
      if (!moving.has(source)) return [value(readQuantity(source), 0)];
      return rememberFor(run, `events ${source}`, () => eventsOfRate(run.t, run.column(source), second));
    },
  };
}

/** Where dots stand along a path of length 100, and dashes that have a length, as attributes of its stroke. */
export function dashes(spans) {
  if (!spans.length) return {"stroke-dasharray": `0.01 ${FAR}`, "stroke-dashoffset": `${-FAR / 2}`};
  const pieces = spans.map(([from, to], i) => {
    const next = spans[i + 1]?.[0] ?? to + FAR;
    return `${Math.max(0.01, to - from).toFixed(2)} ${Math.max(0.01, next - to).toFixed(2)}`;
  });
  return {"stroke-dasharray": pieces.join(" "), "stroke-dashoffset": (-spans[0][0]).toFixed(2)};
}

function impulses(rule, reader, t, arriving) {
  const takes = reader.value(rule.takes, t);
  const start = arriving ? t : t - takes; // the first event whose impulse is still on its way
  const times = reader.events(rule.source);
  const from = rule.from ? reader.value(rule.from, t) : 0;
  const places = [];
  for (let i = firstIndexAt(times, start); i < times.length && times[i] <= start + takes; i += 1) {
    places.push(from + ((100 - from) * (t - times[i] + (arriving ? takes : 0))) / takes);
  }
  return dashes(places.reverse().map((place) => [place, place]));
}

function litSpans(run, span, t) {
  const spans = [];
  for (let k = 0; k < (run.size ?? 0); k += 1) {
    const times = run.spikesIn(k);
    const last = times[firstIndexAt(times, t) - 1];
    if (!(t - last < span)) continue;
    if (spans.length && spans.at(-1)[1] === k) spans.at(-1)[1] = k + 1;
    else spans.push([k, k + 1]);
  }
  return spans.map((ends) => ends.map((k) => (100 * k) / run.size));
}

const TURNS = {
  "move-x": (x) => `translate(${x} 0)`, "move-y": (y) => `translate(0 ${y})`, turn: (a) => `rotate(${a})`,
  size: (s) => `scale(${s})`, wide: (s) => `scale(${s} 1)`, tall: (s) => `scale(1 ${s})`,
  sway: (x) => `translate(${x} 0)`, swing: (a) => `rotate(${a})`, beat: (y) => `translate(0 ${y})`,
};

/** The attributes of one part at a time; `text` is its content. */
export function attributesOf(rules, reader, time) {
  const attributes = {};
  for (const [name, rule] of rules) {
    const t = time + (rule.lead ? reader.value(rule.lead, time) : 0);
    const give = (word) => reader.value(rule[word], t);
    const arriving = name === "arriving";
    if (name === "leaving" || arriving) Object.assign(attributes, impulses(rule, reader, t, arriving));
    else if (name === "front") Object.assign(attributes, dashes(litSpans(reader.run, give("for"), t)));
    else if (name === "text") attributes.text = formatNumber(numberShown(rule, reader, t), digitsOf(rule));
    else if (name === "flash")
      attributes.opacity = Math.max(rule.least?.[0][1] ?? 0, fading(rule, reader, t)).toFixed(2);
    else {
      const x = moved(name, rule, reader, t);
      if (!Number.isFinite(x)) continue;
      if (name === "opacity") attributes.opacity = x.toFixed(2);
      else attributes.transform = `${attributes.transform ?? ""}${TURNS[name](Number(x.toFixed(2)))}`;
    }
  }
  return attributes;
}

function numberShown(rule, reader, t) {
  return rule.since ? countSince(rule, reader, t) : moved("text", rule, reader, t);
}

function digitsOf({digits}) {
  return digits ? digits[0][1] : null;
}

/** How far a part is moved, turned or scaled, or the number it shows. */
function moved(name, rule, reader, t) {
  const give = (word) => reader.value(rule[word], t);
  if (name === "sway" || name === "swing") {
    return give("by") * Math.sin((2 * Math.PI * reader.total(rule.source, t)) / give("every"));
  }
  if (name === "beat") return give("by") * fading(rule, reader, t);
  return onLine(rule.points, rule.over ? reader.mean(rule.of, t, give("over")) : reader.value(rule.of, t));
}

/** 1 at an event, then fading. */
function fading(rule, reader, t) {
  const times = reader.events(rule.source);
  return Math.exp(((times[firstIndexAt(times, t) - 1] ?? -Infinity) - t) / reader.value(rule.for, t));
}

function countSince({source, since}, reader, t) {
  const from = reader.events(since[0][1]);
  const times = reader.events(source);
  return firstIndexAt(times, t) - firstIndexAt(times, from[firstIndexAt(from, t) - 1] ?? t);
}

/** From when to when a scene goes, the moment of its still, and how many seconds of the body pass in one of ours. */
export function clockOf({root}, reader) {
  const read = (name, otherwise) => (root[name] === undefined ? otherwise : reader.value(readQuantity(root[name]), 0));
  const {run, second} = reader;
  const from = read("from", 0);
  const to = Math.max(from, read("to", run.t.length ? run.t[run.t.length - 1] : 0));
  const peak = root.at?.match(/^peak (\w+)$/)?.[1];
  const highest = (column) => column.reduce((best, y, i) => (y > column[best] ? i : best), 0);
  const still = peak ? run.t[highest(run.column(peak))] : read("at", to);
  const then = read("then", to);
  const speed = root.speed ? Number(root.speed) : niceSpeed((then - from) / second / 6);
  return {from, to, still, speed, then, later: then < to ? niceSpeed((to - then) / second / 6) : speed};
}

/** The scene's text as it looks at a time: for print, and for pages without a script. */
export function stillScene(text, reader, time) {
  const {parts} = readScene(text);
  let k = 0;
  const moves = new RegExp(`\\sdata-(${RULES.join("|")})="`);
  const drawing = text.replace(/<(title|desc)>[^]*?<\/\1>/g, "");
  return drawing.replace(/<(?!svg)(\w+)([^>]*?)(\/?)>([^<]*)/g, (all, tag, rest, end, content) => {
    if (!moves.test(rest)) return all;
    const {text: said, ...attributes} = attributesOf(parts[k++], reader, time);
    const own = rest.match(/\stransform="([^"]*)"/)?.[1] ?? "";
    if (attributes.transform) attributes.transform = own + attributes.transform;
    if (attributes["stroke-dasharray"]) attributes.pathLength = 100;
    const replaced = ["data-[\\w-]+", ...Object.keys(attributes)].join("|");
    const plain = rest.replace(new RegExp(`\\s(?:${replaced})="[^"]*"`, "g"), "");
    const changed = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<${tag}${plain}${changed}${end}>${said ?? content}`;
  });
}
