// A prediction drawn in a picture: one handle for each place, moved up and down; it stays when
// the model's answer comes.
import {drawDot} from "./plot.js";
import {t} from "../page/words.js";

const grounds = new WeakMap(); // what a plot's pointer needs to know: {area, guess}

/** Draws the handles of `guess` = {at, values, low, high, set, open}, and lets a hand move them while it is open. */
export function drawGuess(plot, area, guess) {
  if (!grounds.has(plot.node)) listen(plot);
  grounds.set(plot.node, {area, guess});
  plot.node.classList.toggle("painlab-drawing", Boolean(guess?.open));
  if (!guess) return;
  const [from, to] = area.x; // a shorter train has no event there
  const points = guess.at.map((at, i) => ({at, value: guess.values[i]})).filter(({at}) => at >= from && at <= to);
  const places = points.map(({at, value}) => [area.X(at), area.Y(value ?? 0.5 * (guess.low + guess.high))]);
  const {context} = plot;
  context.strokeStyle = plot.color("ink");
  context.lineWidth = 1.5;
  context.setLineDash([3, 4]);
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  places.forEach(([x, y], i) => {
    const placed = points[i].value !== null;
    const aside = x - area.left > 60 ? -18 : 18;
    context.globalAlpha = placed ? 1 : 0.6;
    context.fillRect(x - 14, y - 0.75, 28, 1.5);
    drawDot(plot, x, y, {role: "ink", radius: guess.open ? 8 : 5, hollow: true});
    if (!placed) plot.text(x, y + 4, "?", {role: "ink", align: "middle", halo: false});
    else if (i === 0) {
      plot.text(x + aside, y + 4, t`you`, {role: "ink", align: aside < 0 ? "end" : "start", weight: "600"});
    }
  });
  context.globalAlpha = 1;
}

function listen(plot) {
  let held = null;
  const valueAt = (event, {area, guess}) => {
    const box = plot.canvas.getBoundingClientRect();
    const part = (area.bottom - ((event.clientY - box.top) * plot.height) / box.height) / area.height;
    guess.set(held, area.y[0] + part * (area.y[1] - area.y[0]));
  };
  plot.node.addEventListener("pointerdown", (event) => {
    const ground = grounds.get(plot.node);
    if (!ground.guess?.open) return;
    const box = plot.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) * plot.width) / box.width;
    const far = ground.guess.at.map((at) => Math.abs(ground.area.X(at) - x));
    held = far.indexOf(Math.min(...far));
    plot.node.setPointerCapture(event.pointerId);
    event.preventDefault();
    valueAt(event, ground);
  });
  plot.node.addEventListener("pointermove", (event) => {
    if (held !== null) valueAt(event, grounds.get(plot.node));
  });
  for (const end of ["pointerup", "pointercancel"]) plot.node.addEventListener(end, () => { held = null; });
}
