/* On a path (`?path=pain.3`), the foot of the page says which step this is and where it goes on. */
"use strict";
(() => {
  const match = /^([\w-]+)\.(\d+)$/.exec(new URLSearchParams(location.search).get("path") ?? "");
  const root = document.documentElement.dataset.content_root;
  if (!match) return;
  const script = element("script", {src: `${root}_static/paths.js`});
  script.addEventListener("load", () => show(globalThis.coursePaths?.[match[1]], Number(match[2])));
  document.head.append(script);

  /** Go to the place of the link again: the level and the labs have changed how tall the page is. */
  function arrive() {
    const name = location.hash.slice(1);
    if (!name) return;
    if (!name.includes("/"))
      return void requestAnimationFrame(() => document.getElementById(name)?.scrollIntoView({behavior: "instant"}));
    const {documentElement: page} = document;
    const go = () => dispatchEvent(new HashChangeEvent("hashchange")); // a lab answers to its own link
    if (page.dataset.widgets === "live") go();
    else new MutationObserver((_, watch) => { watch.disconnect(); go(); }).observe(page,
      {attributeFilter: ["data-widgets"]});
  }

  function show(path, number) {
    const step = path?.steps[number - 1];
    if (!step || step[0].split("?")[0] !== `${document.body.dataset.page}.html`) return;
    globalThis.courseLevel?.show(path.level);
    const [before, next] = [path.steps[number - 2], path.steps[number]];
    const bar = element("nav", {className: "path-bar"});
    bar.setAttribute("aria-label", t`Path: ${path.title}`);
    bar.append(
      element("p", {}, element("b", {}, t`Step ${number} of ${path.steps.length}`), ` · ${step[3] || path.title}`));
    const leave = element("a", {href: location.pathname + location.hash, className: "path-leave",
      title: t`Leave this way`}, "✕");
    leave.setAttribute("aria-label", t`Leave this way`);
    const ways = element("p", {className: "path-ways"});
    if (before) ways.append(element("a", {href: root + before[0], rel: "prev"}, t`Back`));
    ways.append(next
      ? element("a", {href: root + next[0], rel: "next"}, t`Next: ${next[1]} (${next[2]} min)`)
      : element("span", {}, t`This was the last step.`));
    bar.append(ways, leave);
    document.body.append(bar);
    document.body.classList.add("on-path");
    globalThis.courseKept?.change((record) =>
      (record.place = {page: step[0], title: t`${path.title}, step ${number}: ${step[1]}`}));
    arrive();
  }
})();
