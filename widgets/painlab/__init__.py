"""Labs, models, figures and quizzes of The Amplified Signal."""

from .figure import figure
from .lab import lab
from .model import model
from .quiz import quiz
from .run import schedule
from .tables import equations, parameters

__all__ = ["equations", "figure", "lab", "model", "parameters", "quiz", "schedule"]
