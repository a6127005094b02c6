"""Labs, models, figures and quizzes of The Amplified Signal."""

from .emblem.emblem import emblem
from .evidence.audit import audit
from .evidence.explorer import explorer
from .evidence.table import evidence
from .figures.figure import figure
from .lab.widget import lab
from .model.model import model
from .model.tables import equations, parameters
from .questions.exercise import exercise
from .questions.inventory import inventory
from .questions.quiz import quiz
from .run.schedule import schedule
from .views.pathway import pathway

__all__ = [
    "audit",
    "emblem",
    "equations",
    "evidence",
    "exercise",
    "explorer",
    "figure",
    "inventory",
    "lab",
    "model",
    "parameters",
    "pathway",
    "quiz",
    "schedule",
]
