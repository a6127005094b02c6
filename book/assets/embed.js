/* A lab alone in a frame tells the page around it how high it is: {painlab: name, height: pixels}; to one that says
   {painlab: "clicker"} also which key of a clicker was pressed: {painlab: name, key}. */
"use strict";
(() => {
  const root = document.documentElement;
  const tell = () =>
    parent.postMessage({painlab: root.dataset.lab, height: Math.ceil(document.body.getBoundingClientRect().height)},
    "*");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => (root.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", show);
  show();
  new ResizeObserver(tell).observe(document.body);

  // The page around it may ask for the keys of a clicker, which the sliders would take.
  addEventListener("message", ({source, data}) => {
    if (source !== parent || data?.painlab !== "clicker") return;
    addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Page")) return;
      event.preventDefault();
      event.stopPropagation();
      parent.postMessage({painlab: root.dataset.lab, key: event.key}, "*");
    }, true);
  });
})();
