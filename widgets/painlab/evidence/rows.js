// The rows of the evidence table that the filters leave: what is drawn, what is pooled, how one is said. Pure.
import {pooled} from "../shared/estimate.js";
import {formatNumber} from "../shared/numbers.js";
import {textWidth, wrapLabel} from "../views/plot.js";
import {ofAHundred, wholePeople} from "../shared/hundred.js";
import {t} from "../page/words.js";

/** What is drawn of rows on one scale, treatments of a kind together. */
export function explorerForest(rows, values) {
  return rows.filter(({scale}) => scale === values.measure)
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.treatment.localeCompare(b.treatment) || a.year - b.year);
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
  const summary = pooled(mids, errors);
  if (values.pool === "fixed") {
    const error = 1 / Math.sqrt(errors.reduce((all, e) => all + 1 / e ** 2, 0));
    return {mid: from(summary.fixed), low: from(summary.fixed - 1.96 * error), high: from(summary.fixed + 1.96 * error),
      i2: summary.i2, count: known.length};
  }
  return {
    mid: from(summary.estimate), low: from(summary.low), high: from(summary.high), i2: summary.i2, count: known.length,
    wide: Number.isFinite(summary.predict_low) ? [from(summary.predict_low), from(summary.predict_high)] : null,
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

/** Whether two rows are of one treatment in one review; their labels may differ in weeks, or in people. */
const isOne = (row, other) => row.treatment === other.treatment && row.year === other.year;

/** The treatments with a number to treat and a number to harm from the same source: [{label, help, harm, seen}]. */
export function explorerPairs(rows) {
  return rows.filter(({measure}) => measure === "NNT").flatMap((help) => {
    const harm = rows.find((row) => row.measure === "NNH" && row.source === help.source && isOne(row, help));
    return harm ? [{label: help.label, help, harm, seen: help.seen}] : [];
  });
}

export function explorerSentence(rows, values, which) {
  const row = rows.find(({name}) => name === values[which]);
  const {anyway, because, rest} = explorerCounts(ofAHundred(row, values));
  const stop = rows.find((one) => one.scale === "stop" && isOne(one, row));
  const harm = stop ? t` ${Math.round(stop.mid)} more stop because of side effects than with placebo.` : "";
  return t`${row.treatment}, ${row.year}: of 100 people, ${anyway} respond anyway, ${because} because of it, and ${rest} do not reach the mark.${harm}`;
}

export function explorerCut(label, room) {
  const [first, ...more] = wrapLabel(label, room - textWidth("…"));
  return more.length ? `${first}…` : first;
}

export function explorerCounts({anyway, because, rest}) {
  const [a, b, c] = wholePeople([anyway / 100, because / 100, rest / 100], 100);
  return {anyway: a, because: b, rest: c};
}
