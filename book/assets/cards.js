/* A tap on a term or a citation opens a small card instead of leading away. In sections marked ●, the citations of a
   paragraph are one quiet mark. */
"use strict";
(() => {
  const root = document.documentElement.dataset.content_root;
  const PLACE = /\/(?:glossary\.html#(term-[^"]+)|bibliography\.html#(cite-[^"]+))$/;
  let loading = null;
  let card = null;

  function data() {
    loading ??= new Promise((done, fail) => {
      const script = element("script", {src: `${root}_static/cards.js`});
      script.addEventListener("load", () => done(globalThis.courseCards));
      script.addEventListener("error", fail);
      document.head.append(script);
    });
    return loading;
  }

  function close(back = true) {
    if (!card) return;
    const {node, from} = card;
    card = null;
    node.remove();
    from.setAttribute("aria-expanded", "false");
    if (back) from.focus();
  }

  /** A card under `from`; `parts` are [title, HTML, address]. */
  function open(from, name, parts) {
    close(false);
    const body = parts.map(([title, html, address, label]) => {
      const text = element("div", {});
      text.innerHTML = html; // written by the build, from the book's own pages
      const more = address ? element("p", {className: "card-more"}, element("a", {href: address}, label)) : "";
      return element("div", {}, title ? element("p", {className: "card-title"}, title) : "", text, more);
    });
    const shut = element("button", {type: "button", className: "quiet", onclick: () => close()}, t`Close`);
    const node = element("div", {className: "card", tabIndex: -1}, ...body, shut);
    node.setAttribute("role", "dialog");
    node.setAttribute("aria-label", name);
    from.setAttribute("aria-expanded", "true");
    card = {node, from};
    document.querySelector("main").append(node);
    const {left, bottom} = from.getBoundingClientRect();
    node.style.setProperty("--left",
      `${Math.max(8, Math.min(left, document.documentElement.clientWidth - node.offsetWidth - 16))}px`);
    node.style.setProperty("--top", `${bottom + scrollY + 6}px`);
    node.focus({preventScroll: true});
  }

  const keyOf = (link) => {
    const [, term, source] = PLACE.exec(link.getAttribute("href")) ?? [];
    return term ?? source;
  };

  async function show(from, links) {
    let known;
    try {
      known = await data();
    } catch {
      location.href = links[0].href;
      return;
    }
    const parts = links.flatMap((link) => {
      const entry = known[keyOf(link)];
      if (!entry) return [];
      const [title, html] = entry;
      return [[title, html, link.href, title ? t`In the glossary` : t`In the bibliography`]];
    });
    if (!parts.length) location.href = links[0].href;
    else open(from, parts[0][0] || (parts.length > 1 ? t`${parts.length} sources` : t`Source`), parts);
  }

  const article = document.querySelector("article");
  article.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey
      || event.altKey) return;
    if (link.closest(".card") || !keyOf(link) || /reference\/(glossary|bibliography)$/.test(document.body.dataset.page))
      return;
    event.preventDefault();
    show(link, [link]);
  });
  addEventListener("keydown", ({key}) => key === "Escape" && close());
  document.addEventListener("click", ({target}) => card && !target.closest(".card, [aria-expanded='true']")
    && close(false));

  // One mark for the sources of a paragraph of the story.
  for (const paragraph of document.querySelectorAll("section.level-1 :is(p, li)")) {
    if (paragraph.closest("section").matches(".level-2, .level-3") || paragraph.closest(".cell, figure, aside"))
      continue;
    const cited = [...paragraph.querySelectorAll(":scope > span")]
      .filter((span) => /^\s*\[/.test(span.textContent) && span.querySelector("a[href*='#cite-']"));
    if (!cited.length) continue;
    const links = cited.flatMap((span) => [...span.querySelectorAll("a")]);
    for (const span of cited) {
      span.classList.add("cited");
      const before = span.previousSibling; // its space goes where the source goes
      if (before?.nodeType !== Node.TEXT_NODE || !/\s$/.test(before.data)) continue;
      before.data = before.data.trimEnd();
      span.prepend(" ");
    }
    const words = links.length > 1 ? t`${links.length} sources` : t`source`;
    const mark = element("button", {type: "button", className: "sources", onclick: () => show(mark, links)}, words);
    mark.setAttribute("aria-expanded", "false");
    paragraph.append(" ", mark);
  }
})();
