// The prediction to commit to before looking. Until then no reason, and nothing that tells the right option, is in the document.
import {button, element, newId} from "../page/elements.js";

export const SURENESS = ["sure", "fairly sure", "a guess"];

/** What the page says about how sure a person was: the useful moments are a sure miss and a lucky guess. */
export function commentOn(right, sureness) {
  if (right) {
    return sureness === 2 ? "Right, by a guess. Does the reason convince you?" : "Right.";
  }
  return sureness === 0 ? "Not this time, and you were sure: that is the most useful kind of surprise." : "Not this time.";
}

/** Calls `done()` once, when the person has committed or skipped. Nothing is stored. */
export function makePrediction(prediction, done) {
  const name = newId("prediction");
  const question = element("legend", {}, prediction.question);
  const options = prediction.options.map(({text}, i) => radio(name, i, text));
  const sure = SURENESS.map((text, i) => radio(`${name}-sure`, i, text));
  const missing = element("p", {class: "painlab-missing", role: "status"});
  const form = element(
    "form", {class: "painlab-prediction", novalidate: true, autocomplete: "off", onsubmit: commit},
    element("p", {class: "painlab-kicker"}, "Predict first"),
    element("fieldset", {class: "painlab-options"}, question, ...options),
    element("fieldset", {class: "painlab-sure"}, element("legend", {}, "How sure are you?"), ...sure),
    element(
      "div", {class: "painlab-row-end"},
      element("button", {type: "submit", class: "painlab-main"}, "Commit"),
      button("Skip, just look", skip, {class: "painlab-quiet"}), missing,
    ),
  );

  function commit(event) {
    event.preventDefault();
    const chosen = chosenIn(form, name);
    const sureness = chosenIn(form, `${name}-sure`);
    if (chosen == null || sureness == null) {
      missing.textContent = chosen == null ? "Choose an answer first." : "Say how sure you are.";
      return;
    }
    const comment = commentOn(prediction.options[chosen].right, sureness);
    const answers = prediction.options.map((option, i) => answer(option, i === chosen));
    const verdict = element("p", {class: "painlab-verdict", tabindex: -1}, comment);
    const shown = element(
      "div", {class: "painlab-prediction"},
      element("p", {class: "painlab-asked"}, prediction.question),
      element("ul", {class: "painlab-answers"}, ...answers),
      verdict,
      element("p", {class: "painlab-small"}, "Now look for it in the lab. Your answer is not stored anywhere."),
    );
    form.replaceWith(shown);
    verdict.focus({preventScroll: true});
    done();
  }

  function skip() {
    form.replaceWith(element("p", {class: "painlab-asked painlab-skipped", tabindex: -1}, prediction.question));
    done();
  }

  return form;
}

function radio(name, value, text) {
  return element("label", {class: "painlab-option"}, element("input", {type: "radio", name, value}), element("span", {}, text));
}

function chosenIn(form, name) {
  const checked = form.querySelector(`input[name="${name}"]:checked`);
  return checked ? Number(checked.value) : null;
}

function answer({text, reason, right}, chosen) {
  const said = [right ? "right" : null, chosen ? "your answer" : null].filter(Boolean).join(", ");
  return element(
    "li", {class: right ? "painlab-right" : null},
    element("span", {class: "painlab-tick", "aria-hidden": "true"}, right ? "✓" : chosen ? "✗" : ""),
    element("span", {}, element("span", {class: "painlab-answer"}, text), said ? element("span", {class: "painlab-said"}, ` (${said})`) : null, element("span", {class: "painlab-reason"}, reason)),
  );
}
