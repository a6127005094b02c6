// The claim auditor: a reader's own audit of a claim, then the course's beside it. Before that nothing in
// the document tells ours.
import {AUDIT_NOTHING, auditWords, auditLength, auditMissing, auditCompare, auditVerdicts, auditKappa, auditPost,
  auditByline} from "./agreement.js";
import {citation} from "../lab/controls.js";
import {button, element, handIn, newId, saveFile} from "../page/elements.js";
import {formatNumber} from "../shared/numbers.js";
import {quizOptionRows, quizRow, quizWords} from "../questions/quiz.js";
import {t} from "../page/words.js";

const AUDIT_FOOT =
  t`Education, not medical advice. Do not stop a prescribed medicine suddenly: ask the person who prescribed it first.`;

export function renderAudit({model, el}) {
  const spec = model.get("spec");
  const audits =
    new Map(spec.claims.map(({number}) => [number, {type: "", verdict: "", picked: [], text: "", done: false}]));
  const core = spec.claims.filter((claim) => claim.core);
  const root = element("section", {class: "painlab-quiz painlab-audit", "aria-label": spec.title,
    "data-lm-suppress-shortcuts": "true"});
  const place = element("div");
  const tally = element("p", {class: "painlab-quiz-small painlab-audit-end"});
  const post = auditPostPart(spec, audits);
  const steps = new Map(core.map((claim) => [claim.number, button(String(claim.number), () => open(claim, true))]));
  const others = element("select", {onchange: () => others.value && open(spec.claims[others.value - 1], false)},
    element("option", {value: ""}, t`choose`),
    ...spec.claims.filter((claim) => !claim.core)
      .map(({number, claim}) => element("option", {value: number}, `${number} · ${claim}`)));

  function open(claim, move) {
    const next = core.find((one) => one !== claim && !audits.get(one.number).done);
    const form = auditClaim(spec, claim, audits.get(claim.number),
      {changed: note, next: next && (() => open(next, true)), number: next?.number});
    place.replaceChildren(form.node);
    for (const [number, step] of steps) step.setAttribute("aria-current", number === claim.number ? "step" : "false");
    if (claim.core) others.value = "";
    note();
    if (move) form.heading.focus();
  }

  function note() {
    const audited = spec.claims.filter(({number}) => audits.get(number).done);
    const same = (field) => audited.filter((claim) => audits.get(claim.number)[field] === claim[field]).length;
    for (const [number, step] of steps) {
      const {done} = audits.get(number);
      step.textContent = done ? `${number} ✓` : String(number);
      step.setAttribute("aria-label", t`Claim ${number}${done ? t`, audited` : ""}`);
    }
    const kappa = audited.length < 8 ? NaN
      : auditKappa(audited.map(({verdict}) => verdict), audited.map((claim) => audits.get(claim.number).verdict));
    const beyond = Number.isNaN(kappa) ? ""
      : t` Agreement of verdicts beyond chance (Cohen's kappa): ${formatNumber(kappa, 2)}, which jumps with so few; it is a place to start talking.`;
    tally.textContent = audited.length
      ? t`Audited: ${audited.length}, of these ${audited.filter((claim) => claim.core).length} of the ${core.length}. Verdict as ours: ${same("verdict")}; type as ours: ${same("type")}. Sentences are not scored.${beyond}` : "";
    post.show();
  }

  root.append(
    element("p", {class: "painlab-quiz-title"}, spec.title),
    element("p", {class: "painlab-quiz-small"},
      t`Your audit first, then ours. Nothing that you choose or write is kept or sent.`),
    element("div", {class: "painlab-audit-steps", role: "group", "aria-label": t`The claims to begin with`},
      ...steps.values()),
    element("p", {class: "painlab-quiz-small"}, element("label", {}, t`Or any other claim: `, others)),
    place, tally, post.node,
  );
  el.append(root);
  open(core[0], false);
  return () => {
    post.clear();
    root.remove();
  };
}

function auditClaim(spec, claim, audit, {changed, next, number}) {
  const name = newId("audit");
  const heading = element("h3", {class: "painlab-audit-claim", tabindex: -1},
    element("span", {}, t`Claim ${claim.number} `), ...quizWords(claim.claim));
  const own = t`In the page’s own words: “${claim.quote}”`;
  const quote = claim.quote ? element("p", {class: "painlab-quiz-small"}, own) : "";
  const choose = (legend, labels, field) => element("fieldset", {}, element("legend", {}, legend),
    auditMark(quizRow(labels, `${name}-${field}`), (input) => input.value === audit[field]));
  const type = choose(t`What type of claim is it?`, spec.types, "type");
  const verdict = choose(t`Your verdict`, spec.verdicts, "verdict");
  const rows = quizOptionRows([...claim.shelf.map(({text, citation: said}) => ({text: `${text} (${said})`})),
    {text: AUDIT_NOTHING}], `${name}-shelf`, "checkbox");
  const boxes = rows.map((row) => row.querySelector("input"));
  boxes.at(-1).value = -1;
  boxes.forEach((box) => (box.checked = audit.picked.includes(Number(box.value))));
  const picked = element("fieldset", {}, element("legend", {}, t`Which of these bear on it?`), ...rows);
  const hint = element("p", {class: "painlab-quiz-small", id: `${name}-hint`});
  const text = element("textarea", {rows: 3, id: `${name}-text`, "aria-describedby": hint.id});
  text.value = audit.text;
  const keep = button(t`Keep its words`, () => {
    text.value = claim.claim;
    save();
    text.focus();
  });
  const writing = element("fieldset", {},
    element("label", {for: text.id}, claim.words ? t`The claim again, at about equal length, so that it holds`
    : t`What a fair page would say here`), text, hint, claim.words ? keep : null);
  const act = element("button");
  const said = element("p", {class: "painlab-quiz-verdict", role: "status"});
  const ours = element("div");
  const fields = {type, verdict, picked, text: writing};
  const form = element("form", {novalidate: true, autocomplete: "off", oninput: save}, ...Object.values(fields),
    element("div", {class: "painlab-quiz-act"}, act, said));

  function save() {
    audit.type = type.querySelector("input:checked")?.value ?? "";
    audit.verdict = verdict.querySelector("input:checked")?.value ?? "";
    audit.picked = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    audit.text = text.value;
    hint.textContent = auditLength(text.value, claim);
  }

  function show() {
    Object.values(fields).forEach((field) => (field.disabled = audit.done));
    act.textContent = audit.done ? t`Change your audit` : t`See the course’s audit`;
    const match = auditCompare(claim, audit);
    said.textContent = audit.done
      ? t`${match.type ? t`Same type` : t`Another type`}, ${match.verdict ? t`same verdict` : t`another verdict`}. Ours stands beside yours below.` : "";
    ours.replaceChildren(...(audit.done ? auditBeside(spec, claim, audit, match) : []), audit.done && next
      ? button(t`Next: claim ${number}`, next) : "");
    changed();
  }

  handIn(form, act, () => {
    save();
    const missing = audit.done ? null : auditMissing(audit);
    if (missing) {
      said.textContent = missing[1];
      fields[missing[0]].querySelector("textarea, input").focus();
      return;
    }
    audit.done = !audit.done;
    show();
    if (audit.done) return;
    type.querySelector("input:checked").focus();
  });
  save();
  show();
  return {heading, node: element("div", {}, heading, quote, form, ours)};
}

function auditMark(row, chosen) {
  row.querySelectorAll("input").forEach((input) => (input.checked = chosen(input)));
  return row;
}

// The two audits side by side, and why ours is what it is.
function auditBeside(spec, claim, audit, match) {
  const pair = (what, yours, course, note) => element("section", {class: "painlab-audit-pair", "aria-label": what},
    element("p", {class: "painlab-quiz-small"}, what),
    element("div", {}, element("b", {}, t`Yours `), ...yours),
      element("div", {}, element("b", {}, t`The course’s `), ...course),
    note ? element("p", {}, ...quizWords(note)) : null);
  const list = (entries) =>
    (entries.length ? [element("ul", {}, ...entries.map((entry) => element("li", {}, ...entry)))]
    : [t`nothing of the list`]);
  const named = ({text, citation: said, source, result}) => [`${text} (`, citation(spec, source, said), ")",
    result ? `: ${result}` : ""];
  const extra = match.extra.map((index) => `*${claim.shelf[index].text}:* ${claim.shelf[index].reason}`).join(" ");
  const length = (text) => t` (${auditWords(text)} words)`;
  const rest = claim.rewrite ? [claim.rewrite, length(claim.rewrite),
    element("p", {class: "painlab-quiz-small"}, t`With more room: `), claim.correction] : [claim.correction];
  return [
    pair(t`Type`, [audit.type], [claim.type],
      claim.type_reason || (match.type ? "" : t`A sentence may be two; say which part you meant.`)),
    pair(t`Verdict`, [audit.verdict], [element("span", {}, `${claim.verdict}${claim.nuance}`)],
      `${auditVerdicts(claim.verdict, audit.verdict, spec)}${match.verdict ? "" : t` The key can be wrong: a verdict of yours with a source that bears on it is worth more than a match.`}`),
    pair(t`What bears on it`,
      list(audit.picked.map((index) => (index < 0 ? [AUDIT_NOTHING] : [claim.shelf[index].text]))),
      claim.basis ? [claim.basis] : list(claim.shelf.filter(({bears}) => bears).map(named)),
      `${match.of ? t`You marked ${match.hit} of our ${match.of}.` : ""}${extra ? t` ${extra} If you see how it bears on this claim, tell us.` : ""}`),
    pair(claim.words ? t`The claim again` : t`What a fair page would say`, [audit.text, length(audit.text)], rest,
      t`Nobody scores this. Read both aloud: which one would you want to be told, and what does each leave out?`),
    claim.reason ? element("p", {}, element("b", {}, t`Why. `), ...quizWords(claim.reason)) : null,
    element("p", {class: "painlab-quiz-small"}, t`Taught in `,
      ...claim.chapters.flatMap(([title, address], index) => [index ? " · " : "", auditLink(address, title)]),
      ". ", auditLink(claim.page, t`Claim ${claim.number} on the page of all claims`), "."),
  ].filter(Boolean);
}

// A link to a page of the book; plain words where no book stands around the widget.
function auditLink(address, words) {
  const root = document.documentElement.dataset.content_root;
  return root === undefined ? words : element("a", {href: root + address}, words);
}

// The corrected post: shown, printed alone, or saved as a text file.
function auditPostPart(spec, audits) {
  const name = newId("post");
  const whose = element("fieldset", {onchange: show}, element("legend", {}, t`The corrected post, in whose words?`),
    quizRow(["yours", "the course’s"], name, (one) => (one === "yours" ? t`yours` : t`the course’s`)));
  const [yours] = whose.querySelectorAll("input");
  yours.checked = true;
  const body = element("div", {class: "painlab-audit-post"});
  const node = element("div", {class: "painlab-audit-end", hidden: true}, whose, body,
    element("div", {class: "painlab-quiz-act"}, button(t`Print the corrected post`, print),
    button(t`Save it as text`, saveText)));
  let frame = null;

  function lines() {
    const kind = yours.checked ? "yours" : "course";
    const corrections = auditPost(spec.claims, audits, kind);
    return {title: t`A page about pain, corrected`, by: auditByline(kind, corrections.length), corrections};
  }

  function fill(into) {
    const {title, by, corrections} = lines();
    into.replaceChildren(element("p", {}, element("strong", {}, title)), element("p", {}, by),
      element("ol", {}, ...corrections.map(({number, text}) => element("li", {value: number}, text))),
      element("p", {}, AUDIT_FOOT));
  }

  function show() {
    node.hidden = !lines().corrections.length;
    fill(body);
  }

  function print() {
    clear();
    frame = element("iframe", {class: "painlab-audit-paper", title: t`The corrected post, for print`,
      "aria-hidden": "true", tabindex: -1});
    node.append(frame);
    const paper = frame.contentDocument;
    paper.documentElement.lang = "en";
    paper.title = t`A page about pain, corrected`;
    paper.head.append(element("style", {},
      "body{max-width:36em;margin:2em auto;font:12pt/1.5 Georgia,serif;color:#000;background:#fff}li{margin:0 0 .6em;white-space:pre-line}"));
    fill(paper.body);
    frame.contentWindow.focus();
    frame.contentWindow.print();
  }

  function saveText() {
    const {title, by, corrections} = lines();
    const text = [title, by, ...corrections.map((line) => `${line.number}. ${line.text}`), AUDIT_FOOT].join("\n\n");
    saveFile("corrected-post.txt", `${text}\n`, "text/plain");
  }

  function clear() {
    frame?.remove();
    frame = null;
  }

  return {node, show, clear};
}
