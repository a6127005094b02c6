/* Level of reading: ● the story, ●● the course, ●●● everything. It hides the sections above it. */
"use strict";
(() => {
  const chooser = document.querySelector("fieldset.levels");
  if (!chooser) return;
  const article = document.querySelector("article");
  const inputs = [...chooser.querySelectorAll("input")];
  const said = chooser.querySelector(".levels-said");
  const asked = new URLSearchParams(location.search);

  function show(level, {keep = false, tell = true} = {}) {
    article.dataset.level = level;
    inputs.forEach((input) => (input.checked = Number(input.value) === level));
    const isFolded = (node) => // without asking where it is, which would lay out the page
      Boolean((level < 3 && node.closest("section.level-3")) || (level < 2 && node.closest("section.level-2")));
    const hidden = [...article.querySelectorAll("section.level-2, section.level-3")].filter(isFolded).length;
    if (tell) said.textContent = hidden ? t`${hidden} sections are folded away.` : "";
    for (const link of document.querySelectorAll("#outline a[href^='#']")) {
      const target = document.getElementById(link.hash.slice(1));
      if (target) link.parentElement.hidden = isFolded(target);
    }
    if (keep) globalThis.courseKept?.change((record) => (record.level = level));
  }

  /** A link that leads to a hidden section shows it. */
  function reveal() {
    const place = globalThis.coursePlace();
    const level = place?.closest("section.level-3") ? 3 : place?.closest("section.level-2") ? 2 : 1;
    if (place && level > Number(article.dataset.level ?? 3)) {
      show(level);
      place.scrollIntoView({behavior: "instant"});
    }
  }

  chooser.hidden = false;
  inputs.forEach((input) => input.addEventListener("change", () => show(Number(input.value), {keep: true})));
  const wanted = Number(asked.get("level")) || Number(chooser.dataset.path) || globalThis.courseKept?.get()?.level;
  show(wanted >= 1 && wanted <= 3 ? wanted : 3, {tell: Boolean(wanted)});
  addEventListener("hashchange", reveal);
  reveal();
  globalThis.courseLevel = {show, reveal};
})();
