// The emblem of the book: a brush on the skin, one slider, and the impulses of a real run on their way up, to
// see and to hear.
import {element, svgElement} from "../page/elements.js";
import {compile, start} from "../run/slices.js";
import {makeSound} from "../page/sound.js";
import {t} from "../page/words.js";

// ---- pure ----

const EMBLEM_SPEED = 150; // units of the drawing that an impulse travels in a second
const EMBLEM_DRAWN = 4; // of the touch fibers' impulses, one of so many is drawn
const EMBLEM_LEAST = 0.02; // impulses a second below which a way counts as silent
const EMBLEM_UNEVEN = [0.75, 1.35, 0.9, 1.25, 0.75]; // gaps between impulses, as parts of the mean gap

/** When the next impulse comes, `count` impulses after the first, in seconds after the one before. */
export function emblemGap(rate, count) {
  return EMBLEM_UNEVEN[count % EMBLEM_UNEVEN.length] / rate;
}

/** What a share of inhibition and an output, in impulses a second, are in words. */
export function emblemSentence(share, output) {
  const left = share > 0.97 ? t`All of the inhibition is at work`
    : share < 0.03 ? t`No inhibition is left`
      : t`${Math.round(100 * share)} of 100 parts of the inhibition are at work`;
  const rate = output < 0.05 ? t`an output cell of the cord stays silent`
    : output < 1 ? t`an output cell of the cord sends less than one impulse a second`
      : t`an output cell of the cord sends ${Math.round(output)} ${Math.round(output) === 1 ? t`impulse` : t`impulses`} a second`;
  return t`${left}: under the brush, ${rate}.`;
}

// ---- the document ----

export function renderEmblem({model, el}) {
  const {drawing, code, request, slider} = model.get("spec");
  const compiled = compile(code);
  const svg = document.importNode(new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement, true);
  svg.setAttribute("aria-label",
    t`A brush strokes a forearm; touch fibers run to the spinal cord, and from there an output cell to the brain.`);
  svg.querySelector("title").remove();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const said = element("p", {class: "painlab-emblem-said", role: "status"});
  const range = element("input", {type: "range", min: 0, max: 100, step: 1, value: 100, oninput: show});
  const sound = makeSound();
  const ways = Object.fromEntries([...svg.querySelectorAll("[data-way]")]
    .map((path) => [path.dataset.way, emblemWay(path)]));
  const brush = svg.querySelector(".brush");
  const arcs = [...svg.querySelectorAll(".loud path")];
  let visible = true;
  let frame = 0;
  let last = 0;
  let clock = 0; // seconds that were drawn or heard
  let readouts = {};

  function show() {
    const share = range.valueAsNumber / 100;
    const values = {...request.values, [slider.symbol]: slider.none + share * (slider.all - slider.none)};
    const run = start(compiled, {...request, values});
    while (!run.advance(50)) { /* a few milliseconds in all */ }
    readouts = run.readouts;
    said.textContent = emblemSentence(share, readouts.output);
    range.setAttribute("aria-valuetext", t`${range.value} of 100 parts`);
    const loud = Math.sqrt(Math.min(1, readouts.output / 20));
    arcs.forEach((arc, at) => { arc.style.opacity = Math.min(1, Math.max(0.06, 3 * loud - at)); });
    svg.querySelectorAll('[data-cell="P"]').forEach((cell) => { cell.style.opacity = 0.35 + 0.65 * loud; });
    svg.querySelector('[data-cell="I"]').style.opacity = 0.2 + 0.8 * share;
    svg.style.setProperty("--loud", loud.toFixed(3));
  }

  function go(now) {
    frame = 0;
    const seconds = Math.min(0.1, (now - last) / 1000);
    last = now;
    const moving = !calm.matches;
    ways.touch.go(seconds, readouts.touch / EMBLEM_DRAWN, moving);
    ways.output.go(seconds, readouts.output, moving);
    clock += seconds;
    if (sound.on) sound.play(ways.output.upcoming(readouts.output).map((wait) => clock + wait), clock, 1, Infinity);
    else sound.rest();
    if (moving) brush.style.transform = `translateX(${(26 * Math.sin(now / 420)).toFixed(1)}px)`;
    want();
  }

  function want() {
    if (visible) frame ||= requestAnimationFrame(go);
  }

  const look = new IntersectionObserver(([entry]) => { visible = entry.isIntersecting; want(); });
  const root = element("section", {class: "painlab-emblem", "aria-label": t`A brush, and inhibition in the cord`,
    "data-lm-suppress-shortcuts": "true"},
    svg,
    element("div", {class: "painlab-emblem-act"},
      element("label", {}, element("span", {}, t`Inhibition in the cord`), range), sound.node),
    said);
  show();
  look.observe(root);
  el.append(root);
  return () => {
    look.disconnect();
    cancelAnimationFrame(frame);
    visible = false;
    sound.stop();
    root.remove();
  };
}

/** Impulses along one path: dots that leave its start, as often as `rate` says, and go at one speed to its end. */
function emblemWay(path) {
  const length = path.getTotalLength?.() || 200;
  const dots = [];
  let wait = 0;
  let count = 0;
  return {
    go(seconds, rate, moving) {
      for (const dot of dots) dot.at += seconds * EMBLEM_SPEED;
      while (dots.length && dots[0].at > length) dots.shift().node.remove();
      if (!(rate > EMBLEM_LEAST)) return;
      wait = Math.min(wait, 1.35 / rate) - seconds;
      while (wait <= 0) {
        if (moving) {
          const node = svgElement("circle", {class: `impulse solid ${path.dataset.role}`, r: 4});
          dots.push({at: -wait * EMBLEM_SPEED, node});
          path.parentNode.append(node);
        }
        count += 1;
        wait += emblemGap(rate, count);
      }
      for (const {at, node} of dots) {
        const {x, y} = path.getPointAtLength(Math.min(at, length));
        node.setAttribute("cx", x.toFixed(1));
        node.setAttribute("cy", y.toFixed(1));
      }
    },
    /** Seconds until each of the impulses of the next moment leaves. */
    upcoming(rate) {
      const due = [];
      if (rate > EMBLEM_LEAST)
        for (let at = wait, ahead = count; at < 0.3; at += emblemGap(rate, ahead)) due.push((ahead += 1, at));
      return due;
    },
  };
}
