// The few lines between plain JavaScript and the document. Nothing here knows about labs.
import {t} from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
let idCount = 0;

/** A new HTML element. `on…` functions become listeners, `true` an empty attribute, null/false no attribute. */
export function element(tag, attributes = {}, ...children) {
  return fillElement(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes = {}, ...children) {
  return fillElement(document.createElementNS(SVG, tag), attributes, children);
}

// JupyterLab and Notebook match their shortcuts against the very element that has the focus, so each one says that it
// keeps its keys: arrows would else change the cell, and "d d" delete it.
const TAKES_KEYS = ["a", "button", "input", "select", "summary", "textarea"];

function fillElement(node, attributes, children) {
  if (TAKES_KEYS.includes(node.localName) || "tabindex" in attributes) node.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** An id no other element of the page has. */
export function newId(stem) {
  idCount += 1;
  return `painlab-${stem}-${idCount}`;
}

export function button(text, onclick, attributes = {}) {
  return element("button", {type: "button", onclick, ...attributes}, text);
}

/**
 * Answers are handed in by the button, or by Enter in a field. Nothing is submitted: a frame with `sandbox` allows that
 * to no form, and says nothing.
 */
export function handIn(form, button, act) {
  button.type = "button";
  button.addEventListener("click", act);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    act();
  });
}

/** Offer a text as a file to save; nothing is sent. */
export function saveFile(name, text, type) {
  const href = URL.createObjectURL(new Blob([text], {type}));
  element("a", {href, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** A closed disclosure. Its content is built when it is first opened. */
export function disclosure(title, build, attributes = {}) {
  const body = element("div", {class: "painlab-folded"});
  const details = element("details", attributes, element("summary", {}, title), body);
  details.addEventListener("toggle", () => {
    if (details.open) body.replaceChildren(...build());
  });
  return details;
}

/** Puts text on the clipboard; false where the browser does not allow it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A button that copies what `text()` returns and says so; where it may not, it shows the text to copy by hand. */
export function copyButton(label, text) {
  const shown = element("output", {class: "painlab-copied"});
  const copy = async () => {
    const content = text();
    if (await copyText(content)) {
      shown.replaceChildren(t`copied`);
      setTimeout(() => shown.replaceChildren(), 2500);
    } else {
      const box = element("input", {readonly: true, "aria-label": label, value: content});
      shown.replaceChildren(box);
      box.select();
    }
  };
  return element("span", {class: "painlab-copy"}, button(label, copy), shown);
}
