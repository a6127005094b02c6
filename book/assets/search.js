/* The search: sections that hold all words, each with the sentence that was found. "wind-up", "wind up" and "windup"
   are one. */
"use strict";
globalThis.courseSearch = (() => {
  const LIMIT = 40;

  /** Small letters without accents, hyphens dropped, all else between words a space; a space at both ends. */
  function plain(text) {
    const letters = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return ` ${letters.replace(/(?<=[a-z0-9])[-\u2010-\u2013](?=[a-z0-9])/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  }

  /** The words asked for, and all of them written as one: "wind up" → {words: ["wind", "up"], joined: "windup"}. */
  function asked(query) {
    const words = plain(query).trim().split(" ").filter(Boolean);
    return {words, joined: words.length === 2 ? words.join("") : null};
  }

  const begins = (text, word) => text.includes(` ${word}`);
  const holds = (text, {words, joined}) => words.every((word) => begins(text, word))
    || Boolean(joined && begins(text, joined));

  /** How well a section answers: 0 where it does not. */
  function score(section, query, weight) {
    const [, title, text] = section;
    const [head, body] = [plain(title), plain(text)];
    if (!holds(head + body, query)) return 0;
    const phrase = ` ${query.words.join(" ")}`;
    const whole = (where) => where.includes(phrase) || (query.joined && begins(where, query.joined));
    const count = Math.min(10,
      body.split(` ${query.joined && begins(body, query.joined) ? query.joined : query.words[0]}`).length - 1);
    return weight * ((holds(head, query) ? 30 : 0) + (whole(body) ? 12 : 0) + count);
  }

  /** The sentence of a text that holds most of the words. */
  function sentence(text, query) {
    const all = text.split("\n").flatMap((line) => line.split(/(?<=[.!?…]["”’)]*)\s+(?=["“‘(]?[A-Z0-9])/));
    const worth = (one) => {
      const words = plain(one);
      const hits = query.joined && begins(words, query.joined) ? 3
        : query.words.filter((word) => begins(words, word)).length;
      return hits * 1000 - Math.abs(one.length - 120);
    };
    const best = all.reduce((kept, one) => (worth(one) > worth(kept) ? one : kept), all[0] ?? "");
    return best.length > 320 ? `${best.slice(0, 320).replace(/\s\S*$/, "")} …` : best;
  }

  /** [{page, anchor, chapter, title, text}, …], best first. */
  function find(index, query) {
    if (!query.words.length) return [];
    const places = [];
    for (const [page, sections] of index) {
      const weight = /book\/(physiology|sensitization|treatment)\//.test(page) ? 1 : /glossary|safety/.test(page) ? 1.1
        : 0.4;
      for (const section of sections) {
        const worth = score(section, query, weight);
        if (worth)
          places.push({page, anchor: section[0], chapter: sections[0][1], title: section[1], worth,
          text: sentence(section[2], query)});
      }
    }
    return places.sort((one, other) => other.worth - one.worth).slice(0, LIMIT);
  }

  /** The sentence with the words that were found marked. */
  function marked(text, query) {
    const words = [...query.words, ...(query.joined ? [query.joined] : [])];
    return text.split(/(\s+)/).map((part) => {
      const own = plain(part).trim();
      const hit = own && words.some((word) => own.startsWith(word));
      return hit ? Object.assign(document.createElement("mark"), {textContent: part}) : part;
    });
  }

  function show(query, place, said) {
    const places = find(globalThis.courseIndex, query);
    const root = document.documentElement.dataset.content_root;
    said.textContent = !query.words.length ? "" : places.length
      ? t`${places.length === LIMIT ? t`The best ` : ""}${places.length} places.`
      : t`Nothing was found. Try one word, or a shorter one.`;
    place.replaceChildren(...places.map(({page, anchor, chapter, title, text}) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"),
        {href: `${root}${page}#${anchor}`, textContent: title || chapter});
      const where = Object.assign(document.createElement("span"),
        {className: "search-where", textContent: title === chapter ? "" : ` · ${chapter}`});
      const words = document.createElement("p");
      words.append(...marked(text, query));
      item.append(link, where, words);
      return item;
    }));
  }

  const place = document.getElementById("search-results");
  if (place) {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    document.querySelector("main input[name=q]").value = query;
    show(asked(query), place, document.getElementById("search-said"));
  }
  return {plain, asked, find, sentence};
})();
