// What anywidget and the page's host call: one entry for every kind of widget.
import {renderLab} from "./lab.js";
import {renderQuiz} from "./quiz.js";

function render({model, el}) {
  return model.get("kind") === "quiz" ? renderQuiz({model, el}) : renderLab({model, el});
}

export default {render};
