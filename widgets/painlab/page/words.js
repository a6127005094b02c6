// What the interface says, in the reader's language. English stands where it is said; other languages are `WORDS`,
// which words.py writes here: {English text with {0}, {1} … for what is filled in: the same in that language}.
const WORDS = null;

/** A tagged template: the text in the reader's language. A template stays whole, so that words can change places. */
export function t(strings, ...values) {
  if (!WORDS) return String.raw({raw: strings}, ...values);
  const key = strings.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
  return (WORDS[key] ?? key).replace(/\{(\d+)\}/g, (_, at) => values[at]);
}
