"""A model: equations as their source prints them, and one table of quantities; what is written from both."""

from .check import texts_of
from .model import Model, Phase, Quantity, Train, model, names

__all__ = ["Model", "Phase", "Quantity", "Train", "model", "names", "texts_of"]
