/* What the record of this device does in a page: ticks, "continue", the offer to keep, and the page where it is shown
   whole. */
"use strict";
(() => {
  const kept = globalThis.courseKept;
  const root = document.documentElement.dataset.content_root;
  const page = document.body.dataset.page;
  const isChapter = /^book\/(physiology|sensitization|treatment)\/(?!index)/.test(page);
  const button = (text, onclick) => element("button", {type: "button", className: "quiet keep-button", onclick}, text);
  const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

  // ---- ticks, continue, the offer ----

  const links = [...document.querySelectorAll("#contents a[href]")];
  const pageOf = (link) => link.pathname.slice(new URL(root || "./", location.href).pathname.length)
    .replace(/\.html$/, "");

  function show() {
    const record = kept.get();
    for (const link of links) {
      const read = Boolean(record?.read[link.getAttribute("aria-current") === "page" ? page : pageOf(link)]);
      link.classList.toggle("read", read);
      link.querySelector(".tick")?.remove();
      if (read)
        link.append(element("span", {className: "tick"}, element("span", {ariaHidden: "true"}, " ✓"),
        element("span", {className: "unseen"}, t` read`)));
    }
    const line = document.querySelector("#contents .continue");
    line.hidden = !record?.place;
    if (record?.place)
      line.replaceChildren(t`Continue: `, element("a", {href: root + record.place.page}, record.place.title));
    offer(record);
    whole(record);
  }

  let said = "";
  function offer(record) {
    const line = document.querySelector(".foot .keep");
    line.hidden = false;
    const more = element("a", {href: `${root}book/reference/kept.html`}, t`what this device keeps`);
    if (record) line.replaceChildren(t`This device keeps your place and your answers: `, more, ".");
    else {
      line.replaceChildren(globalThis.origin !== "null" && navigator.serviceWorker?.controller
        ? t`Nothing but the book itself is kept on this device. ` : t`Nothing is kept on this device. `,
        button(t`Keep my place and my answers here`, () => {
        if (kept.begin()) {
          rememberPlace();
          markRead();
        }
        said = kept.trouble;
        show();
      }), " ", element("span", {role: "status"}, said), " ", more);
    }
    if (record && kept.trouble) line.append(" ", element("strong", {role: "status"}, kept.trouble));
  }

  function rememberPlace() {
    if (!isChapter) return;
    const title = document.querySelector("h1").firstChild.textContent.trim();
    kept.change((record) => (record.place = {page: `${page}.html${location.search}`, title}));
  }

  // A chapter counts as read when its last line was in sight, also before one asked to keep that.
  let isEndSeen = false;
  function markRead() {
    if (isEndSeen && kept.get() && !kept.get().read[page]) kept.change((record) => (record.read[page] = kept.today()));
  }
  if (isChapter) {
    if (kept.get() && !/[?&]path=/.test(location.search)) rememberPlace();
    const end = document.querySelector(".turn") ?? document.querySelector(".foot");
    new IntersectionObserver(([entry]) => {
      isEndSeen ||= entry.isIntersecting;
      markRead();
    }).observe(end);
  }

  // ---- the page of the record ----

  const place = document.getElementById("kept");
  const told = element("p", {role: "status"});

  function whole(record) {
    if (!place) return;
    const parts = [];
    if (!record) {
      parts.push(element("p", {}, t`Nothing is kept on this device.`), element("p", {className: "keep-row"},
        button(t`Keep my place and my answers here`,
          () => { kept.begin(); tell(kept.trouble || t`From now on this device keeps them.`); }), loading()));
    } else {
      const answers = Object.values(record.answers);
      const wrong = answers.filter(({right, sure}) => !right && sure === "sure");
      parts.push(
        element("p", {},
          t`${plural(Object.keys(record.read).length, t`chapter`, t`chapters`)} read, ${plural(Object.keys(record.goals).length, t`goal`, t`goals`)} reached, `
          + t`${plural(record.predictions.length, t`prediction`, t`predictions`)} made, ${plural(answers.length, t`question`, t`questions`)} answered`
          + `${wrong.length ? t`; of ${plural(wrong.length, t`answer`, t`answers`)} you were sure, and wrong` : ""}.`),
        element("p", {className: "keep-row"}, button(t`Save as a file`, save), loading(),
          button(t`Erase all of it`, async () => { kept.erase(); await globalThis.courseOffline.remove();
          tell(t`Erased. Nothing is kept on this device.`); })));
      parts.push(...review(record));
    }
    place.replaceChildren(...parts, told);
  }

  function review(record) {
    const due = kept.due(record);
    const head = element("h2", {}, t`To ask yourself again`);
    if (!due.length)
      return [head,
      element("p", {},
      t`Nothing is due today. A question comes back after 1, 3, 7, 21 and 60 days, and at once if you were sure and wrong.`)];
    const items = due.map(([, {stem, page: where, right, sure, day}]) => element("li", {},
      element("a", {href: root + where}, stem),
        element("small", {},
        ` ${!right && sure === "sure" ? t`sure, and not right` : right ? t`right last time` : t`not right last time`}, ${day}`)));
    return [head, element("ol", {className: "review"}, ...items)];
  }

  function save() {
    const href = URL.createObjectURL(new Blob([JSON.stringify(kept.get(), null, 1)], {type: "application/json"}));
    element("a", {href, download: `amplified-signal-${kept.today()}.json`}).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    tell(t`Saved as a file.`);
  }

  function loading() {
    const input = element("input", {type: "file", accept: ".json,application/json", hidden: true});
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      try {
        kept.load(await file.text());
        tell(kept.trouble || t`${file.name} is loaded, and kept on this device.`);
      } catch (error) {
        tell(t`${file.name} was not loaded: ${error.message}.`);
      }
    });
    return element("span", {}, button(t`Load a file`, () => input.click()), input);
  }

  function tell(text) {
    show();
    told.textContent = text;
  }

  kept.onChange(show);
  show();
})();
