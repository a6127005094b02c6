// Two rounds of answers: as CSV, read again, and what a pair of answers says. Pure.
import {shorten} from "../page/numbers.js";
import {COLUMNS, ROUNDS, SURE} from "../shared/answers.js";
import {t} from "../page/words.js";

// `rounds` as CSV. A round: {date, answers: [{option, sure}, …]}, one answer for each item, in the items' order.
export function inventoryWrite(rounds, items) {
  const rows = ROUNDS.flatMap((name) => (rounds[name]?.answers ?? []).map(({option, sure}, at) =>
    [items[at].id, "ABCD"[option], sure, name, rounds[name].date]));
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

// The rounds of such a text, also after a spreadsheet has saved it. An Error says which line is wrong, and how.
export function inventoryRead(text, items) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const cells = (line) => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const head = cells(lines[0]);
  const absent = COLUMNS.slice(0, 4).find((name) => !head.includes(name));
  if (absent)
    throw new Error(
      t`there is no column “${absent}”; a file saved here begins with the line ${COLUMNS.join(",")}`);
  const rounds = {};
  lines.forEach((line, number) => {
    const values = cells(line);
    if (!number || !values.some(Boolean)) return; // a spreadsheet leaves rows of empty cells
    const value = (name) => values[head.indexOf(name)] ?? "";
    const wrong = (name, known) =>
      new Error(t`line ${number + 1} has “${shorten(value(name))}” as ${name}; known are ${known.join(", ")}`);
    const at = items.findIndex(({id}) => id === value("item"));
    if (at < 0) throw wrong("item", items.map(({id}) => id));
    const letters = ["A", "B", "C", "D"];
    if (!letters.includes(value("answer"))) throw wrong("answer", letters);
    if (!SURE.includes(value("confidence"))) throw wrong("confidence", SURE);
    if (!ROUNDS.includes(value("round"))) throw wrong("round", ROUNDS);
    const {answers} = (rounds[value("round")] ??= {date: value("date"), answers: []});
    if (answers[at])
      throw new Error(t`line ${number + 1} answers “${value("item")}” a second time in the round ${value("round")}`);
    answers[at] = {option: letters.indexOf(value("answer")), sure: value("confidence")};
  });
  for (const [name, {answers}] of Object.entries(rounds)) {
    const open = items.filter((item, at) => !answers[at]).map(({id}) => id);
    if (open.length) throw new Error(t`the round ${name} lacks ${open.join(", ")}`);
  }
  if (!rounds.before && !rounds.after) throw new Error(t`there are no answers in it`);
  return rounds;
}

// What a pair of answers says to the person who gave them. `first` may be missing. An answer here: {right, sure}.
export function inventoryMeaning(first, second) {
  if (!second.right) {
    if (second.sure === "sure")
      return t`You were sure. This is the idea to read again first: whoever is sure has no reason to check.`;
    if (second.sure === "guessing")
      return t`A guess. Something is missing here, and that is easier to mend than a firm belief.`;
    return t`Not this one yet.`;
  }
  if (second.sure === "guessing") return t`Right by a guess. Read the reasons, so that next time it is no guess.`;
  if (first && !first.right && first.sure === "sure")
    return t`You were sure of something else before, and changed your mind.`;
  return "";
}
