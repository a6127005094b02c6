// Two rounds of answers: as CSV, read again, and what a pair of answers says. Pure.
import {shorten} from "../page/numbers.js";
import {COLUMNS, LETTERS, ROUNDS, roundsOf} from "../shared/answers.js";
import {t} from "../page/words.js";

// `rounds` as CSV. A round: {date, answers: [{option, sure}, …]}, one answer for each item, in the items' order.
export function inventoryWrite(rounds, items) {
  const rows = ROUNDS.flatMap((name) => (rounds[name]?.answers ?? []).map(({option, sure}, at) =>
    [items[at].id, LETTERS[option], sure, name, rounds[name].date]));
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

// The rounds of such a text. An Error says which line is wrong, and how.
export function inventoryRead(text, items) {
  const read = Object.entries(roundsOf(text, items.map(({id}) => id), shorten));
  const inOrder = (answers) =>
    items.map(({id}) => ({option: LETTERS.indexOf(answers[id][0]), sure: answers[id][1]}));
  return Object.fromEntries(read.map(([name, {date, answers}]) => [name, {date, answers: inOrder(answers)}]));
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
