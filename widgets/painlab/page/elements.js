// The few lines between plain JavaScript and the document. Nothing here knows about labs.

const SVG = "http://www.w3.org/2000/svg";
let idCount = 0;

/** A new HTML element. `on…` functions become listeners, `true` an empty attribute, null/false no attribute. */
export function element(tag, attributes = {}, ...children) {
  return fillElement(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes = {}, ...children) {
  return fillElement(document.createElementNS(SVG, tag), attributes, children);
}

function fillElement(node, attributes, children) {
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
      shown.replaceChildren("copied");
      setTimeout(() => shown.replaceChildren(), 2500);
    } else {
      const box = element("input", {readonly: true, "aria-label": label, value: content});
      shown.replaceChildren(box);
      box.select();
    }
  };
  return element("span", {class: "painlab-copy"}, button(label, copy), shown);
}
