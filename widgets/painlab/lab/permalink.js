// A state of a lab as text: #name/version?symbol=value&… with only what differs from the default. Pure functions.
import {acceptValue, nearestName} from "../page/numbers.js";

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

/** Whether a page's fragment is meant for a lab of this name. */
export function isLinkFor(spec, fragment) {
  return fragment.replace(/^#/, "").startsWith(`${spec.name}/`);
}

/**
 * Reads a link (a whole address, a fragment, or the bare text).
 * Returns {values, messages} with every control's value, or {messages} where the link cannot be used at all.
 */
export function parseLink(spec, text) {
  const bare = String(text).trim().replace(/^[^#]*#/, "");
  const match = /^([A-Za-z0-9_-]+)\/(\d+)(?:\?(.*))?$/.exec(bare);
  if (!match) return {messages: ["This link cannot be read. The lab stays as it is."]};
  const [, name, version, query = ""] = match;
  if (name !== spec.name) return {messages: [`This link is for the lab “${name}”, not for “${spec.name}”.`]};
  if (Number(version) !== spec.version) {
    return {messages: [`This link was made for version ${version} of the lab; here is version ${spec.version}.`]};
  }
  const values = defaultValues(spec);
  const messages = [];
  for (const pair of query.split("&").filter(Boolean)) {
    const [symbol, value] = splitPair(pair);
    const control = spec.controls.find((known) => known.symbol === symbol);
    if (!control) {
      const near = nearestName(symbol, Object.keys(values));
      messages.push(`The link names “${symbol}”, which this lab does not have${near ? ` (is it “${near}”?)` : ""}.`);
      continue;
    }
    const accepted = acceptValue(control, value);
    if ("value" in accepted) values[symbol] = accepted.value;
    if (accepted.message) messages.push(accepted.message);
  }
  return {values, messages};
}

function splitPair(pair) {
  const [symbol, ...rest] = pair.split("=");
  try {
    return [decodeURIComponent(symbol), decodeURIComponent(rest.join("="))];
  } catch {
    return [symbol, rest.join("=")];
  }
}
