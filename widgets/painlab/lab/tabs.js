// The tabs of a stage: one button for each picture.
import {button, element} from "../page/elements.js";
import {t} from "../page/words.js";
import {TABS} from "../views/kinds.js";

/** What the tab of a view says: the view's own word, or one for its kind. */
export function tabOf(spec, options) {
  if (options.tab) return options.tab;
  const control = spec.controls.find(({symbol}) => symbol === options.sweep);
  if (control) return t`against ${control.label}`;
  return TABS[options.kind] ?? options.label;
}

/** One button for each picture; nothing where there is only one. */
export function makeTabs(views, choose) {
  const buttons = new Map(views.map((view) => [view, button(view.tab, () => choose(view))]));
  const node = element("div", {class: "painlab-tabs", role: "group", "aria-label": t`Pictures`}, ...buttons.values());
  return {
    node,
    show(offered, now) {
      node.hidden = offered.length < 2;
      for (const [view, each] of buttons) {
        each.hidden = !offered.includes(view);
        each.setAttribute("aria-pressed", String(view === now));
      }
    },
  };
}
