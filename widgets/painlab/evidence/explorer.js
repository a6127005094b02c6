// The evidence table: filters above; a forest, 100 people for each of two treatments, help against harm; the same rows
// as a table.
// The filters' rules are those of explorer.py.
import {citation, makeControls} from "../lab/controls.js";
import {copyButton, disclosure, element, button} from "../page/elements.js";
import {pooled} from "../shared/estimate.js";
import {makeState} from "../lab/lab_state.js";
import {formatNumber} from "../page/numbers.js";
import {drawDot, drawXAxis, extent, makeArea, makePlot, NARROW, niceRange, readColors, strokeLine, textWidth, ticks,
  watchColors, wrapLabel} from "../views/plot.js";
import {makePrediction} from "../lab/prediction.js";
import {makePeopleView, wholePeople} from "../views/people.js";
import {t} from "../page/words.js";

const SIDE_BY_SIDE = 620; // px: from here the two hundreds of people stand side by side
const EXPLORER_FILTERS = {family: "kind", site: "site", condition: "condition", control: "control"};
const EXPLORER_PEOPLE = {
  total: 100, label: t`of 100 people`, of: 100, groups: [
    {read: "anyway", label: t`respond anyway`, role: "muted", mark: "full"},
    {read: "because", label: t`respond because of it`, role: "treatment", mark: "full"},
    {read: "rest", label: t`do not reach the mark`, role: "muted", mark: "empty"},
  ],
};

// ---- pure ----

/** The rows that the filters leave. */
export function explorerRows(rows, values, order) {
  const least = order.indexOf(values.certainty);
  return rows.filter((row) =>
    Object.entries(EXPLORER_FILTERS)
      .every(([symbol, field]) => values[symbol] === "all" || values[symbol] === row[field])
    && (values.certainty === "all" || (order.includes(row.certainty) && order.indexOf(row.certainty) <= least))
    && (row.seen !== "not seen" || values.unverified === "show"));
}

/** What is drawn of them on one scale, treatments of a kind together. */
export function explorerForest(rows, values) {
  return rows.filter(({scale}) => scale === values.measure)
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.treatment.localeCompare(b.treatment) || a.year - b.year);
}

/** {anyway, because, rest} of 100 people, where `base` respond without the treatment's own effect. */
export function explorerPeople(row, values) {
  const TRIALS = 19; // of 100 on placebo, where the ratio is taken from
  const all = values.hold === "ratio" ? values.base * (TRIALS + row.mid) / TRIALS : values.base + row.mid;
  const responding = Math.min(100, Math.max(0, all));
  return {anyway: Math.min(values.base, responding), because: Math.max(0, responding - values.base),
    rest: 100 - responding};
}

/** The pooled row of a forest, or the reason why there is none. */
export function explorerPool(rows, values) {
  const known = rows.filter(({mid, low, high}) => mid != null && low != null && high > low);
  if (values.pool === "no") return null;
  if (known.length < 2) return {why: t`Pooling needs two rows with intervals.`};
  if (new Set(known.map(({control}) => control)).size > 1) {
    return {why: t`These rows answer different questions: choose one kind of comparison before pooling.`};
  }
  const log = values.measure === "ratio";
  const to = log ? Math.log : (x) => x;
  const from = log ? Math.exp : (x) => x;
  const mids = known.map(({mid}) => to(mid));
  const errors = known.map(({low, high}) => (to(high) - to(low)) / 3.92);
  const found = pooled(mids, errors);
  if (values.pool === "fixed") {
    const error = 1 / Math.sqrt(errors.reduce((all, e) => all + 1 / e ** 2, 0));
    return {mid: from(found.fixed), low: from(found.fixed - 1.96 * error), high: from(found.fixed + 1.96 * error),
      i2: found.i2, count: known.length};
  }
  return {
    mid: from(found.estimate), low: from(found.low), high: from(found.high), i2: found.i2, count: known.length,
    wide: Number.isFinite(found.predict_low) ? [from(found.predict_low), from(found.predict_high)] : null,
  };
}

/** "13.0 (10.6 to 15.4)"; a number to treat where the axis has numbers to treat. */
export function explorerWords({mid, low, high}, {measure, axis}) {
  if (mid == null) return t`no estimate`;
  const digits = measure === "sd" || measure === "ratio" ? 2 : 1;
  if (axis === "number" && (measure === "responders" || measure === "stop")) {
    const number = (x) => (Math.abs(x) < 1e-9 ? "∞" : formatNumber(100 / x, 1));
    return low == null ? number(mid)
      : t`${number(mid)} (${number(high)} ${low < -1e-9 ? t`through ∞ ` : ""}to ${number(low)})`;
  }
  const number = (x) => formatNumber(x, digits);
  return low == null ? number(mid) : t`${number(mid)} (${number(low)} to ${number(high)})`;
}

/** The treatments with a number to treat and a number to harm from the same source: [{label, help, harm, seen}]. */
export function explorerPairs(rows) {
  return rows.filter(({measure}) => measure === "NNT").flatMap((help) => {
    const harm = rows.find((row) => row.measure === "NNH" && row.label === help.label && row.source === help.source);
    return harm ? [{label: help.label, help, harm, seen: help.seen}] : [];
  });
}

export function explorerSentence(rows, values, which) {
  const row = rows.find(({name}) => name === values[which]);
  const {anyway, because, rest} = explorerCounts(explorerPeople(row, values));
  const stop = rows.find(({scale, label}) => scale === "stop" && label === row.label);
  const harm = stop ? t` ${Math.round(stop.mid)} more stop because of side effects than with placebo.` : "";
  return t`${row.treatment}, ${row.year}: of 100 people, ${anyway} respond anyway, ${because} because of it, and ${rest} do not reach the mark.${harm}`;
}

function explorerCut(label, room) {
  const [first, ...more] = wrapLabel(label, room - textWidth("…"));
  return more.length ? `${first}…` : first;
}

function explorerCounts({anyway, because, rest}) {
  const [a, b, c] = wholePeople([anyway / 100, because / 100, rest / 100], 100);
  return {anyway: a, because: b, rest: c};
}

// ---- the document ----

export function renderExplorer({model, el}) {
  const spec = model.get("spec");
  const state = makeState({model, spec});
  const pictures = spec.view === "pictures" ? explorerPictures(spec, state) : null;
  const controls = makeControls(spec, state, (level) => pictures?.reach(level));
  const table = explorerTable(spec);
  const root = element("section", {class: "painlab-lab painlab-explorer", "aria-label": spec.title,
    "data-lm-suppress-shortcuts": "true"});
  const found = element("p", {class: "painlab-small", role: "status"});
  const tries = spec.discoveries.map(({text, values}) => element("li", {}, button(text, () => state.load(values))));
  const answers = element("div", {hidden: Boolean(spec.prediction)}, ...(pictures ? [pictures.node] : []),
    state.messages, controls.presets, controls.node, controls.more, controls.sources, found,
    element("div", {class: "painlab-actions"}, copyButton(t`Copy link`, state.address)),
    pictures ? disclosure(t`The rows of the filters as a table`,
      () => { table.show(explorerRows(spec.rows, state.values, spec.order)); return [table.node]; }) : table.node,
    tries.length ? element("div", {class: "painlab-discoveries"}, element("p", {class: "painlab-kicker"}, t`Try these`),
      element("ul", {}, ...tries)) : null,
  );
  root.append(
    element("p", {class: "painlab-kicker"}, t`Explorer · ${spec.title}`),
    element("p", {class: "painlab-question"}, spec.question),
    spec.prediction ? makePrediction({spec, lab: state}, () => { answers.hidden = false; }) : "",
    answers,
    spec.note ? element("p", {class: "painlab-note"}, spec.note) : "",
  );
  el.append(root);

  function show() {
    controls.show(state.values);
    const rows = explorerRows(spec.rows, state.values, spec.order);
    table.show(rows);
    found.textContent = t`The filters leave ${rows.length} of ${spec.rows.length} rows.`;
    pictures?.show(rows);
  }
  state.onChange(show);
  const stop = [state.start(), pictures?.start(root)];
  show();
  return () => {
    stop.forEach((each) => each?.());
    root.remove();
  };
}

function explorerTable(spec) {
  const body = element("tbody");
  const caption = element("caption");
  const head = element("thead", {}, element("tr", {}, ...spec.head.map((name) => element("th", {scope: "col"}, name))));
  const node = element("div", {class: "painlab-table painlab-evidence", tabindex: 0, role: "region",
    "aria-label": t`Rows`}, element("table", {}, caption, head, body));
  const source = spec.head.indexOf("source");
  const lines = new Map();

  function lineOf(row) {
    if (!lines.has(row)) {
      const cells = row.cells.map((text, i) => (i === source ? citation(spec, row.source, text) : text));
      const [first, ...rest] = cells;
      lines.set(row,
        element("tr", {class: row.seen === "not seen" ? "painlab-unchecked" : null, title: row.note || null},
        element("th", {scope: "row"}, first), ...rest.map((cell) => element("td", {}, cell))));
    }
    return lines.get(row);
  }

  return {
    node,
    show(rows) {
      caption.textContent = t`${rows.length} published comparisons. ${spec.seenInTable}`;
      body.replaceChildren(...rows.map(lineOf));
    },
  };
}

function explorerPictures(spec, state) {
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
      const run = {readouts: explorerPeople(row, values), done: true};
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
    const ends = known.flatMap(({mid, low, high}) => [mid, low ?? mid, high ?? mid])
      .concat(pool?.wide ?? [], pool?.mid == null ? [] : [pool.low, pool.high]);
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
    if (!asNumber) {
      forest.rule(area.X(zero), area.top - 6, area.X(zero), area.bottom, "ink");
      const room = area.X(zero) - 8 > textWidth(sides[0]);
      if (room) forest.text(area.X(zero) - 8, area.top - 16, `← ${sides[0]}`, {align: "end"});
      forest.text(area.X(zero) + 8, area.top - 16, `${sides[1]} →`);
    }
    drawn.forEach((row, i) => drawRow(area, row, area.top + each * i, each, narrow, where, values));
    if (pool?.mid != null) drawPooled(area, pool, area.top + each * drawn.length, each, narrow, where, values);
    forest.end();
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
    node,
    show(found) {
      rows = found;
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
