/* How the scripts of a page make elements: the first part of each file in which one needs it. */
"use strict";

/** An element with `properties`, such as {className: "quiet"}, and children, elements or texts. */
function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
