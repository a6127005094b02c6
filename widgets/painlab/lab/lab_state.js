// The state of a lab: the values of its controls, and who hears of them: Python, other widgets, the
// address of the page.
import {element} from "../page/elements.js";
import {acceptValue, defaultValues} from "../page/numbers.js";
import {formatLink, isLinkFor, readLink} from "./address.js";

const SAVE = 120; // ms without a change before Python and the address bar get it

/**
 * The values of the controls: the model's traits are the truth. Values that come from outside (Python, another
 * widget, a link) pass acceptValue; what it refuses is put back, what it moves is moved there too, and the message is
 * shown in the lab.
 */
export function makeState({model, spec}) {
  const values = defaultValues(spec);
  const messages = element("p", {class: "painlab-message", role: "status"});
  const listeners = [];
  const readers = [];
  // a page of a Sphinx book owns its address
  const inPage = document.documentElement.dataset.content_root !== undefined;
  let touched = false;
  let timer = 0;
  let toSave = {};

  function say(lines) {
    const text = [].concat(lines).join(" ");
    if (messages.textContent !== text) messages.textContent = text;
  }

  function write(changes) {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  }

  /** Takes over values that are known to be good. */
  function change(changes) {
    const known = Object.entries(changes).filter(([symbol, value]) => values[symbol] !== value);
    if (!known.length) return;
    Object.assign(values, Object.fromEntries(known));
    write(Object.fromEntries(known));
    announce();
  }

  function touch(changes) {
    touched = true;
    say("");
    change(changes);
  }

  function enter(symbol, value) {
    touched = true;
    const accepted = acceptValue(controlOf(symbol), value);
    say(accepted.message ?? "");
    if ("value" in accepted) change({[symbol]: accepted.value});
  }

  function controlOf(symbol) {
    return spec.controls.find((control) => control.symbol === symbol);
  }

  function onTrait(symbol) {
    const outside = model.get(symbol);
    const before = values[symbol];
    if (outside === before) return;
    const accepted = acceptValue(controlOf(symbol), outside);
    values[symbol] = accepted.value ?? before;
    say(accepted.message ?? "");
    if (!Object.is(values[symbol], outside)) write({[symbol]: values[symbol]});
    if (values[symbol] !== before) announce();
  }

  function onLink(text) {
    if (text === formatLink(spec, values)) return;
    const link = readLink(spec, text);
    if (link.values) change(link.values);
    say(link.messages);
    save({});
  }

  const onLinkTrait = () => {
    if (model.get("link")) onLink(model.get("link"));
  };
  const openAddress = () => {
    const own = isLinkFor(spec, location.hash);
    if (own) onLink(location.hash);
    return own;
  };
  const onHash = () => {
    if (openAddress()) messages.closest(".painlab-lab")?.scrollIntoView?.({block: "start"});
  };

  function announce() {
    listeners.forEach((listener) => listener());
    save({});
  }

  /** Hands the link, and what else there is, to Python and the address bar once the hand rests. */
  function save(more) {
    toSave = {...toSave, ...more};
    clearTimeout(timer);
    timer = setTimeout(() => {
      const link = formatLink(spec, values);
      const news = Object.entries({...toSave, link}).filter(([name, value]) => !sameContent(model.get(name), value));
      toSave = {};
      if (news.length) write(Object.fromEntries(news));
      if (inPage && touched && location.hash !== link) history.replaceState(history.state, "", link);
    }, SAVE);
  }

  return {
    spec, values, messages, say, enter, save,
    readouts: {}, // of the last complete run
    revealed: false, // whether the reader has committed to a prediction, or none was asked for
    guess: null, // the prediction that is drawn in a picture: {view, at, values, low, high, set, open}
    changed() {}, // what is drawn beside the run has changed; a picture makes this and the next two its own
    wake() {}, // another picture, size or level is to be shown
    pin: () => null, // {letter, run, values, saved} of a complete run, which stays beside those that follow
    change: touch,
    load: (changes) => touch(defaultValues(spec, changes)),
    onChange: (listener) => listeners.push(listener),
    /** `reader(readouts)` is called when the run of the present values is complete. */
    onRun: (reader) => readers.push(reader),
    complete(readouts) {
      this.readouts = readouts;
      readers.forEach((reader) => reader(readouts));
    },
    address: () => (inPage ? location.href.split("#")[0] : "") + formatLink(spec, values),
    start() {
      const handlers = spec.controls.map(({symbol}) => [`change:${symbol}`, () => onTrait(symbol)]);
      handlers.push(["change:link", onLinkTrait]);
      for (const {symbol} of spec.controls) onTrait(symbol);
      for (const [event, handler] of handlers) model.on(event, handler);
      if (inPage) addEventListener("hashchange", onHash);
      if (!(inPage && openAddress())) onLinkTrait(); // the page itself goes to the lab that its address names
      return () => {
        clearTimeout(timer);
        for (const [event, handler] of handlers) model.off(event, handler);
        removeEventListener("hashchange", onHash);
      };
    },
  };
}

function sameContent(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
