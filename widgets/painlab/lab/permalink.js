// A state of a lab as text: #name/version?symbol=value&… with only what differs from the default. Pure functions.
import {acceptValue, nearestName, shorten} from "../page/numbers.js";
import {t} from "../page/words.js";

/** {symbol: default value} of a lab's controls. */
export function defaultValues(spec) {
  return Object.fromEntries(spec.controls.map((control) => [control.symbol, control.value]));
}

/** The controls whose value differs from the default. */
export function changedControls(spec, values) {
  return spec.controls.filter((control) => values[control.symbol] !== control.value);
}

export function formatLink(spec, values) {
  const pairs = changedControls(spec, values).map(
    ({symbol}) => `${encodeURIComponent(symbol)}=${encodeURIComponent(writeValue(values[symbol]))}`,
  );
  return `#${spec.name}/${spec.version}${pairs.length ? "?" : ""}${pairs.join("&")}`;
}

function writeValue(value) {
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

const TOLD = 3; // messages of one link
const ENCODED = /%(?:25)*(?:2F|3F|3D|26)/i;

/**
 * The text of a link that a lab reads, from a whole address, a fragment or the bare text: what mail, chat and learning
 * platforms did to it is undone (signs encoded, once or more; "&amp;"; a full stop, a bracket or a sign without width).
 */
export function bareLink(text) {
  let bare = String(text).replace(/[\u200B-\u200F\u2060\uFEFF\s]/g, "");
  if (!bare.includes("#")) bare = bare.replace(/^.*?%(25)*23/i, "#");
  bare = bare.replace(/^[^#]*#/, "").replace(/&amp;/g, "&");
  for (let times = 0; times < 3 && ENCODED.test(bare); times += 1) bare = decoded(bare);
  return bare.replace(/[.,;:!)\]}>"'’”]+$/, "");
}

/** Whether a page's fragment is meant for a lab of this name. */
export function isLinkFor(spec, fragment) {
  return bareLink(fragment).startsWith(`${spec.name}/`);
}

/**
 * Reads a link (see bareLink). Returns {values, messages} with every control's value, or {messages} where the link
 * cannot
 * be used at all. Anyone can write a link, so that messages are few and repeat none of its words but names near our
 * own.
 */
export function readLink(spec, text) {
  const match = /^([A-Za-z0-9_-]+)\/(\d{1,6})(?:\?(.*))?$/.exec(bareLink(text));
  if (!match) return {messages: [t`This link cannot be read. The lab stays as it is.`]};
  const [, name, version, query = ""] = match;
  if (name !== spec.name) return {messages: [t`This link is for another lab, not for “${spec.name}”.`]};
  if (Number(version) !== spec.version) {
    return {messages: [t`This link was made for version ${version} of the lab; here is version ${spec.version}.`]};
  }
  const values = defaultValues(spec);
  const messages = [];
  for (const pair of query.split("&").filter(Boolean)) {
    const [symbol, value] = splitPair(pair);
    const control = spec.controls.find((known) => known.symbol === symbol);
    if (!control) {
      const near = nearestName(symbol, Object.keys(values));
      const named = near ? t`“${shorten(symbol)}” (is it “${near}”?)` : t`something`;
      messages.push(t`The link names ${named}, which this lab does not have.`);
      continue;
    }
    const number = !control.choices && value ? Number(value) : NaN; // a link's point is never one of thousands
    const accepted = acceptValue(control, Number.isFinite(number) ? number : value, false);
    if ("value" in accepted) values[symbol] = accepted.value;
    if (accepted.message) messages.push(accepted.message);
  }
  const told = [...new Set(messages)];
  const more = told.length > TOLD ? [t`${told.length - TOLD} more of its parts could not be used as written.`] : [];
  return {values, messages: [...told.slice(0, TOLD), ...more]};
}

function splitPair(pair) {
  const [symbol, ...rest] = pair.split("=");
  return [decoded(symbol), decoded(rest.join("="))];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
