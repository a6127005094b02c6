// What anywidget and the page's host call: one entry for every kind of widget.
import {renderEmblem} from "./emblem/emblem.js";
import {renderAudit} from "./evidence/audit.js";
import {renderExplorer} from "./evidence/explorer.js";
import {renderInventory} from "./questions/inventory.js";
import {renderLab} from "./lab/lab.js";
import {renderExercise, renderQuiz} from "./questions/quiz.js";

export function render({model, el}) {
  const draw = {
    quiz: renderQuiz, exercise: renderExercise, evidence: renderExplorer, inventory: renderInventory,
      audit: renderAudit,
    emblem: renderEmblem,
  }[model.get("kind")] ?? renderLab;
  el.classList.add("painlab-host");
  return draw({model, el});
}
