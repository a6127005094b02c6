// The controls of a lab: native inputs with label, unit, number box, source and reset; three at first,
// the rest by level.
import {button, disclosure, element, newId} from "../page/elements.js";
import {keypad, logPosition, logValue} from "../page/numbers.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {changedControls} from "./address.js";
import {ROLES} from "../page/palette.js";
import {t} from "../page/words.js";

const LOG_STEPS = 300;
const FEW_CHOICES = 4;

/** {symbol: role} of the controls whose trace has a color: the slider takes the same. */
export function controlRoles(spec) {
  const shown = spec.views.flatMap((view) => view.panels ?? []).flatMap((panel) => Object.entries(panel.show));
  return Object.fromEntries(shown.filter(([, role]) => ROLES.includes(role)));
}

const VIEW_NAMES = {plane: t`phase plane`, map: t`map`, well: t`valleys`, curve: t`curve`, repeats: t`repeats`};

/**
 * All controls. `lab.change({symbol: value})` takes a value that is known to be good, `lab.enter(symbol, text)` what
 * was typed; `onLevel` hears how much is shown.
 */
export function makeControls(spec, lab, onLevel) {
  const roles = controlRoles(spec);
  const rows = spec.controls.map((control) => makeControl(spec, control, roles[control.symbol] ?? "ink", lab));
  const presets = makePresets(spec, lab);
  const levels = makeLevels(spec, rows, (level) => { presets.offer(level); onLevel(level); });
  const resetAll = button(t`Reset all`, () => {
    lab.load({});
    (rows.find(({node}) => node.checkVisibility()) ?? levels).focus(); // the button goes away
  }, {class: "painlab-quiet"});
  return {
    node: element("div", {class: "painlab-rows"}, ...rows.map((row) => row.node)),
    more: element("div", {class: "painlab-row-end"}, levels.node, resetAll),
    presets: presets.node,
    sources: disclosure(t`About the controls`, () => spec.controls.map((control) => aboutControl(spec, control))),
    show(values) {
      for (const row of rows) row.show(values[row.control.symbol]);
      const changed = changedControls(spec, values);
      levels.reveal(changed);
      presets.show(values);
      resetAll.classList.toggle("painlab-away", changed.length === 0); // its room stays, so that nothing moves
    },
  };
}

function makeControl(spec, control, role, lab) {
  const id = newId(control.symbol);
  const parts = control.choices ? choiceParts(control, id, lab) : numberParts(control, id, lab);
  const focus = () => parts.input.querySelector("input:checked, input[type=range], select")?.focus();
  const reset = button("↺", () => { lab.change({[control.symbol]: control.value}); focus(); }, {
    class: "painlab-reset", title: t`reset`,
    "aria-label": t`Reset ${control.label} to ${choiceLabel(control, control.value)}`,
  });
  const mark = element("span", {class: "painlab-hidden"});
  const label = element(control.choices ? "span" : "label",
    {class: "painlab-label", for: control.choices ? null : id, id: `${id}-label`}, control.label, mark);
  const node = element(
    "div", {class: "painlab-control", "data-symbol": control.symbol, style: `--role: var(--${role})`},
    element("div", {class: "painlab-head"}, label, parts.box, reset), parts.input,
  );

  return {
    node, control, focus,
    show(value) {
      const changed = value !== control.value;
      node.classList.toggle("painlab-changed", changed);
      mark.textContent = changed ? t` (changed; default ${choiceLabel(control, control.value)})` : "";
      parts.show(value);
    },
  };
}

function numberParts(control, id, lab) {
  const {symbol, low, high, log} = control;
  const toValue = (slider) => (log ? logValue(control, slider.valueAsNumber / LOG_STEPS) : slider.valueAsNumber);
  const toPosition = (value) => (log ? LOG_STEPS * logPosition(control, value) : value);
  const range = log ? {min: 0, max: LOG_STEPS, step: 1} : {min: low, max: high, step: control.step};
  const slider = element("input", {
    type: "range", id, ...range, value: toPosition(control.value),
    oninput: () => lab.change({[symbol]: toValue(slider)}),
  });
  const unit = control.unit ? element("span", {class: "painlab-unit", id: `${id}-unit`}, control.unit) : null;
  const number = element("input", {
    type: "text", inputmode: keypad(low), autocomplete: "off", size: 6, class: "painlab-number",
    "aria-labelledby": `${id}-label${unit ? ` ${id}-unit` : ""}`,
    onchange: () => { lab.enter(symbol, number.value); number.value = writeNumber(shown); },
    onkeydown: stepByKey,
  });
  const notch = element("span",
    {class: "painlab-notch", style: `--at: ${(toPosition(control.value) - range.min) / (range.max - range.min)}`});
  let shown = control.value;

  function stepByKey(event) {
    const direction = {ArrowUp: 1, ArrowDown: -1}[event.key];
    if (!direction) return;
    event.preventDefault();
    slider.value = Number(slider.value) + direction * Number(slider.step);
    lab.change({[symbol]: toValue(slider)});
  }

  return {
    input: element("div", {class: "painlab-slide"}, notch, slider),
    box: element("span", {class: "painlab-box"}, number, unit),
    show(value) {
      shown = value;
      slider.value = toPosition(value);
      slider.setAttribute("aria-valuetext", formatQuantity(value, control.unit));
      const text = writeNumber(value);
      if (number.value !== text) number.value = text;
    },
  };
}

function choiceParts(control, id, lab) {
  const choose = (value) => lab.change({[control.symbol]: value});
  if (control.choices.length > FEW_CHOICES) {
    const options = control.choices.map(([label], i) => element("option", {value: i}, label));
    const select = element("select",
      {"aria-labelledby": `${id}-label`, onchange: () => choose(control.choices[select.value][1])}, ...options);
    return {
      input: element("div", {class: "painlab-slide"}, select),
      box: null,
      show(value) { select.value = control.choices.findIndex(([, known]) => known === value); },
    };
  }
  const radios =
    control.choices.map(([, value]) => element("input", {type: "radio", name: id, onchange: () => choose(value)}));
  const labels = control.choices.map(([label], i) => element("label", {class: "painlab-chip"}, radios[i],
    element("span", {}, label)));
  return {
    input: element("div", {class: "painlab-chips", role: "radiogroup", "aria-labelledby": `${id}-label`}, ...labels),
    box: null,
    show(value) { radios.forEach((radio, i) => { radio.checked = control.choices[i][1] === value; }); },
  };
}

/** What a control means, its default, range, species and where that comes from. */
function aboutControl(spec, control) {
  const source = control.source === "ours" || !control.source
    ? t`our own choice for teaching, not measured`
    : citation(spec, control.source, control.citation);
  const facts = [
    [t`Meaning`, control.meaning],
    [t`In Python`, element("code", {}, control.symbol)],
    [t`Default`, choiceLabel(control, control.value)],
    [t`Range`, control.choices ? null
      : t`${formatNumber(control.low)} to ${formatQuantity(control.high, control.unit)}`],
    [t`Measured in`, control.species],
    [t`Source`, source],
  ];
  const rows = facts.filter(([, fact]) => fact)
    .flatMap(([name, fact]) => [element("dt", {}, name), element("dd", {}, fact)]);
  return element("div", {class: "painlab-about"}, element("p", {class: "painlab-place"}, control.label),
    element("dl", {}, ...rows));
}

/**
 * A citation in words; a link where the page knows its entry in the bibliography (`spec.addresses` = {key: address from
 * the site's root}).
 */
export function citation(spec, key, words) {
  const address = spec.addresses?.[key];
  const root = document.documentElement.dataset.content_root ?? "";
  return address ? element("a", {href: root + address}, words || key) : words || key;
}

function choiceLabel(control, value) {
  if (!control.choices) return formatQuantity(value, control.unit);
  return control.choices.find(([, known]) => known === value)?.[0] ?? String(value);
}

/** "gate strength 0.9": the control and its value in words, for pins and their table. */
export function stateInWords(spec, values) {
  const changed = changedControls(spec, values);
  return changed.map((control) => `${control.label} ${choiceLabel(control, values[control.symbol])}`).join(", ")
    || "default";
}

function writeNumber(value) {
  return String(Number(Number(value).toPrecision(6)));
}

/**
 * How many controls, and views, are shown: one button a level. A control that differs from its default is never hidden.
 */
function makeLevels(spec, rows, onLevel) {
  const levelOf = (view) => view.level ?? 1;
  // what a mark puts in place has a slider only while it is there, for its strength
  const marked = markedControls(spec);
  const known = [...new Set([...spec.controls.map((control) => control.level), ...spec.views.map(levelOf)])].sort();
  let level = known[0];
  const count = (most) => spec.controls.filter((control) => control.level <= most
    && !marked.has(control.symbol)).length;
  const viewsOf = (each) =>
    [...new Set(spec.views.filter((view) => each > 1 && levelOf(view) === each)
    .map(({kind}) => VIEW_NAMES[kind] ?? kind))];
  const textOf = (each, i) => {
    if (spec.levels?.[i]) return spec.levels[i];
    const marks = count(known[0]) === 0; // where marks alone stand first, sliders are what comes on top
    const rows = i === 0 ? (marks ? t`marks only` : count(each) === 1 ? t`1 control` : t`${count(each)} controls`)
      : i === known.length - 1 ? (marks ? t`all` : t`all ${count(each)}`) : `${marks ? "+ " : ""}${count(each)}`;
    return [rows, ...viewsOf(each)].join(" + ");
  };
  const buttons = known.map((each, i) => button(textOf(each, i), () => set(each)));
  const node = element("div", {class: "painlab-levels", role: "group", "aria-label": t`How many controls`}, ...buttons);
  node.hidden = known.length < 2;

  let changed = [];

  function set(wanted) {
    level = wanted;
    for (const {node: row, control} of rows) {
      const there = control.level <= level, moved = changed.includes(control);
      const shown = marked.has(control.symbol) ? there && moved && !control.choices : there || moved;
      row.hidden = !shown && !row.matches(":focus-within, :active");
    }
    onLevel(Math.max(level, ...changed.filter(({symbol}) => !marked.has(symbol)).map((control) => control.level)));
    buttons.forEach((each, i) => {
      each.setAttribute("aria-pressed", String(known[i] === level));
      each.hidden = Boolean(spec.levels?.length) && known[i - 1] > level; // one step after the other
    });
  }
  set(level);
  return {
    node,
    focus: () => buttons.find((each) => each.checkVisibility())?.focus(),
    reveal(controls) {
      changed = controls;
      set(level);
    },
  };
}

/** The symbols that a mark of a drawing moves alone. */
function markedControls(spec) {
  const marks = spec.views.flatMap((view) => view.sites ?? [])
    .flatMap(({lesions, treatments}) => [...lesions, ...treatments]);
  return new Set(marks.map(({values}) => Object.keys(values)).filter((symbols) => symbols.length === 1).flat());
}

function makePresets(spec, lab) {
  const presets = spec.presets ?? [];
  const buttons = presets.map((preset) => button(preset.label, () => lab.load(preset.values)));
  const node = element("div", {class: "painlab-presets", role: "group", "aria-label": t`Start from`},
    element("span", {class: "painlab-small"}, t`Start from`), ...buttons);
  node.hidden = presets.length < 2;
  return {
    node,
    /** Where levels have names, a preset waits for the controls that it moves. */
    offer(level) {
      if (!spec.levels?.length) return;
      const levelOf = (symbol) => spec.controls.find((control) => control.symbol === symbol).level;
      presets.forEach(({values}, i) => { buttons[i].hidden = Object.keys(values)
        .some((symbol) => levelOf(symbol) > level); });
    },
    show(values) {
      presets.forEach((preset, i) => {
        const same = spec.controls.every(({symbol, value}) => values[symbol] === (preset.values[symbol] ?? value));
        buttons[i].setAttribute("aria-pressed", String(same));
      });
    },
  };
}
