// The way from skin to cortex: a meter for each phase of an examination, a meter at each site, impulses that travel,
// and places where lesions and treatments are put.
//
// {"kind": "pathway", "phases": [{"phase": "treated", "label": "at rest, treated"}, …], "first": "treated",
//  "scale": "circuit output (0–100)", "full": 100, "banner": "…", "about": "…",
//  "every": 10, "ways": {"ending": {"show": "ending", "role": "nociceptive", "speed": 60}, …},
//  "sites": [{"label": "skin", "width": 132,
//    "meters": [{"show": "ending", "label": "leave the endings", "unit": "Hz", "full": 30,
//      "role": "nociceptive", "digits": 1}],
//    "lesions": [{"label": "inflammation", "values": {"S": 2, "spont": 13}, "at": [70, 124]}],
//    "treatments": [{"label": "skin block", "values": {"bd": 1}, "at": [128, 166], "block": true}]}]}
// Phases and their read-outs (mean or max over the last seconds) are the protocol's; `show` is a state, input or
// helper. Without phases there is one picture, `show` is a read-out, and `about` says what is shown. `off` of a mark
// holds the values that take it away, where these are not the defaults; `dots` says what a dot stands for.
import {button, element, newId} from "../page/elements.js";
import {defaultValues} from "../page/numbers.js";
import {formatNumber, formatQuantity} from "../shared/numbers.js";
import {makeDrawing} from "./pathway_drawing.js";
import {t} from "../page/words.js";

export const TAB = t`the way`;

/** The phases that a view names, each with its read-out: [{phase, label, level, name, kind, last}, …]. */
export function phasesOf(options, protocol) {
  return options.phases.map(({phase, label, level = 1}) => {
    const [name, [kind, , last]] = Object.entries(protocol.find((each) => each.name === phase).readouts)[0];
    return {phase, label, level, name, kind, last};
  });
}

/** "on" where all values of a mark are set, "partly" where its one value is another and no choice, else "off". */
export function markState(mark, values, off) {
  const symbols = Object.keys(mark.values);
  if (symbols.every((symbol) => values[symbol] === mark.values[symbol])) return "on";
  return symbols.length === 1 && !mark.choice && values[symbols[0]] !== (mark.off ?? off)[symbols[0]] ? "partly"
    : "off";
}

export function makePathwayView(options, lab) {
  const {spec, code} = lab;
  if (!code) return {node: element("div"), draw() {}};
  const off = defaultValues(spec);
  const phases = options.phases ? phasesOf(options, code.meta.protocols[code.request(off).protocol]) : [];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const isChoice = (mark) => Object.keys(mark.values)
    .some((symbol) => spec.controls.find((c) => c.symbol === symbol)?.choices?.length);
  const levelOf = ({values: set}) =>
    Math.max(...Object.keys(set).map((symbol) => spec.controls.find((c) => c.symbol === symbol).level));
  const known = (mark, lesion, site) =>
    ({...mark, site, lesion, choice: isChoice(mark), level: mark.level ?? levelOf(mark)});
  const marks = options.sites.flatMap((site) => [
    ...site.lesions.map((mark) => known(mark, true, site)), ...site.treatments.map((mark) => known(mark, false, site)),
  ]);
  const drawing = makeDrawing(spec.drawing, options.ways, marks);
  const strip = phases.length ? makeStrip(phases, options, select) : null;
  const columns = options.sites.map((site) =>
    makeSite(site, marks.filter((mark) => mark.site === site), spec.model.units, toggle));
  const caption = element("p", {class: "painlab-small"});
  const pause = button(t`Stop the impulses`, () => { paused = !paused; move(); }, {class: "painlab-quiet"});
  const under = element("div", {class: "painlab-under"}, caption, pause);
  const spoken = {role: "group", "aria-label": t`Meters along the way`, tabindex: 0}; // it may scroll, by key too
  const columned = {class: "painlab-sites", style: `--sites: ${columns.length}`};
  const meters = element("div", {...columned, ...spoken}, ...columns.map((site) => site.node));
  const node = element("div", {class: "painlab-pathway", tabindex: 0, role: "group",
    "aria-label": t`The way from skin to brain`}, strip?.node, drawing.node, strip ? null : meters);
  const hand = element(
    "div", {class: "painlab-sites-marks"},
    options.banner ? element("p", {class: "painlab-banner"}, options.banner) : null,
    ...columns.map((site) => site.hand),
  );
  let chosen = phases.find(({phase}) => phase === options.first) ?? phases[0];
  let values = defaultValues(spec);
  let rates = {};
  let paused = false;
  let visible = true;

  const look = new IntersectionObserver(([entry]) => { visible = entry.isIntersecting; move(); });
  look.observe(node);
  calm.addEventListener("change", move);
  drawing.onTouch(toggle);

  function select(phase) {
    chosen = phase;
    lab.redraw();
  }

  function toggle(mark) {
    const on = markState(mark, values, off) !== "off";
    lab.change(on ? Object.fromEntries(Object.keys(mark.values).map((symbol) => [symbol, (mark.off ?? off)[symbol]]))
      : mark.values);
  }

  function move() {
    pause.textContent = paused ? t`Let the impulses run` : t`Stop the impulses`;
    pause.hidden = calm.matches;
    drawing.move(rates, options.every, !calm.matches && !paused && visible);
  }

  /** Shows what is there of the run; what is not yet there stays as it was, pale. */
  function draw(picture) {
    values = picture.values;
    const first = options.sites[0].meters[0].show;
    const has = (run) => run && (chosen ? run.inPhase(chosen.phase, chosen.kind, first, chosen.last) !== null
      : first in run.readouts);
    const source = has(picture.run) ? picture.run : has(picture.before) ? picture.before : null;
    const read = (symbol) => {
      if (!source) return NaN;
      return chosen ? source.inPhase(chosen.phase, chosen.kind, symbol, chosen.last) : source.readouts[symbol];
    };
    strip?.show(picture, chosen);
    const texts = columns.map((site) => site.show(read, values, off, source !== picture.run));
    const placed = marks.filter((mark) => markState(mark, values, off) !== "off");
    drawing.place(placed, values, off);
    rates = Object.fromEntries(Object.entries(options.ways).map(([way, {show}]) => [way, read(show)]));
    move();
    const where = t`Shown: ${chosen?.label ?? options.about}.`;
    const named = placed.map((mark) => nameOf(mark, values, off, spec.model.units)).join("; ");
    const what = placed.length ? t` In place: ${named}.`
      : t` Nothing is in place.`;
    const dots = calm.matches ? "" : ` ${options.dots ?? t`One impulse is drawn for every ${options.every}.`}`;
    write(caption, where + what + dots);
    drawing.describe(`${where}${what} ${texts.join(" ")}`);
  }

  return {
    node, under, draw, marks: hand, room: 52, meters: strip ? {node: meters, draw, tab: t`meters`} : null,
    stop() {
      look.disconnect();
      calm.removeEventListener("change", move);
    },
  };
}

function nameOf(mark, values, off, units) {
  const [symbol] = Object.keys(mark.values);
  const [now, usual] = [values, mark.values].map((each) => formatQuantity(each[symbol], units?.[symbol]));
  return markState(mark, values, off) === "partly" ? t`${mark.label}, ${now} in place of ${usual}` : mark.label;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The read-outs of all phases side by side; one of them is chosen. */
function makeStrip(phases, options, select) {
  const name = newId("phase");
  const cells = phases.map((phase) => {
    const input = element("input", {type: "radio", name, value: phase.phase, onchange: () => select(phase)});
    const number = element("b");
    const pins = element("small", {"aria-hidden": "true"});
    const bar = element("span", {class: "painlab-bar", style: "--role: var(--projection)"});
    return {phase, input, number, pins, bar,
      node: element("label", {class: "painlab-phase", "data-shown-from": phase.level}, input,
      element("span", {}, number, pins), bar, element("span", {}, phase.label))};
  });
  const node = element(
    "fieldset", {class: "painlab-phases"},
    element("legend", {}, t`${options.scale} in each phase. ${options.about}`),
    ...cells.map((cell) => cell.node),
  );
  return {
    node,
    show({run, before, pins}, chosen) {
      for (const {phase, input, number, bar, pins: pinned, node: cell} of cells) {
        const now = run.readouts[phase.name];
        const value = now === now && now !== undefined ? now : before?.readouts[phase.name];
        cell.classList.toggle("painlab-stale", value !== now);
        input.checked = phase === chosen;
        write(number, formatNumber(value, 1));
        write(pinned, pins.map((pin) => ` ${pin.letter} ${formatNumber(pin.run.readouts[phase.name], 0)}`).join(""));
        bar.style.setProperty("--part", share(value, options.full));
      }
    },
  };
}

function share(value, full) {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, Math.abs(value) / full)) : 0;
}

/** The meters of a site, and what can be put there. */
function makeSite(site, marks, units, toggle) {
  const meters = site.meters.map((meter) => {
    const number = element("b");
    const bar = element("span", {class: "painlab-bar", style: `--role: var(--${meter.role})`});
    return {...meter, number, bar, node: element("p", {class: "painlab-meter"}, element("span", {}, `${meter.label} `),
      number, bar)};
  });
  const buttons = marks.map((mark) => {
    const kind = mark.lesion ? "painlab-lesion" : "painlab-treatment";
    const press = button(mark.label, () => toggle(mark),
      {class: `painlab-mark ${kind}`, "aria-pressed": "false", "data-shown-from": mark.level});
    return {mark, press};
  });
  const levels = marks.map(({level}) => level);
  const hand = marks.length ? element(
    "div", {class: "painlab-marks", role: "group", "aria-label": t`To put in place: ${site.label}`,
      "data-shown-from": Math.min(...levels)},
    element("p", {class: "painlab-small"}, site.label), ...buttons.map(({press}) => press),
  ) : null;
  const node = element(
    "div", {class: "painlab-site"},
    element("p", {class: "painlab-place"}, site.label),
    element("div", {class: "painlab-meters"}, ...meters.map((meter) => meter.node)),
  );
  return {
    node, hand,
    /** Fills the meters and returns them in words. */
    show(read, values, off, stale) {
      node.classList.toggle("painlab-stale", stale);
      const words = meters.map(({show, label, unit, digits, full, number, bar}) => {
        const value = read(show);
        const text = formatQuantity(value, unit, digits);
        write(number, text);
        bar.style.setProperty("--part", share(value, full));
        return `${label} ${text}`;
      });
      for (const {mark, press} of buttons) {
        const state = markState(mark, values, off);
        press.setAttribute("aria-pressed", {on: "true", off: "false", partly: "mixed"}[state]);
        write(press, state === "partly" ? nameOf(mark, values, off, units) : mark.label);
      }
      return `${site.label}: ${words.join(", ")}.`;
    },
  };
}
