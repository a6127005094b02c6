/* Contents and outline on narrow screens, and where in the page one is. */
"use strict";
(() => {
  const hasPopover = "popover" in HTMLElement.prototype;
  const wide = matchMedia("(min-width: 78rem)");

  // A browser without popovers: the same buttons open and close by a class.
  if (!hasPopover) {
    const open = (panel, wanted) => {
      panel.classList.toggle("open", wanted);
      document.querySelectorAll(`[popovertarget="${panel.id}"]`)
        .forEach((button) => button.setAttribute("aria-expanded", String(wanted)));
    };
    for (const button of document.querySelectorAll("[popovertarget]")) {
      const panel = document.getElementById(button.getAttribute("popovertarget"));
      const closes = button.getAttribute("popovertargetaction") === "hide";
      button.addEventListener("click", () => open(panel, !closes && !panel.classList.contains("open")));
    }
    addEventListener("keydown", ({key}) => key === "Escape" && document.querySelectorAll("[popover].open")
      .forEach((panel) => open(panel, false)));
  }

  // A link inside the outline leads to a place in this page: the panel has done its work.
  const outline = document.getElementById("outline");
  outline?.addEventListener("click", ({target}) => {
    if (!target.closest("a")) return;
    if (hasPopover) {
      if (outline.matches(":popover-open")) outline.hidePopover();
    } else outline.classList.remove("open");
  });

  // The header says which section is being read, and how far the page is read.
  const bar = document.querySelector(".bar"), here = bar?.querySelector(".here");
  const sections = [...document.querySelectorAll("article > section > section")];
  const links = new Map([...(outline?.querySelectorAll("a[href^='#']") ?? [])]
    .map((link) => [link.hash.slice(1), link]));
  const first = here?.textContent;
  let shown = null;
  function place() {
    if (!sections.length) return;
    const line = 0.3 * innerHeight;
    const current = sections.findLast?.((section) => section.offsetHeight && section.getBoundingClientRect().top < line)
      ?? null;
    const whole = document.documentElement.scrollHeight - innerHeight;
    bar?.style.setProperty("--read", (whole > 0 ? Math.min(1, scrollY / whole) : 1).toFixed(3));
    if (current === shown) return;
    links.get(shown?.id)?.removeAttribute("aria-current");
    links.get(current?.id)?.setAttribute("aria-current", "location");
    shown = current;
    if (here && !wide.matches) here.textContent = links.get(current?.id)?.textContent.replace(/\s*●+\s*$/, "") ?? first;
  }
  let asked = 0;
  const ask = () => (asked ||= requestAnimationFrame(() => { asked = 0; place(); }));
  addEventListener("scroll", ask, {passive: true});
  ask(); // not at once: the page is laid out when its labs stand there
})();
