// The numbers under the picture, and up to three pinned states beside the present one.
import {button, element} from "../page/elements.js";
import {stateInWords} from "./controls.js";
import {formatNumber} from "../shared/numbers.js";
import {t} from "../page/words.js";

const LETTERS = ["A", "B", "C"];

/**
 * The read-outs of a lab as the differences between a pinned state and now: [[label, now, [pinned, difference], …], …].
 */
export function differences(readouts, now, pinned) {
  return readouts.map(({name, label, unit, digits}) => {
    const cells = pinned.map((values) => {
      const gap = now[name] - values[name];
      const sign = gap > 0 ? "+" : "";
      return [formatNumber(values[name], digits), Number.isFinite(gap) ? `${sign}${formatNumber(gap, digits)}` : "–"];
    });
    return [unit ? `${label} (${unit})` : label, formatNumber(now[name], digits), ...cells];
  });
}

/**
 * Strip of read-outs, pin buttons and table. `lab.pin(letter)` makes a pin, `lab.changed()` tells
 * that the pins changed.
 */
export function makeCompare(spec, lab) {
  const {readouts} = spec;
  const outputs = readouts.map(() => element("b"));
  const strip = element(
    "p", {class: "painlab-readouts"},
    ...readouts.map(({label, unit, level}, i) => element("span", {"data-shown-from": level}, `${label} `, outputs[i],
      unit ? ` ${unit}` : "")),
  );
  const table = element("div", {class: "painlab-table", hidden: true});
  const pinButton = button(t`Pin this state`, pin);
  const hint = element("span", {class: "painlab-small"});
  let pins = [];
  let now = null;

  function pin() {
    const letter = LETTERS.find((free) => !pins.some((pin) => pin.letter === free));
    const pinned = letter && lab.pin(letter);
    if (!pinned) return;
    pins = [...pins, pinned].sort((a, b) => a.letter.localeCompare(b.letter));
    update();
  }

  function unpin(letter) {
    pins = pins.filter((pin) => pin.letter !== letter);
    update();
    pinButton.focus();
  }

  function update() {
    pinButton.disabled = pins.length === LETTERS.length;
    hint.textContent = pins.length === LETTERS.length ? t`Three are pinned; take one off to pin another.` : "";
    table.hidden = pins.length === 0;
    if (pins.length) buildTable();
    lab.changed();
  }

  function buildTable() {
    const heads = pins.map((pin) => element(
      "th", {scope: "col"},
      element("span", {class: "painlab-pin"}, pin.letter),
      element("span", {class: "painlab-state"}, stateInWords(spec, pin.values)),
      button(t`load`, () => lab.load(pin.values), {class: "painlab-quiet", "aria-label": t`Load state ${pin.letter}`}),
      button(t`take off`, () => unpin(pin.letter),
        {class: "painlab-quiet", "aria-label": t`Take off state ${pin.letter}`}),
    ));
    const rows = readouts.map(({name}) => element("tr", {"data-readout": name}));
    table.replaceChildren(element(
      "table", {},
      element("caption", {}, t`Pinned states; in parentheses: now minus pinned`),
      element("thead", {}, element("tr", {}, element("td"), element("th", {scope: "col"}, t`now`), ...heads)),
      element("tbody", {}, ...rows),
    ));
    fillTable();
  }

  function fillTable() {
    if (!pins.length || !now) return;
    const cells = differences(readouts, now, pins.map((pin) => pin.run.readouts));
    table.querySelectorAll("tbody tr").forEach((row, i) => {
      const [label, present, ...others] = cells[i];
      row.replaceChildren(
        element("th", {scope: "row"}, label),
        element("td", {}, element("b", {}, present)),
        ...others.map(([value, gap]) => element("td", {}, `${value} `,
          element("span", {class: "painlab-small"}, `(${gap})`))),
      );
    });
  }

  return {
    strip, table,
    buttons: [pinButton, hint],
    get pins() { return pins; },
    /** `waiting`: names of read-outs that are still being computed. */
    show(values, waiting = []) {
      now = values;
      readouts.forEach(({name, digits}, i) => {
        const text = waiting.includes(name) ? "…" : formatNumber(values[name], digits);
        if (outputs[i].textContent !== text) outputs[i].textContent = text;
        outputs[i].parentNode.hidden = text === "–"; // this read-out means nothing in this state
      });
      fillTable();
    },
  };
}
