// A drawing whose parts are moved by the run. The drawing is one SVG text, spec.scene; what moves a part is written on it.
//
// {"kind": "scene"}. On a part, data-RULE="QUANTITY …"; a quantity is a symbol, a read-out, t, a number, or a sum of them:
//   opacity, move-x, move-y, turn, size, wide, tall   "P 0:0.1 50:1": 0.1 where P is 0, 1 where it is 50 or more
//   sway, swing       "fA every 12 by 20": to and fro by 20 px or degrees, once for every 12 of the integral of fA
//   leaving, arriving "P takes 0.2": an impulse for each event of P leaves (reaches the end of) this path, 0.2 on its way
//   flash             "P for 0.05 least 0.2": bright at each event, then fading
//   front             "for 1.5": where a chain of compartments has fired within the last 1.5
//   text              "t 0:0 1000:1 digits 2"
// `lead 0.1` reads a quantity 0.1 later. Events are those of `spikes`, of a train, of a number (one at that time) or of a rate.
// On the root: data-from, data-to, data-at ("peak P" or a quantity: the moment of the still picture), data-speed, data-sound
// (whose events are heard), data-tap (the control that a tapped rhythm sets). <title> is the line under the drawing, <desc> what it shows in words.
import {button, element} from "../page/elements.js";
import {formatNumber} from "../page/numbers.js";
import {firstIndexAt, rememberFor} from "./plot.js";
import {makeSound} from "../page/sound.js";

// ---- pure ----

const VALUE_RULES = ["opacity", "move-x", "move-y", "turn", "size", "wide", "tall"];
const RULES = [...VALUE_RULES, "sway", "swing", "leaving", "arriving", "flash", "front", "text"];
const UNIT_SECONDS = {s: 1, ms: 0.001, min: 60, h: 3600};
const NICE_SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
const FAR = 400; // beyond the end of any path, whose length counts as 100

/** The terms of a sum: "V-E_inh" → [[1, "V"], [-1, "E_inh"]]. */
export function readQuantity(text) {
  const terms = [...text.matchAll(/([+-]?)(?:([A-Za-z_]\w*(?:@[\d.]+)?)|(\d+(?:\.\d+)?))/g)];
  return terms.map(([, sign, symbol, number]) => [sign === "-" ? -1 : 1, symbol ?? Number(number)]);
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

/** What a scene's text says: the rules of each part that moves, in the order of the document, and what stands on its root. */
export function readScene(text) {
  const attributes = (tag) => Object.fromEntries([...tag.matchAll(/\sdata-([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const [root, ...tags] = (text.match(/<\w[^>]*>/g) ?? []).map(attributes);
  const parts = tags.map((found) => Object.entries(found).filter(([name]) => RULES.includes(name)).map(([name, rule]) => [name, readRule(rule)]));
  return {root, parts: parts.filter((rules) => rules.length), title: wordsIn(text, "title"), about: wordsIn(text, "desc")};
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

/** What a scene may ask of a run: a quantity at a time, its integral, the times of its events. */
export function makeReader(code, run, values) {
  const {meta} = code;
  const known = {...code.scope(values), ...run.readouts};
  const people = meta.method === "closed" || meta.method === "population";
  const moving = new Set(people ? [] : [...meta.states, ...meta.helpers, ...meta.sites.map((site) => `${meta.membrane}@${site}`), ...Object.keys(run.schedules ?? {})]);
  const second = 1 / (UNIT_SECONDS[meta.time] ?? 1);
  const rowAt = (t) => Math.max(0, Math.min(run.t.length - 1, firstIndexAt(run.t, t)));
  const of = (symbol, t) => {
    if (typeof symbol === "number") return symbol;
    if (symbol === "t") return t;
    return moving.has(symbol) ? run.column(symbol)[rowAt(t)] : known[symbol];
  };
  const value = (terms, t) => terms.reduce((sum, [sign, symbol]) => sum + sign * of(symbol, t), 0);
  const integral = (symbol) => rememberFor(run, `integral ${symbol}`, () => {
    const column = run.column(symbol);
    const sums = new Float64Array(column.length);
    for (let i = 1; i < sums.length; i += 1) sums[i] = sums[i - 1] + (column[i - 1] * (run.t[i] - run.t[i - 1])) / second;
    return sums;
  });
  return {
    run, meta, second, value,
    total: (symbol, t) => (moving.has(symbol) ? integral(symbol)[rowAt(t)] : (of(symbol, t) * t) / second),
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
  const places = [];
  for (let i = firstIndexAt(times, start); i < times.length && times[i] <= start + takes; i += 1) {
    places.push((100 * (t - times[i] + (arriving ? takes : 0))) / takes);
  }
  return dashes(places.reverse().map((place) => [place, place]));
}

function litSpans(run, span, t) {
  const spans = [];
  for (let k = 0; k < (run.size ?? 0); k += 1) {
    const times = run.spikesAt(k);
    const last = times[firstIndexAt(times, t) - 1];
    if (!(t - last < span)) continue;
    if (spans.length && spans.at(-1)[1] === k) spans.at(-1)[1] = k + 1;
    else spans.push([k, k + 1]);
  }
  return spans.map((ends) => ends.map((k) => (100 * k) / run.size));
}

const TURNS = {
  "move-x": (x) => `translate(${x} 0)`, "move-y": (y) => `translate(0 ${y})`, turn: (a) => `rotate(${a})`, size: (s) => `scale(${s})`,
  wide: (s) => `scale(${s} 1)`, tall: (s) => `scale(1 ${s})`, sway: (x) => `translate(${x} 0)`, swing: (a) => `rotate(${a})`,
};

/** The attributes of one part at a time; `text` is its content. */
export function attributesOf(rules, reader, time) {
  const found = {};
  for (const [name, rule] of rules) {
    const t = time + (rule.lead ? reader.value(rule.lead, time) : 0);
    const give = (word) => reader.value(rule[word], t);
    if (name === "leaving" || name === "arriving") Object.assign(found, impulses(rule, reader, t, name === "arriving"));
    else if (name === "front") Object.assign(found, dashes(litSpans(reader.run, give("for"), t)));
    else if (name === "text") found.text = formatNumber(onLine(rule.points, reader.value(rule.of, t)), rule.digits?.[0][1] ?? null);
    else if (name === "flash") {
      const times = reader.events(rule.source);
      const since = t - (times[firstIndexAt(times, t) - 1] ?? -Infinity);
      found.opacity = Math.max(rule.least?.[0][1] ?? 0, Math.exp(-since / give("for"))).toFixed(2);
    } else {
      const swung = name === "sway" || name === "swing";
      const x = swung ? give("by") * Math.sin((2 * Math.PI * reader.total(rule.source, t)) / give("every")) : onLine(rule.points, reader.value(rule.of, t));
      if (!Number.isFinite(x)) continue;
      if (name === "opacity") found.opacity = x.toFixed(2);
      else found.transform = `${found.transform ?? ""}${TURNS[name](Number(x.toFixed(2)))}`;
    }
  }
  return found;
}

/** From when to when a scene goes, the moment of its still picture, and how many seconds of the body pass in one of ours. */
export function clockOf({root}, reader) {
  const read = (name, otherwise) => (root[name] === undefined ? otherwise : reader.value(readQuantity(root[name]), 0));
  const {run, second} = reader;
  const from = read("from", 0);
  const to = Math.max(from, read("to", run.t.length ? run.t[run.t.length - 1] : 0));
  const peak = root.at?.match(/^peak (\w+)$/)?.[1];
  const still = peak ? run.t[run.column(peak).reduce((best, y, i, column) => (y > column[best] ? i : best), 0)] : read("at", to);
  const speed = root.speed ? Number(root.speed) : niceSpeed((to - from) / second / 6);
  return {from, to, still, speed};
}

/** The nearest of 1, 2, 5, 10 … times and of their inverses. */
export function niceSpeed(speed) {
  const all = [...NICE_SPEEDS.map((n) => 1 / n), ...NICE_SPEEDS];
  return all.reduce((best, each) => (Math.abs(Math.log(each / speed)) < Math.abs(Math.log(best / speed)) ? each : best), 1);
}

export function speedInWords(speed) {
  if (speed === 1) return "real time";
  return speed < 1 ? `${formatNumber(1 / speed)} times slower` : `${formatNumber(speed)} times faster`;
}

/** The rate, a second, of a rhythm tapped at these times (ms): that of its last four gaps; null for less than two taps. */
export function rateOfTaps(times) {
  const last = times.slice(-5);
  return last.length < 2 ? null : (1000 * (last.length - 1)) / (last.at(-1) - last[0]);
}

/** The scene's text as it looks at a time: for print, and for pages without a script. */
export function stillScene(text, reader, time) {
  const {parts} = readScene(text);
  let k = 0;
  const moves = new RegExp(`\\sdata-(${RULES.join("|")})="`);
  return text.replace(/<(title|desc)>[^]*?<\/\1>/g, "").replace(/<(?!svg)(\w+)([^>]*?)(\/?)>([^<]*)/g, (all, tag, rest, end, content) => {
    if (!moves.test(rest)) return all;
    const {text: said, ...found} = attributesOf(parts[k++], reader, time);
    const own = rest.match(/\stransform="([^"]*)"/)?.[1] ?? "";
    if (found.transform) found.transform = own + found.transform;
    if (found["stroke-dasharray"]) found.pathLength = 100;
    const replaced = ["data-[\\w-]+", ...Object.keys(found)].join("|");
    const plain = rest.replace(new RegExp(`\\s(?:${replaced})="[^"]*"`, "g"), "");
    return `<${tag}${plain}${Object.entries(found).map(([name, value]) => ` ${name}="${value}"`).join("")}${end}>${said ?? content}`;
  });
}

// ---- the document ----

const SLIDER_PARTS = 1000; // of the slider
const HELD = 0.7; // seconds that the last moment stays before it begins again

export function makeSceneView(options, lab) {
  const {spec, code} = lab;
  const scene = readScene(spec.scene);
  const svg = document.importNode(new DOMParser().parseFromString(spec.scene, "image/svg+xml").documentElement, true);
  svg.querySelectorAll("title, desc").forEach((node) => node.remove());
  svg.setAttribute("class", "painlab-scene");
  svg.setAttribute("role", "img");
  const moves = RULES.map((name) => `[data-${name}]`).join();
  const parts = [...svg.querySelectorAll(moves)].map((node, i) => ({node, rules: scene.parts[i], own: node.getAttribute("transform") ?? "", shown: {}}));
  parts.filter(({rules}) => rules.some(([name]) => /leaving|arriving|front/.test(name))).forEach(({node}) => node.setAttribute("pathLength", 100));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const sound = makeSound();
  const play = button("Pause", () => { paused = !paused; run(); }, {class: "painlab-quiet"});
  const slider = element("input", {
    type: "range", min: 0, max: SLIDER_PARTS, step: 1, "aria-label": "Moment of the drawing", oninput: () => { paused = true; moveTo(slider.valueAsNumber / SLIDER_PARTS); },
  });
  const speeds = element("select", {"aria-label": "Speed of the drawing", onchange: () => { speed = Number(speeds.value); }});
  const tap = scene.root.tap ? button("Tap your own rhythm", tapped) : null;
  const node = element(
    "figure", {class: "painlab-body"}, svg,
    element("figcaption", {class: "painlab-small"}, scene.title),
    element("div", {class: "painlab-moves"}, play, element("div", {class: "painlab-slide"}, slider), speeds, sound.node, tap),
  );
  const taps = [];
  let reader = null;
  let clock = null;
  let time = null; // null: the telling moment
  let speed = null; // null: the scene's own
  let paused = false;
  let visible = false;
  let frame = 0;
  let before = 0;

  const look = new IntersectionObserver(([entry]) => { visible = entry.isIntersecting; run(); });
  look.observe(svg);
  calm.addEventListener("change", run);

  function draw({run: shown, before: last, values}) {
    const source = shown.done || !last ? shown : last;
    if (!source.t.length) return;
    reader = makeReader(code, source, values);
    clock = clockOf(scene, reader);
    offerSpeeds();
    if (!frame) run();
    show();
  }

  function show() {
    if (!reader) return;
    const now = Math.min(clock.to, Math.max(clock.from, time ?? clock.still));
    for (const part of parts) {
      for (const [name, value] of Object.entries(attributesOf(part.rules, reader, now))) {
        if (part.shown[name] === value) continue;
        part.shown[name] = value;
        if (name === "text") part.node.textContent = value;
        else part.node.setAttribute(name, name === "transform" ? part.own + value : value);
      }
    }
    const place = String(Math.round((SLIDER_PARTS * (now - clock.from)) / (clock.to - clock.from || 1)));
    if (slider.value !== place) slider.value = place;
    if (paused) slider.setAttribute("aria-valuetext", `${formatNumber(now)} ${spec.model.time}`);
  }

  function moveTo(part) {
    if (!clock) return;
    time = clock.from + part * (clock.to - clock.from);
    run();
    show();
  }

  /** Begins or ends the motion, as the reader, the page's place and the system's wish for calm say. */
  function run() {
    for (const moving of [play, speeds, sound.node]) moving.hidden = calm.matches;
    const words = paused ? "Play" : "Pause";
    if (play.textContent !== words) play.textContent = words;
    const going = reader && visible && !paused && !calm.matches && svg.isConnected;
    if (going === Boolean(frame)) return;
    cancelAnimationFrame(frame);
    frame = 0;
    sound.rest();
    if (!going) return;
    before = null;
    time ??= clock.from;
    frame = requestAnimationFrame(step);
  }

  function step(now) {
    frame = requestAnimationFrame(step);
    if (!svg.isConnected) return run();
    const rate = (speed ?? clock.speed) * reader.second; // of the run's time, a second of ours
    const passed = before === null ? 0 : Math.min(0.1, (now - before) / 1000);
    before = now;
    time += passed * rate;
    if (time > clock.to + HELD * rate) {
      time = clock.from;
      sound.rest();
    }
    if (scene.root.sound && sound.on) sound.play(reader.events(scene.root.sound), time, rate, clock.to);
    show();
  }

  function offerSpeeds() {
    const own = clock.speed;
    const long = (clock.to - clock.from) / reader.second;
    const choices = [...new Set([own, niceSpeed(own / 5), ...(long >= 0.3 && long <= 90 ? [1] : [niceSpeed(own * 5)])])].sort((a, b) => a - b);
    if (speeds.dataset.for === choices.join()) return;
    speeds.dataset.for = choices.join();
    speeds.replaceChildren(...choices.map((each) => element("option", {value: each}, speedInWords(each))));
    if (!choices.includes(speed)) speed = null;
    speeds.value = speed ?? own;
  }

  /** The control that is named on the scene follows the reader's own rhythm. */
  function tapped({timeStamp}) {
    if (timeStamp - taps.at(-1) > 10000) taps.length = 0;
    taps.push(timeStamp);
    const rate = rateOfTaps(taps);
    const control = spec.controls.find(({symbol}) => symbol === scene.root.tap);
    if (rate) lab.change({[control.symbol]: Number(Math.min(control.high, Math.max(control.low, rate)).toFixed(2))});
    tap.textContent = rate ? `Tapped: one every ${formatNumber(1 / rate, 1)} s` : "Again …";
  }

  return {
    node, draw, canvas: svg, title: scene.about,
    stop() {
      cancelAnimationFrame(frame);
      look.disconnect();
      calm.removeEventListener("change", run);
      sound.stop();
    },
  };
}
