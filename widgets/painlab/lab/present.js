// Present mode: the stage alone, over the whole screen, in large letters; keys lead from state to state.
import {button, element} from "../page/elements.js";
import {t} from "../page/words.js";

const LARGEST = 2;
const USUAL = 1000; // px that a lab has in a page, about

/** `node` is the button; `states` = [{label, values}, …] are what the keys lead through. */
export function makePresent(root, lab, states) {
  const label = element("span", {role: "status"});
  const bar = element(
    "div", {class: "painlab-bar-present", hidden: true},
    button(t`Before`, () => go(-1), {class: "painlab-before"}), label,
    button(t`Next`, () => go(1), {class: "painlab-ahead"}), button(t`End`, leave),
  );
  const node = button(t`Present`, enter);
  let at = 0;
  root.append(bar);

  async function enter() {
    root.classList.add("painlab-present");
    root.style.setProperty("--zoom", Math.min(LARGEST, Math.max(1, innerWidth / USUAL)).toFixed(2));
    bar.hidden = false;
    addEventListener("keydown", onKey, true);
    addEventListener("fullscreenchange", onScreen);
    if (document.fullscreenEnabled) await root.requestFullscreen().catch(() => {}); // else the stage fills the frame
    lab.wake();
    bar.querySelector("button:nth-of-type(2)").focus();
  }

  function leave() {
    root.classList.remove("painlab-present");
    bar.hidden = true;
    removeEventListener("keydown", onKey, true);
    removeEventListener("fullscreenchange", onScreen);
    lab.wake();
    if (document.fullscreenElement === root) document.exitFullscreen().then(comeBack, comeBack);
    else comeBack();
  }

  /** The reader is where the lab was left: the page has found its heights a frame later. */
  function comeBack() {
    requestAnimationFrame(() => {
      node.focus();
      node.scrollIntoView({block: "nearest", behavior: "instant"});
    });
  }

  function onScreen() {
    if (document.fullscreenElement === root) lab.wake();
    else leave();
  }

  function onKey(event) {
    const free = !event.target.matches("input, select, textarea");
    const step = {PageDown: 1, PageUp: -1, ...(free ? {ArrowRight: 1, ArrowLeft: -1} : {})}[event.key];
    if (event.key === "Escape") leave();
    else if (step) go(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function go(step) {
    at = (at + step + states.length) % states.length;
    lab.load(states[at].values);
    label.textContent = t`${at + 1} of ${states.length}: ${states[at].label}`;
  }

  return node;
}
