// The drawing of the way from skin to cortex: its marks, and impulses that travel along it.
import {svgElement} from "../page/elements.js";
import {t} from "../page/words.js";

const UNEVEN = [0.75, 1.35, 0.9, 1.25, 0.75]; // gaps between impulses, as parts of the mean gap
const LEAST = 0.02; // impulses a second below which a way counts as silent

/** The drawing of the way, the marks on it, and the impulses along it. */
export function makeDrawing(text, ways, marks) {
  const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  svg.querySelectorAll("title, desc, text").forEach((node) => node.remove());
  svg.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
  svg.setAttribute("viewBox", "20 4 960 236");
  svg.setAttribute("class", "painlab-map");
  svg.setAttribute("aria-label", t`The way from skin to cortex, before its first examination`);
  svg.querySelectorAll("[data-way]").forEach((path) => { path.style.display = "none"; });
  const lines = Object.entries(ways).map(([way, {role, speed}]) => {
    const path = svg.querySelector(`[data-way="${way}"]`);
    path.style.stroke = `var(--${role})`;
    return {way, path, speed, gap: 0, motion: null};
  });
  const shapes = marks.map((mark) => {
    const shape = shapeOf(mark);
    shape.append(svgElement("title", {}, mark.label));
    if (mark.level) shape.dataset.from = mark.level;
    svg.append(shape);
    // one place for what shares it
    return {mark, shape, hidden: marks.find(({at}) => `${at}` === `${mark.at}`) !== mark};
  });

  /** Impulses are round dots of a dashed line that is shifted along its way. */
  function run(line, gap) {
    line.motion?.cancel();
    line.motion = null;
    line.gap = gap;
    line.path.style.display = gap ? "" : "none";
    if (!gap) return;
    const length = gap * UNEVEN.length;
    line.path.style.strokeDasharray = UNEVEN.map((part) => `0.01 ${(part * gap).toFixed(2)}`).join(" ");
    const period = length + 0.01 * UNEVEN.length;
    line.motion = line.path.animate([{strokeDashoffset: period}, {strokeDashoffset: 0}],
      {duration: (1000 * period) / line.speed, iterations: Infinity});
  }

  return {
    node: svg,
    describe(words) {
      svg.setAttribute("role", "img");
      if (svg.getAttribute("aria-label") !== words) svg.setAttribute("aria-label", words);
    },
    /** A mark in the drawing is put in place, or taken away, by touching it, as by its button. */
    onTouch(toggle) {
      for (const {mark, shape} of shapes) shape.addEventListener("click", () => toggle(mark));
    },
    place(placed, values) {
      for (const {mark, shape, hidden} of shapes) {
        const there = placed.includes(mark);
        shape.style.display = there || !hidden ? "" : "none";
        shape.classList.toggle("painlab-empty", !there);
        const [symbol] = Object.keys(mark.values);
        const strength = Math.abs(values[symbol] / mark.values[symbol]);
        shape.style.opacity = mark.lesion || !there ? 1 : Math.min(1, 0.35 + 0.65 * strength);
      }
    },
    move(rates, every, running) {
      for (const line of lines) {
        const rate = Math.abs(rates[line.way] ?? 0) / every;
        const gap = running && rate > LEAST / every ? line.speed / rate : 0;
        if (Math.abs(gap - line.gap) > 0.02 * line.gap) run(line, gap);
      }
    },
  };
}

/** A block is a bar across both fibers, another treatment a disk, a lesion a diamond; an empty place is its outline. */
function shapeOf({at: [x, y], block, lesion}) {
  const role = lesion ? "ink" : "treatment";
  const style = `--role: var(--${role})`;
  if (block)
    return svgElement("rect", {class: "painlab-placed", x: x - 5, y: y - 38, width: 10, height: 76, rx: 3, style});
  if (lesion)
    return svgElement("path",
    {class: "painlab-placed", d: `M${x} ${y - 12}L${x + 12} ${y}L${x} ${y + 12}L${x - 12} ${y}Z`, style});
  return svgElement("circle", {class: "painlab-placed", cx: x, cy: y, r: 10, style});
}
