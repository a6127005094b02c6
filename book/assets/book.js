/* What a page of the book does by itself: switch colors, copy code, print with everything open. */
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)"); // the reader's own colors, which win over a mode
  const MODES = ["auto", "light", "dark"];

  function remember(mode) {
    try {
      localStorage.setItem("mode", mode);
    } catch { /* storage is off: the choice lasts as long as the page */ }
  }

  function show(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" || forced.matches ? (system.matches ? "dark" : "light") : mode;
  }

  const button = document.querySelector("button.theme");
  const name = () =>
    (button.textContent = t`Colors: ${{auto: t`auto`, light: t`light`, dark: t`dark`}[root.dataset.mode]}`);
  button.removeAttribute("aria-label");
  button.title = t`automatic, light or dark`;
  button.hidden = false;
  button.addEventListener("click", () => {
    show(MODES[(MODES.indexOf(root.dataset.mode) + 1) % MODES.length]);
    remember(root.dataset.mode);
    name();
  });
  for (const media of [system, forced]) media.addEventListener("change", () => show(root.dataset.mode));
  name();

  const print = document.querySelector("button.print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  // On paper what is folded is open, and solutions stand at the end, where nobody reads them by accident.
  addEventListener("beforeprint", () => {
    const article = document.querySelector("article");
    const after = (back) => addEventListener("afterprint", back, {once: true});
    for (const closed of article.querySelectorAll("details:not([open])")) {
      closed.open = true;
      after(() => (closed.open = false));
    }
    const solutions = [...article.querySelectorAll("details.solution")];
    if (!solutions.length) return;
    const answers = element("section", {className: "answers"}, element("h2", {}, t`Answers`));
    for (const solution of solutions) {
      const place = document.createComment("");
      solution.replaceWith(place);
      answers.append(solution);
      after(() => place.replaceWith(solution));
    }
    article.append(answers);
    after(() => answers.remove());
  });

  for (const block of document.querySelectorAll("div.highlight:not(.cell_output *)")) {
    const copy = element("button", {type: "button", className: "quiet copy"}, t`Copy`);
    copy.addEventListener("click", async () => {
      const code = block.querySelector("pre");
      try {
        await navigator.clipboard.writeText(code.textContent);
        copy.textContent = t`Copied`;
      } catch { // not over plain http, or not allowed
        getSelection().selectAllChildren(code);
        copy.textContent = t`Selected: press Ctrl+C`;
      }
      setTimeout(() => (copy.textContent = t`Copy`), 1500);
    });
    block.append(copy);
  }

  // Only who clicks sees the way that the page goes.
  addEventListener("click", () => (root.dataset.clicked = ""), {once: true, capture: true});

  // The place that the address names stays at the top while what stands above it finds its height, until the reader
  // moves. host.js asks for it again, when the labs stand there.
  const SETTLING = 4000; // ms in which fonts and first pictures have come
  let leave = () => {};

  /** What the address names: a place of the page or, by its link, a lab, once it stands there. */
  function placeOfAddress() {
    const name = decoded(location.hash.slice(1));
    const [lab, ...state] = name.split("/");
    if (state.length) return document.querySelector(`section[data-lab="${CSS.escape(lab)}"]`);
    return document.getElementById(name);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function stayAtPlace() {
    leave();
    globalThis.courseLevel?.reveal();
    const place = placeOfAddress();
    if (!place) return;
    const watch = new ResizeObserver(() => place.scrollIntoView({block: "start", behavior: "instant"}));
    leave = () => watch.disconnect();
    watch.observe(document.body);
    for (const event of ["wheel", "touchmove", "pointerdown", "keydown"])
      addEventListener(event, leave, {once: true, passive: true});
    setTimeout(leave, SETTLING);
  }

  globalThis.coursePlace = placeOfAddress;
  globalThis.courseStay = stayAtPlace;
  stayAtPlace();
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (link?.pathname === location.pathname) setTimeout(() => event.defaultPrevented || stayAtPlace());
  });

  // What is wider than the column scrolls in its own box, which the keyboard must reach; so it does what is not laid
  // out yet (see prose.css).
  const boxes = document.querySelectorAll("div.math, .pst-scrollable-table-container, .painlab-table, pre");
  const isLaidOut = (box) => box.checkVisibility?.({contentVisibilityAuto: true}) ?? true;
  const reach = (box) => {
    if (isLaidOut(box) && box.scrollWidth <= box.clientWidth) box.removeAttribute("tabindex");
    else box.tabIndex = 0;
  };
  const watch = new ResizeObserver((entries) => entries.forEach(({target}) => reach(target)));
  boxes.forEach((box) => watch.observe(box));
  const reachAll = () => boxes.forEach(reach);
  addEventListener("load", reachAll);
  document.fonts.addEventListener("loadingdone", reachAll);

  // One section after the other is laid out (see prose.css) once the page is whole and has nothing else to do.
  const far = [...document.querySelectorAll("article > section > section")];
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  function layOut() {
    far.shift()?.classList.add("laid-out");
    if (far.length) whenIdle(layOut);
  }
  addEventListener("load", () => whenIdle(layOut));
})();
