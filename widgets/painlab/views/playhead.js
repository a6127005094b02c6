// The moment of a run that a view shows: a slider over its course, and a button that lets it pass.
// Nothing moves by itself.
import {button, element} from "../page/elements.js";
import {firstIndexAt} from "./scales.js";
import {formatNumber} from "../shared/numbers.js";
import {t} from "../page/words.js";

const PASSING = 5; // seconds that a whole run takes
const PARTS = 1000; // places of the slider, where the run has as many rows

/**
 * `onMove()` is called when the reader moves it. row(run, at): the row of the run that is shown, `at` where
 * nobody has moved it.
 */
export function makePlayhead(unit, onMove) {
  let moved = null; // the part of the run's time, once the reader has moved it
  let frame = 0;
  let shown = null;
  const slider = element("input", {
    type: "range", min: 0, max: PARTS, step: 1, "aria-label": t`Moment of the run`,
      oninput: () => { stop(); moveTo(slider.valueAsNumber / Number(slider.max)); },
  });
  const play = button(t`Let it run`, () => (frame ? stop() : begin()), {class: "painlab-quiet"});
  const node = element("div", {class: "painlab-playhead"}, element("div", {class: "painlab-slide"}, slider), play);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  play.hidden = calm.matches;

  function moveTo(part) {
    moved = part;
    onMove();
  }

  function begin() {
    let before = null;
    if (moved === null || moved >= 1) moved = 0;
    play.textContent = t`Stop`;
    const step = (now) => {
      if (calm.matches || !node.isConnected) return stop();
      const part = Math.min(1, moved + (before === null ? 0 : (now - before) / (1000 * PASSING)));
      before = now;
      frame = requestAnimationFrame(step);
      if (part >= 1) stop();
      moveTo(part);
    };
    frame = requestAnimationFrame(step);
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = t`Let it run`;
  }

  function row(run, at) {
    const last = run.t.length - 1;
    const begin = run.t[0], length = run.t[last] - begin;
    const time = moved === null ? at ?? Infinity : begin + (moved - 1e-9) * length;
    const index = Math.max(0, Math.min(last, firstIndexAt(run.t, time)));
    const places = String(Math.max(1, Math.min(PARTS, last))); // each of a few rows is a step of the keyboard
    if (slider.max !== places) slider.max = places;
    const part = String(length ? Math.round((Number(places) * (run.t[index] - begin)) / length) : 0);
    if (slider.value !== part) slider.value = part;
    const said = `${unit} ${formatNumber(run.t[index])}`.trim();
    if (shown !== said) slider.setAttribute("aria-valuetext", shown = said);
    return index;
  }

  return {node, row, stop};
}
