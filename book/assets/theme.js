/* The colors that the reader chose, before anything is painted. */
"use strict";
(() => {
  let mode = null;
  try { mode = localStorage.getItem("mode"); } catch { /* storage is off */ }
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.mode = mode ?? "auto";
})();
