/* On a path (`?path=pain.3`), the foot of the page says which step this is and where it goes on. */
"use strict";
(() => {
  const found = /^([\w-]+)\.(\d+)$/.exec(new URLSearchParams(location.search).get("path") ?? "");
  const root = document.documentElement.dataset.content_root;
  if (!found) return;
  const script = Object.assign(document.createElement("script"), {src: `${root}_static/paths.js`});
  script.addEventListener("load", () => show(globalThis.coursePaths?.[found[1]], Number(found[2])));
  document.head.append(script);

  function make(tag, properties, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  function show(path, number) {
    const step = path?.steps[number - 1];
    if (!step || step[0].split("?")[0] !== `${document.body.dataset.page}.html`) return;
    globalThis.courseLevel?.show(path.level);
    const [before, next] = [path.steps[number - 2], path.steps[number]];
    const bar = make("nav", {className: "path-bar"});
    bar.setAttribute("aria-label", `Path: ${path.title}`);
    bar.append(make("p", {}, make("b", {}, `Step ${number} of ${path.steps.length}`), ` · ${step[3] || path.title}`));
    const ways = make("p", {className: "path-ways"});
    if (before) ways.append(make("a", {href: root + before[0], rel: "prev"}, "Back"));
    ways.append(next
      ? make("a", {href: root + next[0], rel: "next"}, `Next: ${next[1]} (${next[2]} min)`)
      : make("span", {}, "This was the last step."));
    ways.append(make("a", {href: location.pathname + location.hash, className: "path-leave"}, "Leave this way"));
    bar.append(ways);
    document.body.append(bar);
    document.body.classList.add("on-path");
    globalThis.courseKept?.change((record) => (record.place = {page: step[0], title: `${path.title}, step ${number}: ${step[1]}`}));
    if (location.hash) requestAnimationFrame(() => document.getElementById(location.hash.slice(1))?.scrollIntoView({behavior: "instant"}));
  }
})();
