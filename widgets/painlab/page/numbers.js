// Numbers as people type and pass them. Pure functions.
import {t} from "./words.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {endOfRange} from "../shared/permalink.js";

const ZEROS = "０٠۰०"; // full width, Arabic, Persian, Devanagari
const OPEN = /^[+-]?\d{1,3}(?:[.,]\d{3})$/; // 1,000 is a thousand here and one elsewhere
const GROUPS = /^[+-]?[1-9]\d{0,2}([ '])\d{3}(?:\1\d{3})*(?=$|[.,]\d*$)/;

/**
 * All that a typed text may mean, the likeliest first: none where it is no number, two for 1,000 and 1.000.
 * Taken are a comma for the point, groups of three (by commas, points, spaces, apostrophes), digits of other scripts,
 * a typographic minus, the unit, and a percent sign, which is hundredths where the unit is another than %.
 */
export function numberReadings(text, unit = "") {
  const typed = plainSigns(String(text));
  const percent = /%$/.test(typed) && !plainSigns(unit);
  const bare = withoutUnit(percent ? typed.slice(0, -1).trim() : typed, plainSigns(unit));
  const readings = plainReadings(bare);
  return percent ? readings.flatMap((value) => [value / 100, value]) : readings;
}

/** Whether a text is written as the page writes numbers, so that it need not be said how it was read. */
export function isPlainNumber(text) {
  return numbers(String(text).trim().replace("−", "-")).length > 0;
}

function plainSigns(text) {
  return text
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, "")
    .replace(/\p{Nd}/gu, (digit) => {
      const zero = [...ZEROS].find((sign) => digit >= sign && digit.codePointAt(0) - sign.codePointAt(0) < 10);
      return zero ? digit.codePointAt(0) - zero.codePointAt(0) : digit;
    })
    .replace(/[\uFF0B-\uFF0E\uFF05]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0))
    .replace(/[\u2010-\u2013\u2212]/g, "-").replace(/٫/g, ",").replace(/٬/g, "'").replace(/٪/g, "%")
    .replace(/[’‘ʼ´`]/g, "'").replace(/[μµ]/g, "µ").replace(/[Ω\u2126]/g, "Ω").replace(/\s+/g, " ").trim();
}

function withoutUnit(text, unit) {
  const end = text.slice(-unit.length);
  const is = unit && end.toLowerCase() === unit.toLowerCase() && /[\d.,] ?$/.test(text.slice(0, -unit.length));
  return (is ? text.slice(0, -unit.length) : text).trim();
}

function plainReadings(text) {
  const signed = text.replace(/^([+-]) /, "$1");
  const body = signed.replace(GROUPS, (whole) => whole.replace(/[ ']/g, ""));
  const [first, second] = [".", ","].sort((one, other) => body.indexOf(one) - body.indexOf(other));
  if (body.includes(first) && body.includes(second)) { // the later one is the decimal sign
    const [whole, ...decimals] = body.split(second);
    return decimals.length === 1 && isGrouped(whole, first) ? numbers(`${whole.split(first).join("")}.${decimals[0]}`)
      : [];
  }
  const sign = body.includes(",") ? "," : ".";
  const count = body.split(sign).length - 1;
  if (count > 1) return isGrouped(body, sign) ? numbers(body.split(sign).join("")) : [];
  const decimal = body.replace(",", ".");
  if (body !== signed || !OPEN.test(body) || /^[+-]?0/.test(body)) return numbers(decimal);
  const readings = [...numbers(decimal), ...numbers(body.replace(sign, ""))];
  return sign === "," ? readings.reverse() : readings;
}

function isGrouped(text, sign) {
  const [first, ...groups] = text.split(sign);
  return /^[+-]?[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}

function numbers(text) {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? [Number(text)] : [];
}

/** What the keypad of a phone shows for such a number: the one of an iPhone has no minus. */
export function keypad(low) {
  return low < 0 ? "text" : "decimal";
}

/**
 * What becomes of a value that arrives from outside (typed, from a link, from Python, from another widget).
 * Returns {value} where it is fine, {value, message} where it was moved into the range or can be read in two ways,
 * {message} where it is refused. `quoted` false: the value is a stranger's, and the message does not repeat it.
 */
export function acceptValue(control, value, quoted = true) {
  const named = quoted ? `“${shorten(value)}”` : t`what was given`;
  if (control.choices) return acceptChoice(control, value, named, quoted);
  const readings = typeof value === "string" ? numberReadings(value, control.unit) : [Number(value)];
  const plain = typeof value === "number" || typeof value === "boolean" || typeof value === "string";
  if (!plain || !readings.some(Number.isFinite)) {
    return {message: t`${control.label}: ${named} is not a number${unitAsked(control, value)}. Nothing was changed.`};
  }
  const inside = readings.find((number) => number >= control.low && number <= control.high);
  if (inside !== undefined) {
    if (readings.length === 1 || (inside === readings[0] && isPlainNumber(value))) return {value: inside};
    return {value: inside, message: t`${control.label}: ${named} was read as ${formatQuantity(inside, control.unit)}.`};
  }
  const [number] = readings;
  const nearest = endOfRange(control.low, control.high, number);
  const range = t`${formatNumber(control.low)} to ${formatQuantity(control.high, control.unit)}`;
  return {value: nearest,
    message: t`${control.label} goes from ${range}: ${formatNumber(number)} became ${formatNumber(nearest)}.`};
}

function acceptChoice(control, value, named, quoted) {
  const choice = control.choices.find(([, known]) => String(known) === String(value));
  if (choice) return {value: choice[1]};
  const known = control.choices.map(([, name]) => name).join(", ");
  const none = quoted ? t`there is no choice ${named}` : t`${named} is no choice`;
  return {message: t`${control.label}: ${none} (there is ${known}). Nothing was changed.`};
}

/** " in ms" where a number with another unit was typed. */
function unitAsked(control, value) {
  return control.unit && /^\s*[+−-]?[\d.,]+\s*\D+$/.test(String(value)) ? t` in ${control.unit}` : "";
}

/** {symbol: value} of a lab's controls: the defaults, but for what is `changed`. */
export function defaultValues(spec, changed) {
  return Object.fromEntries(spec.controls.map(({symbol, value}) => [symbol, changed?.[symbol] ?? value]));
}

/** A text from outside, short enough to stand in a sentence. */
export function shorten(value) {
  const text = String(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

/** Position of a value on a slider of a logarithmic control, 0 to 1, and back, rounded to three digits. */
export function logPosition(control, value) {
  return Math.log(value / control.low) / Math.log(control.high / control.low);
}

export function logValue(control, position) {
  const value = control.low * (control.high / control.low) ** position;
  return Math.min(control.high, Math.max(control.low, Number(value.toPrecision(3))));
}
