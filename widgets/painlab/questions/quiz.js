// A quiz: every option has a reason, shown once the item is answered. Before that nothing in the
// document tells the answer.
import {element, handIn} from "../page/elements.js";
import {isPlainNumber, keypad, numberReadings} from "../page/numbers.js";
import {makeSorting} from "./sort.js";
import {SURE} from "../shared/answers.js";
import {t} from "../page/words.js";

export const quizSureInWords = (sure) => ({sure: t`sure`, "fairly sure": t`fairly sure`, guessing: t`guessing`})[sure]
  ?? sure;
let quizCount = 0;

// What is still missing before `item` can be judged, or "". An answer: index | list of indices | text | {place,
// sentence} per card.
export function quizMissing(item, answer) {
  if (item.kind === "choice") return answer === null ? t`Choose an option first.` : "";
  if (item.kind === "several") return answer.length ? "" : t`Mark at least one option first.`;
  if (item.kind === "number") return numberReadings(answer, item.unit).length === 0
    ? t`Write a number first, such as 12.5.` : "";
  const open = answer.filter(({place}) => place === null).length;
  const bare = answer.filter(({sentence}, index) => item.cards[index].sentences && sentence < 0).length;
  const count = open || bare;
  return count
    ? t`${count} ${count === 1 ? t`card still needs` : t`cards still need`} ${open ? t`a place` : t`a sentence`}.` : "";
}

// {right, verdict, reasons}: `reasons` has one {mark, lead, text} per option, or per card and each of its sentences;
// for a number, per line below it.
export function quizJudge(item, answer) {
  return {choice: quizJudgeChoice, several: quizJudgeSeveral, number: quizJudgeNumber,
    sort: quizJudgeSort}[item.kind](item, answer);
}

function quizJudgeChoice(item, answer) {
  const right = item.options[answer].right;
  return {right, verdict: right ? t`Right.` : t`Not this one. The reasons stand under each option.`,
    reasons: quizReasons(item.options, answer)};
}

export function quizReasons(options, answer) {
  return options.map((option, index) => {
    if (option.right) return {mark: "✓", lead: index === answer ? t`Right.` : t`This is the one.`, text: option.reason};
    return {mark: index === answer ? "✗" : "", lead: index === answer ? t`Not this one.` : "", text: option.reason};
  });
}

function quizJudgeSeveral(item, answer) {
  const agrees = item.options.map((option, index) => option.right === answer.includes(index));
  const reasons = item.options.map((option, index) => {
    const lead = option.right
      ? (agrees[index] ? t`Right.` : t`This belongs here too.`)
      : (agrees[index] ? t`Rightly left out.` : t`Not this one.`);
    return {mark: option.right ? "✓" : agrees[index] ? "" : "✗", lead, text: option.reason};
  });
  const count = agrees.filter(Boolean).length;
  const right = count === agrees.length;
  return {right, verdict: right ? t`Right, all of them.` : t`${count} of ${agrees.length} options marked rightly.`,
    reasons};
}

function quizJudgeNumber(item, answer) {
  const readings = numberReadings(answer, item.unit);
  const isRight = (reading) => Math.abs(reading - item.answer) <= item.tolerance * (1 + 1e-9);
  const value = readings.find(isRight) ?? readings[0];
  const right = isRight(value);
  const solution = {mark: "✓", lead: `${quizWithUnit(item.answer, item.unit)}.`, text: item.reason};
  const others = item.wrong.map(({from, to, reason}) => ({
    mark: value >= from && value <= to ? "✗" : "",
    lead: `${from === to ? from : t`${from} to ${to}`}:`,
    text: reason,
  }));
  others.sort((one, other) => Boolean(other.mark) - Boolean(one.mark));
  const read = isPlainNumber(answer) && value === readings[0] ? ""
    : t` Your answer was read as ${quizWithUnit(value, item.unit)}.`;
  const wrong = t`${quizWithUnit(value, item.unit)} is not it.`;
  return {right, verdict: right ? t`Right.${read}` : wrong, reasons: [solution, ...others]};
}

function quizJudgeSort(item, answer) {
  const placed = item.cards.filter((card, index) => card.class === answer[index].place).length;
  const asked = item.cards.filter((card) => card.sentences).length;
  const shown = item.cards.filter((card, index) => card.sentences?.[answer[index].sentence].right).length;
  const reasons = item.cards.flatMap((card, index) => {
    const agrees = card.class === answer[index].place;
    const own = {mark: agrees ? "✓" : "✗", lead: agrees ? t`Right.` : t`Belongs to “${card.class}”.`,
      text: card.reason};
    return [own, ...(card.sentences ? quizReasons(card.sentences, answer[index].sentence) : [])];
  });
  const right = placed === item.cards.length && shown === asked;
  const count =
    t`${placed} of ${item.cards.length} cards where they belong${asked ? t`, ${shown} of ${asked} sentences that show it` : ""}.`;
  return {right, verdict: right ? t`Right, all of them.` : count, reasons};
}

function quizWithUnit(value, unit) {
  return unit ? `${value} ${unit}`.replace(" %", "%") : String(value);
}

// One phrase per item for the line at the end. A try: {right, sure}, in the order they were made.
export function quizStanding(tries) {
  if (!tries.length) return t`open`;
  const at = tries.findIndex(({right}) => right);
  if (at === 0) return tries[0].sure === "guessing" ? t`right, by a guess` : t`right`;
  if (at > 0) return t`right, not at once`;
  return tries[0].sure === "sure" ? t`not yet, though sure` : t`not yet`;
}

// [[tag, text], …] of a text with **bold** and *italic*.
export function quizInline(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((part) => {
    if (part.startsWith("**") && part.length > 4) return ["strong", part.slice(2, -2)];
    if (part.startsWith("*") && part.length > 2) return ["em", part.slice(1, -1)];
    return ["", part];
  });
}

export function renderQuiz({model, el}) {
  const spec = model.get("spec");
  const root = element("section", {class: "painlab-quiz", "aria-label": t`Quiz: ${spec.title}`,
    "data-lm-suppress-shortcuts": "true"});
  const list = element("ol", {class: "painlab-quiz-items"});
  const standing = element("p", {class: "painlab-quiz-small painlab-quiz-standing", hidden: true});
  const tries = spec.items.map(() => []);
  const note = () => quizShowStanding(standing, tries);
  spec.items.forEach((item, index) =>
    list.append(quizItem(item, spec.name, (one) => { tries[index].push(one); note(); })));
  root.append(element("p", {class: "painlab-quiz-title"}, spec.title), list, standing);
  el.append(root);
  return () => root.remove();
}

// The answer field of one exercise: what is asked stands in the text above, its number too.
export function renderExercise({model, el}) {
  const {name, items: [item]} = model.get("spec");
  const root = element("div", {class: "painlab-quiz painlab-exercise", "data-lm-suppress-shortcuts": "true"});
  root.append(element("div", {class: "painlab-quiz-items"}, quizItem(item, `exercises-${name}`, () => {}, "div")));
  el.append(root);
  return () => root.remove();
}

function quizShowStanding(standing, tries) {
  standing.hidden = false;
  standing.replaceChildren(t`Your answers: `);
  tries.forEach((attempt, index) => {
    standing.append(index ? " · " : "",
      element("span", {}, element("b", {}, String(index + 1)), ` ${quizStanding(attempt)}`));
  });
}

// One item. Each answer is told to `answered`, and as the event painlab:answer to whoever keeps answers.
function quizItem(item, quiz, answered, tag = "li") {
  const name = `painlab-quiz-${++quizCount}`;
  const {body, read, firstOpen, explain, settle} = {choice: quizOptions, several: quizOptions, number: quizNumberField,
    sort: quizCards}[item.kind](item, name);
  const sure = item.confidence ? quizSureness(name) : null;
  const button = element("button", {}, t`Check`);
  const verdict = element("p", {class: "painlab-quiz-verdict", role: "status"});
  const fieldset = element("fieldset", {class: "painlab-quiz-question"}, element("legend", {}, ...quizWords(item.stem)),
    body);
  const form = element("form", {novalidate: true, autocomplete: "off"}, fieldset, sure?.body,
    element("div", {class: "painlab-quiz-act"}, button, verdict));
  const lock = (on) => [fieldset, sure?.body].forEach((part) => part && (part.disabled = on));
  let undo = null;

  handIn(form, button, () => {
    if (undo) {
      undo();
      undo = null;
      lock(false);
      form.reset();
      settle?.();
      button.textContent = t`Check`;
      verdict.textContent = "";
      firstOpen().focus();
      return;
    }
    const answer = read();
    const missing = quizMissing(item, answer);
    if (missing) {
      verdict.textContent = missing;
      firstOpen().focus();
      return;
    }
    const result = quizJudge(item, answer);
    lock(true);
    undo = explain(result.reasons);
    button.textContent = t`Answer again`;
    verdict.textContent = result.verdict;
    if (item.citation) verdict.append(element("span", {class: "painlab-quiz-small"}, t` Source: ${item.citation}.`));
    const one = {right: result.right, sure: sure?.read() ?? null};
    answered(one);
    const stem = quizInline(item.stem).map(([, part]) => part).join("");
    node.dispatchEvent(new CustomEvent("painlab:answer",
      {bubbles: true, detail: {key: `${quiz}/${item.id}`, stem, ...one}}));
  });
  const node = element(tag, {class: "painlab-quiz-item", id: `quiz-${quiz}-${item.id}`}, form);
  if (location.hash === `#${node.id}`) requestAnimationFrame(() => node.scrollIntoView({block: "start"}));
  return node;
}

function quizOptions(item, name) {
  const rows = quizOptionRows(item.options, name, item.kind === "choice" ? "radio" : "checkbox");
  const inputs = rows.map((row) => row.querySelector("input"));
  const body = element("div", {}, item.kind === "several"
    ? element("p", {class: "painlab-quiz-small"}, t`Mark all that apply.`) : null, ...rows);
  return {
    body,
    read: () => {
      const chosen = inputs.flatMap((input, index) => (input.checked ? [index] : []));
      return item.kind === "several" ? chosen : chosen[0] ?? null;
    },
    firstOpen: () => inputs.find((input) => input.checked) ?? inputs[0],
    explain: (reasons) => quizExplain(rows, reasons),
  };
}

export function quizOptionRows(options, name, type) {
  return options.map((option, index) => element("div", {class: "painlab-quiz-option"},
    element("label", {}, element("input", {type, name, value: index}),
      element("span", {}, ...quizWords(option.text)))));
}

function quizNumberField(item) {
  const input = element("input", {
    type: "text", inputmode: keypad(Math.min(item.answer, ...item.wrong.map(({from}) => from))), size: 8,
  });
  const row = element("div", {class: "painlab-quiz-number"},
    element("label", {}, t`Your answer `, input, item.unit ? ` ${item.unit}` : ""));
  return {
    body: row,
    read: () => input.value,
    firstOpen: () => input,
    explain: (reasons) => quizExplain(reasons.map(() => row), reasons),
  };
}

function quizCards(item, name) {
  const cards = item.cards.map((card, index) => {
    const place = element("div", {}, quizRow(item.classes, `${name}-${index}`));
    const rows = quizOptionRows(card.sentences ?? [], `${name}-${index}-why`, "radio");
    const why = rows.length ? element("fieldset", {class: "painlab-quiz-why"},
      element("legend", {}, t`Which sentence shows it?`), ...rows) : null;
    const body = element("fieldset", {class: "painlab-quiz-card"}, 
      element("legend", {}, ...quizWords(card.text)), element("span", {class: "painlab-grip", "aria-hidden": "true"},
        "⠿"), place, why);
    return {body, place, rows, why};
  });
  const chosen = (part) => part?.querySelector("input:checked")?.value ?? null;
  const sentence = (rows) => rows.findIndex((row) => row.querySelector("input:checked"));
  const parts = cards.flatMap(({place, why}) => (why ? [place, why] : [place]));
  const places = item.classes.map((text) => ({text, words: quizWords(text)}));
  const sorting = makeSorting(places, cards.map(({body}) => body), name);
  return {
    body: element("div", {},
      element("p", {class: "painlab-quiz-small"}, t`Drag each card to its place, or choose the place on the card.`),
        sorting.node),
    settle: sorting.settle,
    read: () => cards.map(({place, rows}) => ({place: chosen(place), sentence: sentence(rows)})),
    firstOpen: () => (parts.find((part) => chosen(part) === null) ?? parts[0]).querySelector("input"),
    explain: (reasons) => quizExplain(cards.flatMap(({place, rows}) => [place, ...rows]), reasons),
  };
}

export function quizSureness(name) {
  const body = element("fieldset", {class: "painlab-quiz-sure"}, element("legend", {}, t`How sure are you?`),
    quizRow(SURE, `${name}-sure`, quizSureInWords));
  return {body, read: () => body.querySelector("input:checked")?.value ?? null};
}

export function quizRow(labels, name, inWords = (label) => label) {
  return element("div", {class: "painlab-quiz-row"}, ...labels.map((label) => element("label", {},
    element("input", {type: "radio", name, value: label}), element("span", {}, ...quizWords(inWords(label))))));
}

// Writes a reason at the end of each row; returns what takes them away.
export function quizExplain(rows, reasons) {
  const notes = reasons.map(({mark, lead, text}, index) => {
    const note = element("p", {class: "painlab-quiz-reason"},
      mark ? element("span", {class: "painlab-quiz-mark", "aria-hidden": "true"}, mark) : null,
      lead ? element("b", {}, `${lead} `) : null, ...quizWords(text));
    rows[index].append(note);
    return note;
  });
  return () => notes.forEach((note) => note.remove());
}

export function quizWords(text) {
  return quizInline(text).map(([tag, part]) => (tag ? element(tag, {}, part) : part));
}
