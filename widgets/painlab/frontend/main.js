// What anywidget and the page's host call: one entry for every kind of widget.
import {renderAudit} from "./audit.js";
import {renderEmblem} from "./emblem.js";
import {renderExplorer} from "./explorer.js";
import {renderInventory} from "./inventory.js";
import {renderLab} from "./lab.js";
import {renderExercise, renderQuiz} from "./quiz.js";

function render({model, el}) {
  const draw = {
    quiz: renderQuiz, exercise: renderExercise, evidence: renderExplorer, inventory: renderInventory, audit: renderAudit,
    emblem: renderEmblem,
  }[model.get("kind")] ?? renderLab;
  return draw({model, el});
}

export default {render};
