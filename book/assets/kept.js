/* What a reader lets this device keep: one record in localStorage, and only after "Keep". Nothing is sent anywhere.

   {version, level, place: {page, title, path}, read: {page: day}, goals: {"lab/goal": day},
     predictions: [{lab, …, day}],
    answers: {"quiz/item": {stem, page, right, sure, box, due, day}}}. A day is "2026-11-29".
   Another tab may have written since: the record is read anew before each change, and `storage` tells of theirs. */
"use strict";
globalThis.courseKept = (() => {
  const KEY = "course-kept";
  const OWN = [KEY, "mode", "painlab-inventory", "painlab-sound"]; // all that this book ever keeps
  const WAITS = [1, 3, 7, 21, 60]; // days until an answer comes back; a box further at each right one
  const listeners = new Set();
  let trouble = "";

  // The date of today, or of so many days ahead; a day of the calendar can have 23 or 25 hours.
  function today(ahead = 0) {
    const day = new Date();
    day.setDate(day.getDate() + ahead);
    return day.toLocaleDateString("sv-SE");
  }

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      trouble = t`This browser lets pages keep nothing. You can still save a file before you leave.`;
      return null;
    }
  }

  const isText = (one) => typeof one === "string";
  const isTable = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
  const ENTRY = { // of each part of a record, what an entry of it must be
    read: isText,
    goals: isText,
    predictions: isTable,
    answers: (one) => isTable(one) && [one.stem, one.page, one.due, one.day].every(isText)
      && [...WAITS.keys()].includes(one.box),
  };

  function valid(record) {
    return isTable(record) && record.version === 1 && isTable(record.read) && isTable(record.goals)
      && isTable(record.answers) && Array.isArray(record.predictions);
  }

  /** [part, key] of each entry of a record that is not as this book writes it. */
  function strange(record) {
    return Object.keys(ENTRY).flatMap((part) =>
      Object.keys(record[part]).filter((key) => !ENTRY[part](record[part][key])).map((key) => [part, key]));
  }

  /** A record without what is strange in it, so that one broken entry costs no other. */
  function cleared(record) {
    for (const [part, key] of strange(record).reverse()) {
      if (part === "predictions") record.predictions.splice(key, 1);
      else delete record[part][key];
    }
    if (!isText(record.place?.page) || !isText(record.place.title)) delete record.place;
    return record;
  }

  function empty() {
    return {version: 1, read: {}, goals: {}, predictions: [], answers: {}};
  }

  /** The record, or null where the reader has not asked for one. */
  function get() {
    const text = stored();
    if (!text) return null;
    try {
      const record = JSON.parse(text);
      return valid(record) ? cleared(record) : empty();
    } catch {
      return empty();
    }
  }

  function write(record) {
    try {
      localStorage.setItem(KEY, JSON.stringify(record));
      trouble = "";
    } catch {
      trouble = t`This browser has no room to keep more. Save a file, so that nothing is lost.`;
    }
    listeners.forEach((tell) => tell());
  }

  /** Apply `edit` to the record as it now is. Does nothing where nothing is to be kept. */
  function change(edit) {
    const record = get();
    if (!record) return;
    edit(record);
    write(record);
  }

  function begin() {
    if (!get()) write(empty());
    return Boolean(get());
  }

  function erase() {
    try {
      OWN.forEach((key) => localStorage.removeItem(key));
    } catch { /* a browser that keeps nothing has nothing to erase */ }
    listeners.forEach((tell) => tell());
  }

  /** The record with an answer put into it: right goes a box further, wrong goes back to the first. */
  function answered(record, {key, stem, page, right, sure}) {
    const before = record.answers[key];
    const box = right ? Math.min(before ? before.box + 1 : sure === "guessing" ? 0 : 1, WAITS.length - 1) : 0;
    record.answers[key] = {stem, page, right, sure, box, due: today(WAITS[box]), day: today()};
  }

  /** Answers to ask again today: first those of which the reader was sure, and wrong. */
  function due(record) {
    const certain = ({right, sure}) => (!right && sure === "sure" ? 0 : right ? 2 : 1);
    return Object.entries(record.answers)
      .filter(([, one]) => one.due <= today() || (!one.right && one.sure === "sure"))
      .sort(([, one], [, other]) => certain(one) - certain(other) || one.due.localeCompare(other.due));
  }

  /** Two records as one: of each answer the later one. */
  function joined(mine, theirs) {
    const answers = {...theirs.answers};
    for (const [key, one] of Object.entries(mine.answers)) {
      if (!answers[key] || answers[key].day <= one.day) answers[key] = one;
    }
    const known = new Set(mine.predictions.map((one) => JSON.stringify(one)));
    const predictions = [...mine.predictions, ...theirs.predictions.filter((one) => !known.has(JSON.stringify(one)))];
    const tables = {read: {...theirs.read, ...mine.read}, goals: {...theirs.goals, ...mine.goals}, answers,
      predictions};
    return {...theirs, ...mine, ...tables};
  }

  /** Take in a file's text. An Error says what is wrong with it. */
  function load(text) {
    let record;
    try {
      record = JSON.parse(text);
    } catch {
      throw new Error(t`it is no file that was saved here: it holds no JSON`);
    }
    if (!valid(record))
      throw new Error(t`it is no file that was saved here: version, read, goals, answers or predictions are missing`);
    const [first] = strange(record);
    if (first) {
      const [part, key] = first;
      throw new Error(
        t`its entry “${key}” under “${part}” is not as this book writes it: take that entry out, or load the file as it was saved`);
    }
    write(joined(get() ?? empty(), cleared(record)));
  }

  addEventListener("storage", ({key}) => (key === KEY || key === null) && listeners.forEach((tell) => tell()));
  addEventListener("pageshow", ({persisted}) => persisted && listeners.forEach((tell) => tell()));

  const page = document.body.dataset.page;
  document.addEventListener("painlab:answer", ({detail, target}) => change((record) =>
    answered(record, {...detail, page: target.closest?.("[id]")?.id ? `${page}.html#${target.closest("[id]").id}`
      : `${page}.html`})));
  document.addEventListener("painlab:goal",
    ({detail: {lab, goal}}) => change((record) => (record.goals[`${lab}/${goal}`] = today())));
  document.addEventListener("painlab:prediction",
    ({detail}) => change((record) => record.predictions.push({...detail, day: today()})));

  return {
    get, change, begin, erase, load, due, answered, joined, today,
    get trouble() { return trouble; },
    onChange(tell) { listeners.add(tell); },
  };
})();
