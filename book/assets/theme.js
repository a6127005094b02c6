/* The colors that the reader chose, before anything is painted. */
"use strict";
(() => {
  let mode = null;
  try { mode = localStorage.getItem("mode"); } catch { /* storage is off */ }
  const system = !["light", "dark"].includes(mode) || matchMedia("(forced-colors: active)").matches;
  const dark = system ? matchMedia("(prefers-color-scheme: dark)").matches : mode === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.mode = mode ?? "auto";
})();
