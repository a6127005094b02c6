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
  const small = matchMedia("(max-width: 700px), (max-height: 480px)"); // a phone: as slides.css
  const phone = {width: "100%", height: "100%", margin: 0}, hall = {width: 1280, height: 720, margin: 0.02};
  const size = () => (small.matches ? phone : hall);
  small.addEventListener("change", () => Reveal.configure(size()));
  Reveal.initialize({
    ...size(), center: false, hash: true, slideNumber: "c/t", scrollActivationWidth: null,
    transition: "none", backgroundTransition: "none", plugins: [RevealNotes],
  });
})();
