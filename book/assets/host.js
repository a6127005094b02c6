/* Live widgets in a static page, without a kernel.

   Reads the widget state that the page carries, gives every anywidget module a model to talk to, follows jslink and
   jsdlink. The standard controls stand before it, in controls.js. A classic script: it also runs from file://. */
"use strict";
(() => {
  const {views: controls, follow, edit} = globalThis.courseControls;
  const STATE = "application/vnd.jupyter.widget-state+json";
  const UNSEEN = 100; // ms to wait for a frame
  const VIEW = "application/vnd.jupyter.widget-view+json";

  /** One widget's state, with the interface that anywidget gives to a front-end module. */
  class Model {
    constructor(id, {model_name: name, state}, models) {
      Object.assign(this, {id, name, models, state: {...state}, listeners: new Map()});
    }
    get(key) {
      return this.state[key];
    }
    set(key, value) {
      if (typeof key === "object") return Object.entries(key).forEach(([each, its]) => this.set(each, its));
      if (Object.is(this.state[key], value)) return;
      this.state[key] = value;
      this.emit(`change:${key}`, this, value);
      this.emit("change", this);
    }
    save_changes() {} // there is no kernel to save to
    send() {}
    on(events, listener) {
      for (const event of events.split(" ")) {
        if (!this.listeners.has(event)) this.listeners.set(event, new Set());
        this.listeners.get(event).add(listener);
      }
    }
    off(events, listener) {
      if (!events) return this.listeners.clear();
      for (const event of events.split(" ")) {
        if (listener) this.listeners.get(event)?.delete(listener);
        else this.listeners.delete(event);
      }
    }
    emit(event, ...details) {
      for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...details);
    }
    /** The model that `reference` ("IPY_MODEL_…") names, if any. */
    resolve(reference) {
      return this.models.get(String(reference).replace(/^IPY_MODEL_/, ""));
    }
    get widget_manager() {
      return {get_model: async (reference) => this.resolve(reference)};
    }
  }

  async function box(model) {
    const children = model.get("children").map((reference) => draw(model.resolve(reference)));
    return element("div", {className: model.name === "VBoxModel" ? "column" : "line"},
      ...(await Promise.all(children)));
  }

  // ---- anywidget modules -------------------------------------------------------------------------------------

  const modules = new Map();

  /** The widget definition that a registered function returns or a module's text exports; each is started once. */
  function definition(text) {
    if (typeof text === "function" && !modules.has(text)) modules.set(text, text());
    if (!modules.has(text)) {
      const address = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
      const start = async ({default: widget}) => (typeof widget === "function" ? widget() : widget);
      modules.set(text, import(address).then(start));
    }
    return modules.get(text);
  }

  async function anywidget(model, place) {
    const {initialize, render} = await definition(model.get("_esm"));
    const signal = new AbortController().signal;
    model.initialized ??= initialize?.({model, signal, experimental: {}});
    await model.initialized;
    await render?.({model, el: place, signal, experimental: {}});
  }

  // ---- the page ----------------------------------------------------------------------------------------------

  const views = {
    ...controls, BoxModel: box, HBoxModel: box, VBoxModel: box, AnyModel: anywidget,
  };

  /** Draw a model, into `place` if it is given. An anywidget measures itself, so its place should be in the page. */
  async function draw(model, place = element("div", {className: "widget"})) {
    if (model.name === "AnyModel") await anywidget(model, place);
    else place.append(await views[model.name](model));
    return place;
  }

  /** Keep the target equal to the source; both ways for a jslink. */
  function link(model, twoWay) {
    const [source, from] = model.get("source"), [target, to] = model.get("target");
    const first = model.resolve(source), second = model.resolve(target);
    follow(first, from, () => edit(second, to, first.get(from)));
    if (twoWay) second.on(`change:${to}`, () => edit(first, from, second.get(to)));
  }

  function read() {
    const models = new Map();
    const {state} = JSON.parse(document.querySelector(`script[type="${STATE}"]`).textContent);
    for (const [id, saved] of Object.entries(state)) {
      const model = new Model(id, saved, models);
      model.state._esm = globalThis.painlabModules?.[model.state._esm] ?? model.state._esm; // see widgets.py
      models.set(id, model);
    }
    for (const model of models.values()) {
      if (model.name === "LinkModel") link(model, true);
      if (model.name === "DirectionalLinkModel") link(model, false);
    }
    return models;
  }

  /** On paper a lab that nobody has moved is its still frame; another one prints the state that it is in. */
  function printStill(still, place) {
    addEventListener("beforeprint", () => {
      if (place.querySelector("[data-moved]")) return;
      place.hidden = true;
      place.after(still);
    });
    addEventListener("afterprint", () => {
      still.remove();
      place.hidden = false;
    });
  }

  /** Resolves once a frame has been painted; soon in a page that nobody sees, which paints none. */
  function frame() {
    return new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done));
      setTimeout(done, UNSEEN);
    });
  }

  /**
   * Draw each widget of the page where its still frame or its script tag stands, the first one first. The first lab can
   * be moved before the others are drawn; these share one frame, since each more lays out the whole page.
   */
  async function mount() {
    const models = read();
    let moving = false; // can anything be moved yet?
    for (const mark of document.querySelectorAll(`.painlab-still[data-model-id], script[type="${VIEW}"]`)) {
      const still = mark.matches(".painlab-still");
      const id = still ? mark.dataset.modelId : JSON.parse(mark.textContent).model_id;
      const place = element("div", {className: "widget"});
      if (mark.id) { // links lead there
        place.id = mark.id;
        mark.removeAttribute("id");
      }
      mark.after(place);
      try {
        await draw(models.get(id), place);
        if (still) {
          mark.remove();
          printStill(mark, place);
        }
        if (!moving && place.querySelector(".painlab-control")) {
          moving = true;
          await frame();
        }
      } catch (error) {
        console.error(error);
        const words = still ? t`This lab cannot run here; its first picture stands above.`
          : t`This part of the page cannot run here.`;
        place.replaceChildren(element("p", {role: "alert", textContent: `${words} (${error.message})`}));
      }
    }
    document.documentElement.dataset.widgets = "live";
    globalThis.courseStay?.();
  }

  mount();
})();
