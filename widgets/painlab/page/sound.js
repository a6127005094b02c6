// Clicks that are heard as a scene goes: one for each event. Off until the reader asks; one switch for the whole page.
import {button, element} from "./elements.js";
import {t} from "./words.js";

// ---- pure ----

const AHEAD = 0.15; // seconds of ours that are handed to the sound card in advance
const DENSE = 0.008; // seconds of ours: clicks that follow each other faster melt, and are left out

/**
 * When the clicks of events in (from, to] are due: seconds from now, where `time` is now and `rate` of the run's time
 * pass in a second. None is nearer than DENSE to the one before it, which was due at `last`.
 */
export function clicksDue(events, from, to, time, rate, last = -Infinity) {
  const due = [];
  for (const event of events) {
    if (event <= from || event > to) continue;
    const when = Math.max(0, (event - time) / rate);
    if (when - (due.at(-1) ?? last) >= DENSE) due.push(when);
  }
  return due;
}

// ---- the document ----

const SOUND_KEY = "painlab-sound";
const soundSwitches = new Set();
const heard = {on: false, context: null}; // one switch, one sound card

function keepSound(wanted) {
  try {
    if (wanted) localStorage.setItem(SOUND_KEY, "on");
    else localStorage.removeItem(SOUND_KEY);
  } catch {
    // a page that may keep nothing: the switch works all the same
  }
}

function isSoundKept() {
  try {
    return localStorage.getItem(SOUND_KEY) === "on";
  } catch {
    return false;
  }
}

/** A click: a few milliseconds of a tone that dies away. */
function clickAt(when) {
  const tone = heard.context.createOscillator();
  const loudness = heard.context.createGain();
  tone.frequency.value = 1100;
  loudness.gain.setValueAtTime(0.25, when);
  loudness.gain.exponentialRampToValueAtTime(0.001, when + 0.012);
  tone.connect(loudness).connect(heard.context.destination);
  tone.start(when);
  tone.stop(when + 0.015);
}

/** One scene's share in the page's sound: a switch, and what plays its events. */
export function makeSound() {
  const turn = button("", () => { setSound(!heard.on); }, {class: "painlab-quiet"});
  const kept = element("input", {type: "checkbox", onchange: () => keepSound(kept.checked)});
  const keeping = element("label", {class: "painlab-small"}, kept, t` on in all pages`);
  const node = element("span", {class: "painlab-sound"}, turn, keeping);
  let until = null; // what was handed over: the run's time, and the sound card's
  let lastDue = -Infinity;

  function show() {
    turn.textContent = heard.on ? t`Sound: on` : t`Sound: off`;
    turn.setAttribute("aria-pressed", String(heard.on));
    keeping.hidden = !heard.on;
    kept.checked = isSoundKept();
  }

  soundSwitches.add(show);
  if (isSoundKept()) heard.on = true;
  show();
  return {
    node,
    get on() { return heard.on; },
    /** Hands over the clicks of the next moment; called in every frame that is drawn. */
    play(events, time, rate, end) {
      heard.context ??= new AudioContext();
      if (heard.context.state !== "running") return; // a browser plays nothing before the page was touched
      const to = Math.min(end, time + AHEAD * rate);
      const start = heard.context.currentTime;
      const due = clicksDue(events, until ?? time, to, time, rate, lastDue - start);
      for (const seconds of due) clickAt(lastDue = start + seconds);
      until = Math.max(until ?? time, to);
    },
    rest() { until = null; },
    stop() { soundSwitches.delete(show); },
  };
}

function setSound(wanted) {
  heard.on = wanted;
  if (!heard.on) keepSound(false);
  if (heard.on) {
    heard.context ??= new AudioContext();
    heard.context.resume();
  }
  soundSwitches.forEach((show) => show());
}
