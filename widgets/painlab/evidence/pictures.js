// The pictures of the evidence table: a forest, 100 people for each of two treatments, help against harm.
import {element} from "../page/elements.js";
import {pooled} from "../shared/estimate.js";
import {formatNumber} from "../shared/numbers.js";
import {drawDot, drawXAxis, makeArea, makePlot, NARROW, readColors, strokeLine, textWidth, watchColors,
  wrapLabel} from "../views/plot.js";
import {extent, niceRange, ticks} from "../views/scales.js";
import {makePeopleView} from "../views/people.js";
import {t} from "../page/words.js";
import {ofAHundred} from "../shared/hundred.js";
import {explorerForest, explorerPool, explorerWords, explorerPairs, explorerSentence,
  explorerCut} from "./rows.js";

const SIDE_BY_SIDE = 620; // px: from here the two hundreds of people stand side by side
const EXPLORER_PEOPLE = {
  total: 100, label: t`of 100 people`, of: 100, groups: [
    {read: "anyway", label: t`respond anyway`, role: "muted", mark: "full"},
    {read: "because", label: t`respond because of it`, role: "treatment", mark: "full"},
    {read: "rest", label: t`do not reach the mark`, role: "muted", mark: "empty"},
  ],
};

export function explorerPictures(spec, state) {
  const forest = makePlot();
  const plane = makePlot();
  const people = ["first", "second"].map(() => makePeopleView(EXPLORER_PEOPLE));
  const names = people.map(() => element("p", {class: "painlab-part"}));
  const sentences = people.map(() => element("p", {class: "painlab-sentence"}));
  const spoken = element("p", {class: "painlab-hidden", "aria-live": "polite"});
  const said = element("p", {class: "painlab-sentence"});
  const planeTitle = element("p", {class: "painlab-part"},
    t`Help beside harm: those above the line lose more people to side effects than they help`);
  const behind = element("div", {},
    element("p", {class: "painlab-part"}, t`Forest: each row one comparison, with its 95% interval`), forest.node, said,
    planeTitle, plane.node);
  const node = element(
    "div", {class: "painlab-picture"},
    element("div", {class: "painlab-pair"},
      ...people.map((view, i) => element("div", {}, names[i], view.node, sentences[i]))),
    behind, spoken,
  );
  let width = 0;
  let colors = null;
  let rows = [];
  let root = null;
  let heard = false;

  function draw() {
    if (!width || !rows) return;
    colors ??= readColors(root);
    const {values} = state;
    const drawn = explorerForest(rows, values);
    const pool = explorerPool(drawn, values);
    drawPeople(values);
    drawForest(drawn, pool, values);
    drawPlane(explorerPairs(rows));
    const text = forestSentence(drawn, pool, values);
    if (said.textContent !== text) said.textContent = text;
    forest.canvas.setAttribute("aria-label",
      t`Forest plot. ${drawn.map((row) => `${row.label}: ${explorerWords(row, values)}`).join("; ")}.`);
    const news = sentences.map((one) => one.textContent).join(" ") + text;
    if (heard) spoken.textContent = news;
    heard = true;
  }

  function drawPeople(values) {
    ["first", "second"].forEach((which, i) => {
      const row = spec.rows.find(({name}) => name === values[which]);
      const run = {readouts: ofAHundred(row, values), done: true};
      const half = width >= SIDE_BY_SIDE ? Math.floor((width - 32) / 2) : width;
      people[i].draw({run, before: null, width: half, height: 340, narrow: half < NARROW, pins: [], complete: true,
        colors});
      names[i].textContent = t`${row.label}, against ${row.cells[2]}: ${row.result}`;
      sentences[i].textContent = explorerSentence(spec.rows, values, which);
      people[i].canvas.setAttribute("aria-label", sentences[i].textContent);
    });
  }

  function drawForest(drawn, pool, values) {
    const narrow = width < NARROW;
    const log = values.measure === "ratio";
    const counted = values.measure === "responders" || values.measure === "stop";
    const asNumber = counted && values.axis === "number";
    const {axis, sides} = spec.scales[values.measure];
    const known = drawn.filter(({mid}) => mid != null);
    const zero = log ? 1 : 0;
    const ends = endsOf(known, pool);
    const where = (x) => (asNumber ? Math.min(200, 100 / Math.max(x, 0.5)) : x);
    let x = asNumber ? [1, 200] : log ? [0.5, 4] : niceRange(...extent([zero, ...ends]));
    const left = narrow ? 6
      : Math.min(0.36 * width, 18 + Math.max(60, ...drawn.map(({label}) => Math.min(240, textWidth(label)))));
    const right = narrow ? 12 : 150;
    const each = narrow ? 58 : 34;
    const lines = drawn.length + (pool?.mid == null ? 0 : 1);
    const area = makeArea({left, top: 34, width: width - left - right, height: Math.max(1, lines) * each, x, y: [0, 1],
      log: log || asNumber});
    forest.begin(width, area.bottom + 44, colors);
    drawXAxis(forest, area, asNumber ? t`number to treat, for one more (it ends at 200 here)` : axis,
      (tick) => !narrow || !log || tick !== 0.5);
    if (!asNumber) drawNoDifference(area, zero, sides);
    drawn.forEach((row, i) => drawRow(area, row, area.top + each * i, each, narrow, where, values));
    if (pool?.mid != null) drawPooled(area, pool, area.top + each * drawn.length, each, narrow, where, values);
    forest.end();
  }

  // All ends of intervals that are drawn.
  function endsOf(known, pool) {
    return known.flatMap(({mid, low, high}) => [mid, low ?? mid, high ?? mid])
      .concat(pool?.wide ?? [], pool?.mid == null ? [] : [pool.low, pool.high]);
  }

  // The line of no difference, and what lies on either side of it.
  function drawNoDifference(area, zero, sides) {
    forest.rule(area.X(zero), area.top - 6, area.X(zero), area.bottom, "ink");
    const room = area.X(zero) - 8 > textWidth(sides[0]);
    if (room) forest.text(area.X(zero) - 8, area.top - 16, `← ${sides[0]}`, {align: "end"});
    forest.text(area.X(zero) + 8, area.top - 16, `${sides[1]} →`);
  }

  function drawRow(area, row, top, each, narrow, where, values) {
    const {context} = forest;
    const y = top + (narrow ? 42 : each / 2);
    const hollow = row.seen === "not seen";
    const role = values.measure === "stop" ? "nociceptive" : "treatment";
    const words = explorerWords(row, values);
    if (narrow) {
      forest.text(12, top + 13, explorerCut(row.label, width - 16), {role: "ink", size: "12"});
      forest.text(12, top + 28, words, {size: "12"});
    } else {
      const lines = wrapLabel(row.label, area.left - 10).slice(0, 2);
      lines.forEach((line, k) => forest.text(0, y + 4 + 14 * (k - (lines.length - 1) / 2), line,
        {role: "ink", size: "13"}));
      forest.text(area.right + 10, y + 4, words, {role: "ink", size: "13"});
    }
    if (row.mid == null) return;
    const inside = (value) => Math.min(area.right, Math.max(area.left, area.X(where(value))));
    context.strokeStyle = context.fillStyle = forest.color(role);
    context.lineWidth = 2;
    context.setLineDash(hollow ? [4, 3] : []);
    if (row.low != null) {
      context.beginPath();
      context.moveTo(inside(row.low), y);
      context.lineTo(inside(row.high), y);
      context.stroke();
    }
    context.setLineDash([]);
    const size = 9;
    const at = inside(row.mid);
    if (hollow) {
      context.fillStyle = forest.color("paper");
      context.fillRect(at - size / 2, y - size / 2, size, size);
      context.strokeRect(at - size / 2, y - size / 2, size, size);
    } else context.fillRect(at - size / 2, y - size / 2, size, size);
  }

  function drawPooled(area, pool, top, each, narrow, where, values) {
    const {context} = forest;
    const y = top + (narrow ? 42 : each / 2);
    const name = t`pooled, ${pool.count} rows`;
    if (narrow) {
      forest.text(12, top + 13, name, {role: "ink", size: "12", weight: "700"});
      forest.text(12, top + 28, explorerWords(pool, values), {size: "12"});
    }
    else {
      forest.text(0, y + 4, name, {role: "ink", size: "13", weight: "700"});
      forest.text(area.right + 10, y + 4, explorerWords(pool, values), {role: "ink", size: "13", weight: "700"});
    }
    const [low, mid, high] = [pool.low, pool.mid, pool.high]
      .map((v) => Math.min(area.right, Math.max(area.left, area.X(where(v)))));
    context.fillStyle = context.strokeStyle = forest.color("ink");
    context.lineWidth = 1.25;
    if (pool.wide) {
      context.beginPath();
      context.moveTo(Math.max(area.left, area.X(where(pool.wide[0]))), y);
      context.lineTo(Math.min(area.right, area.X(where(pool.wide[1]))), y);
      context.stroke();
    }
    context.beginPath();
    context.moveTo(low, y);
    context.lineTo(mid, y - 7);
    context.lineTo(high, y);
    context.lineTo(mid, y + 7);
    context.closePath();
    context.fill();
  }

  function drawPlane(pairs) {
    planeTitle.hidden = plane.node.hidden = pairs.length === 0;
    if (!pairs.length) return;
    const narrow = width < NARROW;
    const sorted = [...pairs].sort((a, b) => b.help.mid - a.help.mid);
    const key = sorted.map(({label}, i) => `${String.fromCharCode(65 + i)}  ${label}`);
    const beside = narrow ? 0 : 26 + Math.min(0.42 * width, Math.max(...key.map(textWidth)));
    const most = Math.max(...pairs.map(({help}) => help.mid));
    const worst = Math.max(...pairs.map(({harm}) => harm.mid));
    const area = makeArea({left: 30, top: 34, width: width - 46 - beside, height: narrow ? 240 : 290,
      x: [0, 1.08 * most], y: [0, 1.25 * worst]});
    plane.begin(width, Math.max(area.bottom + 44 + (narrow ? 18 * key.length : 0), narrow ? 0 : 40 + 19 * key.length),
      colors);
    for (const tick of ticks(...area.y, 4)) {
      plane.rule(area.left, area.Y(tick), area.right, area.Y(tick));
      plane.text(area.left - 7, area.Y(tick) + 4.5, formatNumber(tick), {align: "end"});
    }
    plane.text(0, 14, t`more of 100 who stop because of side effects`, {role: "ink", size: "13"});
    drawXAxis(plane, area, t`more of 100 who respond`);
    const diagonal = Math.min(area.x[1], area.y[1]);
    strokeLine(plane, area, [0, diagonal], [0, diagonal], {role: "muted", width: 1, dash: [4, 3]});
    plane.text(area.X(diagonal) + 8, area.Y(diagonal) + 12, t`as many harmed as helped`);
    sorted.forEach(({help, harm, seen}, i) => {
      const [x, y] = [area.X(help.mid), area.Y(harm.mid)];
      drawDot(plane, x, y, {role: "treatment", radius: 5, hollow: seen === "not seen"});
      plane.text(x + 8, y - 5, key[i][0], {role: "ink", weight: "700"});
      const [left, top] = narrow ? [0, area.bottom + 56 + 18 * i] : [area.right + 26, area.top + 8 + 19 * i];
      plane.text(left, top, key[i][0], {role: "ink", weight: "700", size: "13"});
      plane.text(left + 18, top, explorerCut(sorted[i].label, width - left - 22), {role: "ink", size: "13"});
    });
    plane.end();
    plane.canvas.setAttribute("aria-label",
      t`Help beside harm. ${sorted.map(({label, help, harm}) => t`${label}: ${formatNumber(help.mid, 1)} more of 100 respond, ${formatNumber(harm.mid, 1)} more stop`).join("; ")}.`);
  }

  function forestSentence(drawn, pool, values) {
    const known = drawn.filter(({low}) => low != null);
    const zero = values.measure === "ratio" ? 1 : 0;
    const touch = known.filter(({low, high}) => low <= zero + 1e-9 && high >= zero - 1e-9).length;
    const hollow = drawn.filter(({seen}) => seen === "not seen").length;
    const parts =
      [t`${drawn.length} ${drawn.length === 1 ? t`row` : t`rows`} drawn${hollow ? t`, ${hollow} of them hollow because nobody has checked their numbers` : ""}.`];
    if (!drawn.length) return t`Nothing to draw: the filters leave no row on this scale.`;
    parts.push(touch ? t`${touch} of ${known.length} intervals ${touch === 1 ? t`reaches` : t`reach`} no difference.`
      : t`No interval reaches no difference.`);
    if (pool?.why) parts.push(pool.why);
    else if (pool) {
      parts.push(
        t`Pooled: ${explorerWords(pool, values)}; ${Math.round(100 * pool.i2)}% of the scatter is more than chance.`);
      if (pool.wide)
        parts.push(
        t`A new study of this kind would lie between ${explorerWords({mid: pool.wide[0]}, {measure: values.measure})} and ${explorerWords({mid: pool.wide[1]}, {measure: values.measure})}.`);
      parts.push(t`Rows may share trials, so this is an exercise and no result.`);
    }
    return parts.join(" ");
  }

  return {
    node, forest,
    show(filtered) {
      rows = filtered;
      draw();
    },
    reach(level) { behind.hidden = level < 2; },
    start(place) {
      root = place;
      const refresh = () => { colors = null; draw(); };
      const resize = new ResizeObserver(() => {
        const next = Math.round(node.clientWidth);
        if (next && next !== width) { width = next; draw(); }
      });
      resize.observe(node);
      const stopWatching = watchColors(refresh);
      const print = matchMedia("print");
      print.addEventListener("change", refresh);
      return () => {
        resize.disconnect();
        stopWatching();
        print.removeEventListener("change", refresh);
      };
    },
  };
}
