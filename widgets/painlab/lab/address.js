// What the page makes of a link: the grammar is shared/permalink.py. Pure functions.
import {acceptValue, defaultValues, shorten} from "../page/numbers.js";
import {t} from "../page/words.js";
import {nearestName} from "../shared/nearest.js";
import {bareLink, changed, formatLink as writtenLink, partsOf, readPairs} from "../shared/permalink.js";

/** The controls whose value differs from the default. */
export function changedControls(spec, values) {
  const symbols = changed(values, defaultValues(spec));
  return spec.controls.filter(({symbol}) => symbols.includes(symbol));
}

export function formatLink(spec, values) {
  return writtenLink(spec.name, spec.version, values, defaultValues(spec), encoded);
}

function encoded(value) {
  return encodeURIComponent(typeof value === "number" ? Number(value.toPrecision(12)) : value);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const TOLD = 3; // messages of one link

/** Whether a page's fragment is meant for a lab of this name. */
export function isLinkFor(spec, fragment) {
  return bareLink(String(fragment), decoded).startsWith(`${spec.name}/`);
}

/**
 * Reads a link (see readPairs). Returns {values, messages} with every control's value, or {messages} where the
 * link cannot be used at all. Anyone can write a link, so that messages are few and repeat none of its words but
 * names near our own.
 */
export function readLink(spec, text) {
  const parts = partsOf(String(text), decoded);
  if (!parts) return {messages: [t`This link cannot be read. The lab stays as it is.`]};
  const {name, version, pairs} = parts;
  if (name !== spec.name) return {messages: [t`This link is for another lab, not for “${spec.name}”.`]};
  if (version !== spec.version) {
    return {messages: [t`This link was made for version ${version} of the lab; here is version ${spec.version}.`]};
  }
  const values = defaultValues(spec);
  const messages = [];
  for (const [symbol, , control, value] of readPairs(pairs, spec.controls)) {
    if (!control) {
      const near = nearestName(symbol, Object.keys(values));
      const named = near ? t`“${shorten(symbol)}” (is it “${near}”?)` : t`something`;
      messages.push(t`The link names ${named}, which this lab does not have.`);
      continue;
    }
    const accepted = acceptValue(control, value, false);
    if ("value" in accepted) values[symbol] = accepted.value;
    if (accepted.message) messages.push(accepted.message);
  }
  const told = [...new Set(messages)];
  const more = told.length > TOLD ? [t`${told.length - TOLD} more of its parts could not be used as written.`] : [];
  return {values, messages: [...told.slice(0, TOLD), ...more]};
}
