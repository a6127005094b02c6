// What test_engines.py asks of a page in every engine. It stands first in each page as a file of the site, so that a
// content policy allows it, and is called by name.
"use strict";
globalThis.complaints = [];
{
  // What an observer of sizes could not tell in one frame it tells in the next: no error.
  const complain = (what) => /^ResizeObserver loop/.test(what) || complaints.push(String(what));
  addEventListener("error", ({message, target}) => complain(message || target.src || target.href), true);
  addEventListener("unhandledrejection", ({reason}) => complain(reason));
  addEventListener("securitypolicyviolation", (e) => complain(`${e.violatedDirective} ${e.blockedURI}`));
  const {error} = console;
  console.error = (...words) => {
    complain(words.join(" "));
    error.apply(console, words);
  };
}
globalThis.asked = (() => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const rows = ".painlab-rows input";

  async function until(done, what) {
    for (let times = 0; times < 600; times += 1) {
      const result = done();
      if (result) return result;
      await pause(50);
    }
    throw new Error(`waited in vain for ${what}`);
  }

  async function complete(lab) {
    const sentence = lab.querySelector(".painlab-sentence");
    const whole = () => sentence.textContent.length > 10 && !sentence.classList.contains("painlab-stale");
    await pause(60);
    await until(whole, `the sentence of ${lab.dataset.lab}`);
    return sentence.textContent;
  }

  const labOf = (name, view = globalThis) => view.document.querySelector(`section.painlab-lab[data-lab="${name}"]`);

  function isPainted(lab) {
    return [...lab.querySelectorAll("canvas")].some((canvas) => {
      if (!canvas.checkVisibility() || !canvas.width) return false;
      const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 3; at < data.length; at += 4) count += data[at] > 0;
      return count > 200;
    }) || lab.querySelector(".painlab-map")?.getAttribute("aria-label").startsWith("Shown:");
  }

  /** The page is live, its labs unfolded and past their predictions: how many it has. */
  async function ready() {
    const host = document.querySelector("script[src*='/host.js']");
    await until(() => document.readyState === "complete", "the page");
    await until(() => !host || document.documentElement.dataset.widgets === "live", "live widgets");
    const labs = [...document.querySelectorAll("section.painlab-lab")];
    for (const lab of labs) {
      for (let node = lab; node; node = node.parentElement) if (node.localName === "details") node.open = true;
      [...lab.querySelectorAll("button")].find((button) => /^Skip/.test(button.textContent))?.click();
    }
    return labs.length;
  }

  /** What a lab shows: its sentence and the values of its controls, once its picture is drawn. */
  async function report(name) {
    const lab = labOf(name);
    if (!lab.contains(document.activeElement?.closest("input"))) lab.scrollIntoView({behavior: "instant"});
    const said = await complete(lab);
    await until(() => isPainted(lab), `a picture of ${name}`);
    const values = [...lab.querySelectorAll(rows)].map((field) => field.value + (field.checked ? "+" : ""));
    return {lab: name, said, values: values.join(" ")};
  }

  /** Gives the first slider of a lab the focus: its value, and a key that moves it; null where there is none. */
  async function focus(name) {
    const sliders = [...labOf(name).querySelectorAll(`${rows}[type=range]`)].filter((one) => one.checkVisibility());
    if (!sliders.length) return null;
    const [slider] = sliders;
    slider.focus();
    return [slider.value, slider.value === slider.max ? "ArrowLeft" : "ArrowRight"];
  }

  async function violations() {
    if (!globalThis.axe) {
      const script = Object.assign(document.createElement("script"), {src: "/axe.js"});
      document.head.append(script);
      await until(() => globalThis.axe, "axe");
    }
    const result = await axe.run({rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"]});
    return result.violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`));
  }

  /** Where a lab stands, in the page or in the page of its frame, once that has come to rest. */
  async function landed(name) {
    const frame = document.querySelector("iframe[src^='/book']");
    const view = frame?.contentWindow ?? globalThis;
    await until(() => view.document.documentElement?.dataset.widgets === "live", "live widgets");
    const lab = labOf(name, view);
    const said = await complete(lab);
    let was = NaN, top = lab.getBoundingClientRect().top;
    while (was !== top) {
      was = top;
      await pause(400);
      top = lab.getBoundingClientRect().top;
    }
    return {top, said, width: view.innerWidth, complaints: view.complaints};
  }

  /** Texts that their own box cuts off, how far the page is too wide, and how tall it is. */
  async function cut() {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const texts = [...document.querySelectorAll("main :is(p, li, button, label, h1, h2, h3, td, th, legend, summary)")];
    const short = texts.filter((one) => one.checkVisibility() && one.clientWidth > 1
      && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden");
    return {over, short: short.map((one) => one.textContent.slice(0, 60)), tall: document.body.scrollHeight};
  }

  return {
    ready, report, focus, violations, landed, cut,
    complaints: async () => complaints,
    focused: async () => document.activeElement.value,
  };
})();
