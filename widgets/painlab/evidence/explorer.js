// The evidence table: filters above; a forest, 100 people for each of two treatments, help against harm; the same rows
// as a table.
import {citation, makeControls} from "../lab/controls.js";
import {copyButton, disclosure, element, button} from "../page/elements.js";
import {makeState} from "../lab/lab_state.js";
import {explorerPictures} from "./pictures.js";
import {offeredRows, rowsLeft} from "../shared/filters.js";
import {makePrediction} from "../lab/prediction.js";
import {t} from "../page/words.js";

export function renderExplorer({model, el}) {
  const spec = model.get("spec");
  const state = makeState({model, spec});
  const pictures = spec.view === "pictures" ? explorerPictures(spec, state) : null;
  const controls = makeControls(spec, state, (level) => pictures?.reach(level));
  const table = explorerTable(spec);
  const root = element("section", {class: "painlab-lab painlab-explorer", "aria-label": spec.title,
    "data-lm-suppress-shortcuts": "true"});
  const tally = element("p", {class: "painlab-small", role: "status"});
  const tries = spec.discoveries.map(({text, values}) => element("li", {}, button(text, () => state.load(values))));
  const answers = element("div", {hidden: Boolean(spec.prediction)}, ...(pictures ? [pictures.node] : []),
    state.messages, controls.presets, controls.node, controls.more, controls.sources, tally,
    element("div", {class: "painlab-actions"}, copyButton(t`Copy link`, state.address)),
    pictures ? disclosure(t`The rows of the filters as a table`,
      () => { table.show(rowsLeft(spec.rows, state.values, spec.order)); return [table.node]; }) : table.node,
    tries.length ? element("div", {class: "painlab-discoveries"}, element("p", {class: "painlab-kicker"}, t`Try these`),
      element("ul", {}, ...tries)) : null,
    spec.note ? element("p", {class: "painlab-note"}, spec.note) : null,
  );
  root.append(
    element("p", {class: "painlab-kicker"}, t`Explorer · ${spec.title}`),
    element("p", {class: "painlab-question"}, spec.question),
    spec.prediction ? makePrediction({spec, lab: state}, () => { answers.hidden = false; }) : "",
    answers,
  );
  el.append(root);

  function show() {
    controls.show(state.values);
    const rows = rowsLeft(spec.rows, state.values, spec.order);
    table.show(rows);
    const all = offeredRows(spec.rows, state.values).length;
    tally.textContent = t`The filters leave ${rows.length} of ${all} rows.`;
    pictures?.show(rows);
  }
  state.onChange(() => {
    answers.hidden = false; // before a prediction only a link, or Python, changes the state: it is to be seen
    show();
  });
  const stop = [state.start(), pictures?.start(root)];
  show();
  return () => {
    stop.forEach((each) => each?.());
    root.remove();
  };
}

function explorerTable(spec) {
  const body = element("tbody");
  const caption = element("caption");
  const head = element("thead", {}, element("tr", {}, ...spec.head.map((name) => element("th", {scope: "col"}, name))));
  const node = element("div", {class: "painlab-table painlab-evidence", tabindex: 0, role: "region",
    "aria-label": t`Rows`}, element("table", {}, caption, head, body));
  const source = spec.head.indexOf("source");
  const lines = new Map();

  function lineOf(row) {
    if (!lines.has(row)) {
      const cells = row.cells.map((text, i) => (i === source ? citation(spec, row.source, text) : text));
      const [first, ...rest] = cells;
      lines.set(row,
        element("tr", {class: row.seen === "not seen" ? "painlab-unchecked" : null, title: row.note || null},
        element("th", {scope: "row"}, first), ...rest.map((cell) => element("td", {}, cell))));
    }
    return lines.get(row);
  }

  return {
    node,
    show(rows) {
      caption.textContent = t`${rows.length} published comparisons. ${spec.seenInTable}`;
      body.replaceChildren(...rows.map(lineOf));
    },
  };
}

