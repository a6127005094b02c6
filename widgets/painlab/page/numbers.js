// Numbers as people type, read and pass them. Pure functions.

/** A number as text: fixed digits where given, else four significant ones; a real minus; "–" for no number. */
export function formatNumber(value, digits = null) {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  const text = digits == null ? String(Number(value.toPrecision(4))) : value.toFixed(digits);
  return (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text).replace("-", "−");
}

/** With its unit; a percent sign and a degree sign stand close. */
export function formatQuantity(value, unit, digits = null) {
  const text = formatNumber(value, digits);
  if (!unit) return text;
  return /^[%°]/.test(unit) ? `${text}${unit}` : `${text} ${unit}`;
}

/** The number that a person typed, or NaN: accepts a comma for the point, a typographic minus, and spaces around. */
export function readNumber(text) {
  const plain = String(text).trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/**
 * What becomes of a value that arrives from outside (typed, from a link, from Python, from another widget).
 * Returns {value} where it is fine, {value, message} where it was moved into the range, {message} where it is refused.
 */
export function acceptValue(control, value) {
  if (control.choices) {
    const choice = control.choices.find(([, known]) => String(known) === String(value));
    if (choice) return {value: choice[1]};
    const known = control.choices.map(([, name]) => name).join(", ");
    return {message: `${control.label}: there is no choice “${shorten(value)}” (there is ${known}). Nothing was changed.`};
  }
  const number = typeof value === "string" ? readNumber(value) : typeof value === "boolean" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) {
    return {message: `${control.label}: “${shorten(value)}” is not a number. Nothing was changed.`};
  }
  if (number >= control.low && number <= control.high) return {value: number};
  const nearest = number < control.low ? control.low : control.high;
  const range = `${formatNumber(control.low)} to ${formatQuantity(control.high, control.unit)}`;
  return {value: nearest, message: `${control.label} goes from ${range}: ${formatNumber(number)} became ${formatNumber(nearest)}.`};
}

function shorten(value) {
  const text = String(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

/** The candidate with the fewest edits to `name`, or null where none is near. */
export function nearestName(name, candidates) {
  let best = null;
  let fewest = Math.max(2, Math.floor(name.length / 2));
  for (const candidate of candidates) {
    const edits = countEdits(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= fewest && (best == null || edits < fewest)) [best, fewest] = [candidate, edits];
  }
  return best;
}

function countEdits(a, b) {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
    }
    row = next;
  }
  return row[b.length];
}

/** Position of a value on a slider of a logarithmic control, 0 to 1, and back, rounded to three digits. */
export function logPosition(control, value) {
  return Math.log(value / control.low) / Math.log(control.high / control.low);
}

export function logValue(control, position) {
  const value = control.low * (control.high / control.low) ** position;
  return Math.min(control.high, Math.max(control.low, Number(value.toPrecision(3))));
}
