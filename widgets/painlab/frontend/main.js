// What anywidget and the page's host call: one entry for every kind of widget.
import {renderExplorer} from "./explorer.js";
import {renderInventory} from "./inventory.js";
import {renderLab} from "./lab.js";
import {renderQuiz} from "./quiz.js";

function render({model, el}) {
  const draw = {quiz: renderQuiz, evidence: renderExplorer, inventory: renderInventory}[model.get("kind")] ?? renderLab;
  return draw({model, el});
}

export default {render};
