// A scene in a page: it plays, rests, is scrubbed; its speed chosen, its events heard. scene_parts.js moves its parts.
import {button, element} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {RULES} from "../shared/scene_rules.js";
import {attributesOf, clockOf, makeReader, readScene} from "./scene_parts.js";
import {makeSound} from "../page/sound.js";
import {momentAt, niceSpeed, partAt, rateOfTaps, speedInWords, turnsOf} from "./tempo.js";
import {t} from "../page/words.js";

export const TAB = t`drawing`;

const SLIDER_PARTS = 1000; // of the slider
const RUBBED = 1500; // ms of the hand's way that are looked at
const HELD = 0.7; // seconds that the last moment stays before it begins again

export function makeSceneView(options, lab) {
  const {spec, code} = lab;
  const scene = readScene(spec.scene);
  const svg = document.importNode(new DOMParser().parseFromString(spec.scene, "image/svg+xml").documentElement, true);
  svg.querySelectorAll("title, desc").forEach((node) => node.remove());
  svg.setAttribute("class", "painlab-scene");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", scene.about);
  const moves = RULES.map((name) => `[data-${name}]`).join();
  const parts = [...svg.querySelectorAll(moves)].map((node, i) => {
    if (scene.parts[i].some(([name]) => /leaving|arriving|front/.test(name))) node.setAttribute("pathLength", 100);
    return {node, rules: scene.parts[i], own: node.getAttribute("transform") ?? "", shown: {}};
  });
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const sound = makeSound();
  const play = button(t`Pause`, () => { paused = !paused; run(); }, {class: "painlab-quiet"});
  const slider = element("input", {
    type: "range", min: 0, max: SLIDER_PARTS, step: 1, "aria-label": t`Moment of the drawing`,
    oninput: () => { paused = true; moveTo(slider.valueAsNumber / SLIDER_PARTS); },
  });
  const speeds = element("select", {
    "aria-label": t`Speed of the drawing`, onchange: () => { speed = Number(speeds.value); },
  });
  const tap = scene.root.tap ? button(t`Tap your own rhythm`, tapped, {class: "painlab-tap"}) : null;
  const hand = element("div", {class: "painlab-moves"}, play, element("div", {class: "painlab-slide"}, slider), speeds);
  const extras = element("div", {class: "painlab-moves"}, scene.root.sound ? sound.node : null, tap);
  const caption = element("figcaption", {class: "painlab-small"}, scene.title);
  const node = element("figure", {class: "painlab-body"}, svg, caption, hand, extras);
  const taps = [];
  let rubs = []; // [ms, px] of a hand on the drawing
  let reader = null;
  let clock = null;
  let latest = null; // the run that was drawn last; until it is complete the page has no time for motion
  let time = null; // null: the telling moment
  let speed = null; // null: the scene's own
  let paused = false;
  let visible = false;
  let frame = 0;
  let before = 0;

  const look = new IntersectionObserver(([entry]) => { visible = entry.isIntersecting; run(); });
  look.observe(svg);
  if (scene.root.rub) {
    svg.classList.add("painlab-rubbed");
    svg.addEventListener("pointerdown", () => { rubs = []; });
    svg.addEventListener("pointermove", rubbed);
  }
  calm.addEventListener("change", run);

  function draw({run: shown, before: last, values, complete}) {
    if (!complete && shown === latest) return;
    latest = shown;
    const source = shown.done || !last ? shown : last;
    if (!source.t.length) return;
    reader = makeReader(code, source, values);
    clock = clockOf(scene, reader);
    offerSpeeds();
    run();
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
    const place = String(Math.round(SLIDER_PARTS * partAt(clock, now)));
    if (slider.value !== place) slider.value = place;
    if (paused) slider.setAttribute("aria-valuetext", `${formatNumber(now)} ${spec.model.time}`);
  }

  function moveTo(part) {
    if (!clock) return;
    time = momentAt(clock, part);
    run();
    show();
  }

  /** Begins or ends the motion, as the reader, the page's place and the system's wish for calm say. */
  function run() {
    for (const moving of [play, speeds, sound.node]) moving.hidden = calm.matches;
    const words = paused ? t`Play` : t`Pause`;
    if (play.textContent !== words) play.textContent = words;
    const going = reader && latest.done && visible && !paused && !calm.matches && svg.isConnected;
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
    const pace = time >= clock.then && clock.later !== clock.speed ? clock.later : (speed ?? clock.speed);
    const rate = pace * reader.second; // of the run's time, a second of ours
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
    const others = clock.later !== own ? [] : [niceSpeed(own / 5), long >= 0.3 && long <= 90 ? 1 : niceSpeed(own * 5)];
    const choices = [...new Set([own, ...others])].sort((a, b) => a - b);
    if (speeds.dataset.for === choices.join()) return;
    speeds.dataset.for = choices.join();
    const words = (each) => speedInWords(each, others.length ? each : clock.later, spec.model.time);
    speeds.replaceChildren(...choices.map((each) => element("option", {value: each}, words(each))));
    if (!choices.includes(speed)) speed = null;
    speeds.value = speed ?? own;
  }

  /** The control that is named on the scene follows the reader's own rhythm. */
  function tapped({timeStamp}) {
    if (timeStamp - taps.at(-1) > 10000) taps.length = 0;
    taps.push(timeStamp);
    const rate = rateOfTaps(taps);
    if (rate) set(scene.root.tap, rate);
    tap.textContent = rate ? t`Tapped: one every ${formatNumber(1 / rate, 1)} s` : t`Again …`;
  }

  /** A control follows how fast the reader rubs the drawing. */
  function rubbed({buttons, timeStamp, clientX}) {
    if (!buttons) return;
    rubs = [...rubs.filter(([when]) => timeStamp - when < RUBBED), [timeStamp, clientX]];
    const turns = rateOfTaps(turnsOf(rubs)); // two of them are a stroke to and fro
    const [symbol, strokes] = scene.root.rub.split(" ");
    if (turns) set(symbol, (Number(strokes) * turns) / 2);
  }

  function set(symbol, value) {
    const {low, high} = spec.controls.find((control) => control.symbol === symbol);
    lab.change({[symbol]: Number(Math.min(high, Math.max(low, value)).toFixed(2))});
  }

  return {
    node, extras, draw, canvas: svg, title: scene.about,
    stop() {
      cancelAnimationFrame(frame);
      look.disconnect();
      calm.removeEventListener("change", run);
      sound.stop();
    },
  };
}
