"""Labs, models, figures and quizzes of The Amplified Signal."""

from .audit import audit
from .emblem import emblem
from .evidence import evidence
from .exercise import exercise
from .explorer import explorer
from .figure import figure
from .inventory import inventory
from .model import model
from .quiz import quiz
from .run import schedule
from .tables import equations, parameters
from .widget import lab

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
    "quiz",
    "schedule",
]
