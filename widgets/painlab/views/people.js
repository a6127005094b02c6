// An icon array: so many people, in groups, each person drawn once. A share of people is read more surely as people
// than as a percentage, and a test's hits can be seen beside its false alarms.
//
// {"kind": "people", "total": 100, "label": "of 100 people", "of": 1,
//  "groups": [{"read": "found", "label": "in pain, and the scan says so", "role": "projection", "mark": "full",
//    "only_when": {…} or null}, …]}
// `read` names a read-out. `of` is the value that stands for all people: 1 where read-outs are shares (so by default),
// 100 or the name of a read-out where they are counts. Marks: full, ring (an outline), cross (an outline, crossed
// out), empty (a thin outline).
import {element} from "../page/elements.js";
import {NARROW, makePlot, wrapLabel} from "./plot.js";
import {hasAll, rememberFor, spread} from "./scales.js";
import {wholePeople} from "../shared/hundred.js";
import {t} from "../page/words.js";

export const TAB = t`people`;

const INDENT = 60; // px from the sample of a group to its words
const SMALL = 4; // px of a person, at least
const LINE = 17; // px
const TOP = 26; // px above the people
const TALL = 1.35; // times as high as wide is the room of a person, where it is narrow

export function makePeopleView(options) {
  const plot = makePlot();
  const list = element("ul", {class: "painlab-hidden"});
  const {total} = options;
  const whole = options.label ?? t`of ${total} people`;
  let listed = "";
  plot.node.append(list);

  function countsOf(run, groups) {
    return rememberFor(run, `people ${groups.map(({read}) => read).join()}`, () => {
      const all = typeof options.of === "string" ? run.readouts[options.of] : options.of ?? 1;
      return wholePeople(groups.map(({read}) => run.readouts[read] / all), total);
    });
  }

  const groupsAt = (values) => options.groups.filter((group) => hasAll(group.only_when, values));

  function gridOf(width, narrow) {
    const columns = (narrow ? 20 : 10) * (total > 120 ? 2 : 1);
    const cell = narrow ? Math.min(26, width / columns) : 280 / columns;
    return {columns, cell, rows: Math.ceil(total / columns)};
  }

  /** What it fills where it is narrow: the largest people, and the words under them. */
  function most(width, values) {
    if (width >= NARROW) return Infinity;
    const {cell, rows} = gridOf(width, true);
    const heights = groupsAt(values).map(({label}) => heightOf(wrapLabel(label, width - INDENT)));
    return Math.ceil(TOP + 12 + writtenBelow(heights) + rows * TALL * cell);
  }

  /** Drawn once the run is complete: shares of a part of it would be other shares. */
  function draw({run, values, width, height, narrow, pins, complete, colors}) {
    if (!complete) return;
    const groups = groupsAt(values);
    const counts = countsOf(run, groups);
    const {columns, cell, rows} = gridOf(width, narrow);
    const beside = narrow ? 0 : columns * cell + 28;
    const room = width - beside - INDENT;
    const blocks = groups.map(({label}, i) => {
      const pinned = pins.map((pin) => `${pin.letter} ${countsOf(pin.run, groups)[i]}`);
      return wrapLabel(pinned.length ? `${label} (${pinned.join(", ")})` : label, room);
    });
    const heights = blocks.map(heightOf);
    const written = narrow ? writtenBelow(heights) : 0;
    const high = Math.max(SMALL, Math.min((narrow ? TALL : 1) * cell, (height - TOP - 12 - written) / rows));
    const bottom = TOP + rows * high;
    const places = narrow ? below(heights, bottom + 10) : along(counts, heights, columns, high, TOP, bottom);
    plot.begin(width, 12 + Math.max(bottom, ...places.map((place, i) => place + heights[i])), colors);
    plot.text(0, 14, whole, {role: "ink", size: "13"});
    let person = 0;
    groups.forEach((group, i) => {
      for (let k = 0; k < counts[i]; k += 1, person += 1) {
        drawPerson(((person % columns) + 0.5) * cell, TOP + Math.floor(person / columns) * high, Math.min(cell, high),
          high, group);
      }
      writeBlock(beside, places[i], group, counts[i], blocks[i]);
    });
    plot.end();
    say(groups, counts);
  }

  function writeBlock(left, y, group, count, lines) {
    drawPerson(left + 9, y, 18, 22, group);
    plot.text(left + INDENT - 8, y + 15, String(count), {role: "ink", size: "15", weight: "700", align: "end"});
    lines.forEach((line, k) => plot.text(left + INDENT, y + 15 + LINE * k, line, {role: "ink", size: "13"}));
  }

  /** A head and shoulders in a cell that is `width` wide; `x` is its middle, `y` its top. */
  function drawPerson(x, y, width, height, {role = "ink", mark = "full"}) {
    const {context} = plot;
    const size = Math.min(width * 1.1, height) * 0.86;
    const [head, half] = [0.2 * size, 0.27 * size];
    const [neck, foot] = [y + 0.5 * size, y + 0.98 * size];
    context.beginPath();
    context.arc(x, y + 0.05 * size + head, head, 0, 2 * Math.PI);
    context.moveTo(x - half, foot);
    context.lineTo(x - half, neck + half);
    context.arc(x, neck + half, half, Math.PI, 0);
    context.lineTo(x + half, foot);
    context.closePath();
    context.setLineDash([]);
    context.fillStyle = context.strokeStyle = plot.color(role);
    context.lineWidth = mark === "empty" ? 1 : 1.5;
    if (mark === "full") context.fill();
    else context.stroke();
    if (mark !== "cross") return;
    context.beginPath();
    context.moveTo(x - 0.4 * size, y + 0.1 * size);
    context.lineTo(x + 0.4 * size, foot);
    context.moveTo(x + 0.4 * size, y + 0.1 * size);
    context.lineTo(x - 0.4 * size, foot);
    context.stroke();
  }

  function say(groups, counts) {
    const lines = groups.map(({label}, i) => `${counts[i]} ${whole}: ${label}`);
    if (listed === lines.join()) return;
    listed = lines.join();
    list.replaceChildren(...lines.map((line) => element("li", {}, line)));
  }

  const least = () => 10 * SMALL + (2 * LINE + 15) * options.groups.length + 48;

  return {node: plot.node, draw, least, most, canvas: plot.canvas, title: t`People, ${whole}`};
}

const heightOf = (lines) => 9 + LINE * lines.length;

/** Height of all words under the people. */
function writtenBelow(heights) {
  return heights.reduce((sum, each) => sum + each + 6, 10);
}

function below(heights, top) {
  let next = top;
  return heights.map((height) => {
    next += height + 6;
    return next - height - 6;
  });
}

/** Each block of words beside the middle of its people. */
function along(counts, heights, columns, high, top, bottom) {
  let before = 0;
  const middles = counts.map((count) => {
    before += count;
    return top + ((before - count / 2) / columns) * high;
  });
  const gap = Math.max(...heights) + 8;
  return spread(middles.map((middle, i) => middle - heights[i] / 2), gap, top, bottom - heights.at(-1));
}
