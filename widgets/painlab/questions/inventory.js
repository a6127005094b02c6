// The concept inventory: the same items before and after the course. The first round carries no answers at all, the
// second shows them when every item is answered. Nothing is kept unless the reader asks, and nothing leaves the page.
import {button, element, handIn, newId, saveFile} from "../page/elements.js";
import {quizExplain, quizOptionRows, quizReasons, quizSureInWords, quizSureness, quizWords} from "./quiz.js";
import {ROUNDS} from "../shared/answers.js";
import {inventoryWrite, inventoryRead, inventoryMeaning} from "./rounds.js";
import {t} from "../page/words.js";

const INVENTORY_KEPT = "painlab-inventory";

export function renderInventory({model, el}) {
  const spec = model.get("spec");
  const second = spec.round === "after";
  const questions = spec.items.map(inventoryQuestion);
  const shelf = element("div", {class: "painlab-inventory-shelf"});
  const end = element("div", {class: "painlab-inventory-end", tabindex: -1, hidden: true});
  const list = element("ol", {class: "painlab-quiz-items"}, ...questions.map(({body}) => body));
  const said = element("p", {class: "painlab-quiz-verdict", role: "status"});
  const done = element("button", {}, second ? t`Finish, and show the reasons` : t`Finish`);
  const act = element("div", {class: "painlab-quiz-act"}, done, said);
  const form = element("form", {novalidate: true, autocomplete: "off"}, list, act);
  const told = element("p", {class: "painlab-quiz-verdict", role: "status"});
  const dated = element("input", {type: "checkbox"});
  let {rounds, trouble, kept} = inventoryKept(spec.items);
  let undo = null;
  let loaded = false; // the first round comes from a file

  const show = () => {
    shelf.replaceChildren(...inventoryShelf());
    if (undo) {
      undo();
      finish();
    }
  };
  // Another tab may have kept or forgotten a round since this page was opened.
  const readAnew = () => {
    const stored = inventoryKept(spec.items);
    const mine = undo ? {[spec.round]: rounds[spec.round]} : {};
    rounds = {...(loaded ? {before: rounds.before} : {}), ...stored.rounds, ...mine};
    ({trouble, kept} = stored);
  };
  const keep = () => {
    stamp();
    const {before} = rounds;
    readAnew();
    if (second && before) rounds.before = before; // both rounds are shown, and both are kept
    try {
      localStorage.setItem(INVENTORY_KEPT, inventoryWrite(rounds, spec.items));
      kept = true;
      forgetting.hidden = false;
      say(t`Kept on this device, in this browser, until you forget them.`);
    } catch {
      say(t`This browser lets the page keep nothing. Save a file instead.`);
    }
  };
  const forget = () => {
    const {rounds: {after}} = inventoryKept(spec.items);
    const others = !second && after ? {after} : {};
    try {
      if (others.after) localStorage.setItem(INVENTORY_KEPT, inventoryWrite(others, spec.items));
      else localStorage.removeItem(INVENTORY_KEPT);
    } catch { /* a browser that keeps nothing has nothing to forget */ }
    const {[spec.round]: mine} = rounds;
    rounds = {...others, ...(undo && mine ? {[spec.round]: mine} : {})};
    trouble = "";
    kept = loaded = false;
    show();
    say(others.after ? t`Forgotten. The answers of the second round are still kept.`
      : t`Forgotten. Nothing is kept on this device.`);
  };
  const save = () => {
    stamp();
    const names = ROUNDS.filter((name) => rounds[name]);
    saveFile(`twelve-questions-${names.join("-and-")}.csv`, inventoryWrite(rounds, spec.items), "text/csv");
    say(t`Saved as a file.`);
  };
  const load = async (file) => {
    try {
      const read = inventoryRead(await file.text(), spec.items);
      if (!read.before) throw new Error(t`it holds no answers of the first round`);
      rounds = undo ? {...read, after: rounds.after} : read;
      loaded = true;
      show();
      say(t`The first answers of ${file.name} are loaded.`);
    } catch (error) {
      say(t`${file.name} was not loaded: ${error.message}.`);
    }
  };
  const stamp = () => (rounds[spec.round].date = dated.checked ? new Date().toLocaleDateString("sv-SE") : "");
  const say = (text) => (told.textContent = text);
  const forgetting = button(t`Forget them`, forget);

  function inventoryShelf() {
    const [before, after] = ROUNDS.map((name) => Boolean(rounds[name]));
    const parts = [];
    if (trouble) parts.push(element("p", {}, t`What is kept on this device cannot be read: ${trouble}.`));
    if (!second && before)
      parts.push(element("p", {},
      t`Your first answers are kept on this device. If you answer again and keep that, the new answers take their place.`));
    if (second && before)
      parts.push(element("p", {}, t`Your first answers are here. They will stand beside the new ones.`));
    if (second && !before)
      parts.push(element("p", {},
      t`No first answers are kept on this device. If you saved a file, load it; without one, the second round is shown alone.`));
    const row = element("div", {class: "painlab-quiz-act"});
    if (second) row.append(...inventoryFile(load));
    if (second && after && !undo) row.append(button(t`Show the rounds that I kept`, () => {
      rounds.after.answers.forEach((answer, at) => questions[at].fill(answer));
      finish();
    }));
    if (kept) row.append(button(t`Forget them`, forget));
    return [...parts, row, told];
  }

  function finish() {
    const answers = questions.map(({read}) => read());
    rounds[spec.round] = {date: rounds[spec.round]?.date ?? "", answers};
    form.querySelectorAll("fieldset").forEach((part) => (part.disabled = true));
    act.hidden = true;
    const shown = second ? inventoryResults(spec.items, questions, rounds) : null;
    const again = button(t`Answer again`, () => {
      undo();
      undo = null;
      shelf.replaceChildren(...inventoryShelf());
      list.querySelector("input").focus();
    });
    const row = element("div", {class: "painlab-quiz-act"},
      button(second && rounds.before ? t`Keep both rounds on this device` : t`Keep my answers on this device`, keep),
      button(t`Save as a file`, save), forgetting, again);
    forgetting.hidden = !kept;
    const date = element("label", {class: "painlab-inventory-date"}, dated,
      element("span", {}, t`write today's date with them`));
    end.replaceChildren(...(shown?.parts ?? inventoryFirstEnd()), date, row, told);
    if (second && !rounds.before) row.prepend(...inventoryFile(load));
    end.hidden = false;
    shelf.replaceChildren();
    undo = () => {
      shown?.undo();
      end.hidden = true;
      act.hidden = false;
      form.querySelectorAll("fieldset").forEach((part) => (part.disabled = false));
    };
  }

  handIn(form, done, () => {
    const open = questions.filter(({read}) => !read());
    if (open.length) {
      const numbers = open.map((one) => questions.indexOf(one) + 1).join(", ");
      said.textContent = t`Still open, in the answer or in how sure you are: ${numbers}.`;
      open[0].focus();
      return;
    }
    said.textContent = "";
    say("");
    finish();
    end.focus({preventScroll: true});
    end.scrollIntoView({block: "start", behavior: "instant"});
  });

  const root = element("section", {class: "painlab-quiz painlab-inventory", "aria-label": spec.title,
    "data-lm-suppress-shortcuts": "true"},
    shelf, ...(second ? [end, form] : [form, end]));
  const follow = ({key}) => {
    if (key !== null && key !== INVENTORY_KEPT) return;
    readAnew();
    show();
  };
  addEventListener("storage", follow);
  show();
  el.append(root);
  return () => {
    removeEventListener("storage", follow);
    root.remove();
  };
}

// What this browser kept: {rounds, trouble, kept}; `trouble` says why it cannot be read.
function inventoryKept(items) {
  let kept = false;
  try {
    const text = localStorage.getItem(INVENTORY_KEPT);
    kept = Boolean(text);
    return {rounds: kept ? inventoryRead(text, items) : {}, trouble: "", kept};
  } catch (error) {
    return {rounds: {}, trouble: kept ? error.message : "", kept};
  }
}

// A button, and the file chooser that it opens.
function inventoryFile(load) {
  const input = element("input", {type: "file", accept: ".csv,text/csv", hidden: true, onchange: () => {
    if (input.files[0]) load(input.files[0]);
    input.value = "";
  }});
  return [button(t`Load a file`, () => input.click()), input];
}

function inventoryQuestion(item) {
  const name = newId("inventory");
  const rows = quizOptionRows(item.options, name, "radio");
  const sure = quizSureness(name);
  const note = item.note ? element("p", {class: "painlab-quiz-small"}, item.note) : null;
  const question = element("fieldset", {class: "painlab-quiz-question"}, element("legend", {}, ...quizWords(item.stem)),
    note, ...rows);
  const body = element("li", {class: "painlab-quiz-item", id: name}, question, sure.body);
  const inputs = rows.map((row) => row.querySelector("input"));
  return {
    body, rows,
    read() {
      const option = inputs.findIndex((input) => input.checked), certain = sure.read();
      return option < 0 || !certain ? null : {option, sure: certain};
    },
    fill(answer) {
      inputs[answer.option].checked = true;
      sure.body.querySelector(`input[value="${answer.sure}"]`).checked = true;
    },
    focus: () => (inputs.some((input) => input.checked) ? sure.body.querySelector("input") : inputs[0]).focus(),
  };
}

function inventoryFirstEnd() {
  return [
    element("p", {class: "painlab-quiz-title"}, t`You have answered all of them.`),
    element("p", {},
      t`Which answers are right is not shown now. The same questions come after the last chapter, and there every option has its reason. ` +
      t`Your answers are gone when you leave this page, unless you keep them here or save them.`),
  ];
}

// What the second round shows: `parts` above the questions, the reasons under them, and `undo`, which takes those away.
function inventoryResults(items, questions, {before, after}) {
  const judged = (round) =>
    round?.answers.map(({option, sure}, at) => ({option, sure, right: items[at].options[option].right}));
  const first = judged(before), now = judged(after);
  const count = (answers) => answers.filter(({right}) => right).length;
  const numbers = now.flatMap(({right, sure}, at) => (!right && sure === "sure" ? [at + 1] : []));
  const said = ({option, sure, right}) =>
    `${"ABCD"[option]}, ${quizSureInWords(sure)}: ${right ? t`right` : t`not right`}`;
  const undo = items.map((item, at) => {
    const {rows, body} = questions[at];
    const back = quizExplain(rows, quizReasons(item.options, now[at].option));
    const meaning = inventoryMeaning(first?.[at], now[at]);
    const words = `${first ? t`Before: ${said(first[at])}. Now: ` : ""}${said(now[at])}. ${meaning} `;
    const note = element("p", {class: "painlab-inventory-note"}, words, t`Chapter: `, inventoryChapter(item), ".",
      item.citations.length ? element("span", {class: "painlab-quiz-small"}, t` Sources: ${item.citations.join(", ")}.`)
        : null);
    body.append(note);
    return () => [back(), note.remove()];
  });
  const heads = [t`question`, ...(first ? [t`before`] : []), t`now`, t`chapter`];
  const lines = items.map((item, at) => element("tr", {},
    element("th", {scope: "row"}, element("a", {href: `#${questions[at].body.id}`, "aria-label": t`Question ${at + 1}`},
      String(at + 1))),
    ...(first ? [inventoryCell(said(first[at]), first[at])] : []), inventoryCell(said(now[at]), now[at]),
      element("td", {}, inventoryChapter(item))));
  const parts = [
    element("p", {class: "painlab-quiz-title"}, first ? t`Your two rounds` : t`Your answers`),
    element("table", {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {scope: "col"}, head)))),
      element("tbody", {}, ...lines)),
    element("p", {},
      t`Right: ${first ? t`${count(first)} of ${items.length} before, ` : ""}${count(now)} of ${items.length} now. ` +
      t`The sum says little: whoever guesses throughout may expect a quarter. Look at the questions one by one.`),
    element("p", {}, numbers.length
      ? t`Sure, and not right: ${numbers.length === 1 ? t`question` : t`questions`} ${numbers.join(", ")}. Begin there. A wrong answer that is held firmly is worth the most, because nothing else would have made you look again.`
      : t`No answer of yours was both sure and wrong. Such an answer would be the one to begin with, because nothing else makes one look again.`),
    element("p", {class: "painlab-quiz-small"},
      t`These questions have not been validated. They show which idea to read again, and never how one person compares with another.`),
  ];
  return {parts, undo: () => undo.forEach((back) => back())};
}

function inventoryCell(text, {right}) {
  return element("td", {}, right ? text : element("b", {}, text));
}

function inventoryChapter({chapter, address}) {
  return address ? element("a", {href: address}, chapter) : element("span", {}, chapter);
}
