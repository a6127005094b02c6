"""A model: equations as their source prints them, and one table of quantities; what is written from both."""

from .model import Model, Phase, Quantity, Train, model, names, texts_of

__all__ = ["Model", "Phase", "Quantity", "Train", "model", "names", "texts_of"]
