/* A built page, opened without its scripts, as one that stands still on paper and in a reader: what
   plain_pages.py runs in it. Gives {title, body (XHTML), styles: the rules that its drawings need}. */
({math, answersTitle, answersPlace}) => {
  const article = document.querySelector("article");
  const all = (query, from = article) => [...from.querySelectorAll(query)];
  const element = (tag, properties = {}, ...children) => {
    const one = Object.assign(document.createElement(tag), properties);
    one.append(...children);
    return one;
  };

  all(".outline, .headerlink, .quiet, svg.narrow, script, template, button, form, input, select, [hidden]")
    .forEach((one) => one.remove());
  const drawn = ({selectorText}) => selectorText && all(selectorText, document).some((one) => one.closest("svg"));
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const each = (text) => { // `:is(a, b) c` as `a c, b c`, for e-readers that do not know it
    const match = text.match(/:is\(([^()]*)\)/);
    return match ? match[1].split(",").flatMap((one) => each(text.replace(match[0], one.trim()))) : [text];
  };
  const styles = rules.filter(drawn).map(({selectorText, style}) => {
    const selectors = selectorText.replace(/:is\([^()]*\)/g, (list) => list.replaceAll(",", "\u0000")).split(",")
      .flatMap((one) => each(one.replaceAll("\u0000", ",").trim()));
    return `${selectors.join(", ")} { ${style.cssText} }`;
  });
  all("style").filter((one) => !one.closest("svg")).forEach((one) => one.remove());

  all("noscript").forEach((one) => (one.outerHTML = one.textContent));
  for (const picture of all("img")) { // its place, from the root of the site
    picture.setAttribute("src", new URL(picture.src).pathname.slice(1));
    picture.removeAttribute("srcset");
  }

  const formulaOf = (one) => {
    const formula = one.querySelector("math");
    formula.querySelectorAll("annotation").forEach((source) => source.remove());
    // KaTeX sets 'apply function' behind 'min', also where only a base and an index may stand
    all("msub > mo, msup > mo, munder > mo", formula).filter((sign) => sign.textContent === "\u2061")
      .forEach((sign) => sign.remove());
    return formula;
  };
  if (math) all(".katex").forEach((one) => one.replaceWith(formulaOf(one)));

  // Answers stand at the end of their chapter, where nobody reads them by accident; what else was folded is open.
  const answers = element("section", {className: "answers"}, element("h2", {textContent: answersTitle}));
  const openedOf = (folded) => {
    const words = folded.querySelector("summary");
    const said = (words.querySelector("p") ?? words).childNodes;
    const title = element("p", {className: "folded-title"}, element("strong", {}, ...said));
    words.remove();
    const open = element("div", {className: `folded ${folded.className}`, id: folded.id}, title, ...folded.childNodes);
    if (!folded.id) open.removeAttribute("id");
    return [open, title];
  };
  for (const folded of all("details")) {
    const [open, title] = openedOf(folded);
    const asked = folded.closest(".painlab-still-quiz");
    if (!asked && !folded.matches(".solution")) {
      folded.replaceWith(open);
      continue;
    }
    open.id ||= `answers-${answers.children.length}`;
    if (asked) {
      const about = folded.closest("section")?.querySelector("h1, h2, h3, h4");
      if (about) title.append(` (${about.textContent.trim()})`);
    }
    const there = element("a", {href: `#${open.id}`, textContent: answersPlace});
    folded.replaceWith(element("p", {className: "to-answers"}, there));
    answers.append(open);
  }
  if (answers.children.length > 1) article.append(answers);

  // A link leads to a page of this book, to the world, or nowhere.
  for (const link of all("a[href]")) {
    const goal = new URL(link.getAttribute("href"), document.baseURI);
    if (goal.origin !== location.origin) continue;
    const name = decodeURI(goal.pathname).slice(1);
    if (name.endsWith(".html")) link.setAttribute("href", `page:${name.slice(0, -5)}${goal.hash}`);
    else link.replaceWith(...link.childNodes);
  }
  for (const one of all("*")) {
    for (const {name} of [...one.attributes]) {
      if (/^(data-|on|popover|tabindex)/.test(name)) one.removeAttribute(name);
    }
  }
  const text = new XMLSerializer();
  const body = [...article.childNodes].map((one) => text.serializeToString(one)).join("");
  return {title: article.querySelector("h1").textContent.trim(), body, styles};
}
