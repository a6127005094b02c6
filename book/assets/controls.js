/* The standard ipywidgets controls as native HTML. Part of host.js, which gives them their models. */
"use strict";
globalThis.courseControls = (() => {
  let count = 0;

  /** Run `update` now and whenever one of `keys` changes. */
  function follow(model, keys, update) {
    model.on(keys.split(" ").map((key) => `change:${key}`).join(" "), update);
    update();
  }

  function edit(model, key, value) {
    model.set(key, value);
    model.save_changes();
  }

  /** A control with its label, and what else belongs in the row. */
  function row(model, control, ...more) {
    control.id = `control-${++count}`;
    const label = element("label", {htmlFor: control.id});
    follow(model, "description", () => (label.textContent = model.get("description") || ""));
    follow(model, "disabled", () => (control.disabled = Boolean(model.get("disabled"))));
    if (!model.get("description")) control.setAttribute("aria-label", model.get("tooltip") || "value");
    return element("div", {className: "control"}, label, control, ...more);
  }

  function slider(model) {
    const base = model.name === "FloatLogSliderModel" ? model.get("base") : null;
    const places = /\.(\d+)f/.exec(model.get("readout_format") ?? "")?.[1];
    const range = element("input", {type: "range"});
    const readout = element("output");
    follow(model, "value min max step", () => {
      const value = model.get("value");
      Object.assign(range, {min: model.get("min"), max: model.get("max"), step: model.get("step") ?? "any"});
      range.value = base ? Math.log(value) / Math.log(base) : value;
      readout.textContent = base ? value.toPrecision(3) : places ? value.toFixed(places) : String(value);
      range.setAttribute("aria-valuetext", readout.textContent);
    });
    range.addEventListener(model.get("continuous_update") === false ? "change" : "input", () =>
      edit(model, "value", base ? base ** range.valueAsNumber : range.valueAsNumber));
    return row(model, range, readout);
  }

  function number(model) {
    const whole = model.name.includes("Int");
    const box = element("input", {type: "number"});
    follow(model, "value min max step", () => {
      box.min = model.get("min") ?? "";
      box.max = model.get("max") ?? "";
      box.step = model.get("step") ?? (whole ? 1 : "any");
      box.value = model.get("value");
    });
    box.addEventListener("change", () => {
      const low = model.get("min") ?? -Infinity, high = model.get("max") ?? Infinity;
      const typed = Math.min(high, Math.max(low, whole ? Math.round(box.valueAsNumber) : box.valueAsNumber));
      if (Number.isFinite(typed)) edit(model, "value", typed);
      box.value = model.get("value");
    });
    return row(model, box);
  }

  function choice(model) {
    const list = element("select", {size: model.name === "SelectModel" ? model.get("rows") || 4 : 1});
    follow(model, "_options_labels index", () => {
      list.replaceChildren(...model.get("_options_labels").map((text) => new Option(text)));
      list.selectedIndex = model.get("index") ?? -1;
    });
    list.addEventListener("change", () => edit(model, "index", list.selectedIndex));
    return row(model, list);
  }

  /** Radio buttons, and toggle buttons, of which one is pressed. */
  function radio(model) {
    const group = element("fieldset", {className: model.name === "RadioButtonsModel" ? "radios" : "toggles"});
    const name = `group-${++count}`;
    follow(model, "_options_labels description", () => {
      const buttons = model.get("_options_labels").map((text, index) => {
        const button = element("input", {type: "radio", name, checked: index === model.get("index")});
        button.addEventListener("change", () => edit(model, "index", index));
        return element("label", {}, button, element("span", {textContent: text}));
      });
      group.replaceChildren(element("legend", {textContent: model.get("description") || "choose"}), ...buttons);
    });
    model.on("change:index", () => {
      group.querySelectorAll("input").forEach((button, index) => (button.checked = index === model.get("index")));
    });
    follow(model, "disabled", () => (group.disabled = Boolean(model.get("disabled"))));
    return group;
  }

  function checkbox(model) {
    const box = element("input", {type: "checkbox"});
    follow(model, "value", () => (box.checked = model.get("value")));
    box.addEventListener("change", () => edit(model, "value", box.checked));
    return row(model, box);
  }

  function toggle(model) {
    const button = element("button", {type: "button"});
    follow(model, "value description", () => {
      button.textContent = model.get("description");
      button.setAttribute("aria-pressed", String(Boolean(model.get("value"))));
    });
    button.addEventListener("click", () => edit(model, "value", !model.get("value")));
    return button;
  }

  /** A plain button calls Python, and there is none here. */
  function button(model) {
    return element("button", {
      type: "button", textContent: model.get("description"), disabled: true, title: t`works in a running notebook`,
    });
  }

  function text(model) {
    const block = element("div", {className: "text"});
    follow(model, "value",
      () => (block[model.name === "LabelModel" ? "textContent" : "innerHTML"] = model.get("value")));
    return block;
  }

  /** Which function draws a model, by the name of its kind. */
  const views = {
    FloatSliderModel: slider, IntSliderModel: slider, FloatLogSliderModel: slider,
    FloatTextModel: number, IntTextModel: number, BoundedFloatTextModel: number, BoundedIntTextModel: number,
    DropdownModel: choice, SelectModel: choice, RadioButtonsModel: radio, ToggleButtonsModel: radio,
    CheckboxModel: checkbox, ToggleButtonModel: toggle, ButtonModel: button,
    LabelModel: text, HTMLModel: text, HTMLMathModel: text,
  };

  return {views, follow, edit};
})();
