/* A lesson as slides: reveal.js, with the colors of the reader's system, and a clicker that a lab does not take. */
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", show);
  show();
  const frames = [...document.querySelectorAll("iframe")];
  for (const frame of frames) {
    frame.addEventListener("load", () => frame.contentWindow.postMessage({painlab: "clicker"}, "*"));
  }
  addEventListener("message", ({source, data}) => {
    if (!frames.some((frame) => frame.contentWindow === source)) return;
    if (data?.key === "PageDown") Reveal.next();
    if (data?.key === "PageUp") Reveal.prev();
  });
  Reveal.initialize({
    width: 1280, height: 720, margin: 0.02, center: false, hash: true, slideNumber: "c/t", scrollActivationWidth: null,
    transition: "none", backgroundTransition: "none", plugins: [RevealNotes],
  });
})();
