"""The emblem: `emblem()` shows a brush on the skin, the cord and the brain, with one slider, as a real run moves them.

The run is the model `amplifier` with a brush and nothing else. The slider is the weight of inhibition, `chi`: from 1,
at a reversal of -73 mV, to 0, where inhibition would change its sign. To choose the brush is ours.
"""

import anywidget
import traitlets

from ..lab.code import model_code
from ..lab.widget import with_still
from ..model.model import model
from ..page.join import front_file, joined_modules, joined_styles
from ..page.words import t

BRUSH = 0.8
SHARES = (1.0, 0.75, 0.5, 0.25, 0.0)  # of inhibition, for those who read without a script
SAID = "The same brush, and the impulses that one output cell of the model sends up the cord:"
SECONDS = 4.0  # until the circuit has come to rest


def drawing() -> str:
    """The drawing, as an SVG text."""
    return front_file("emblem/emblem.svg")


def impulses(share: float) -> float:
    """Impulses a second of the output cells under the brush, with that share of inhibition in the cord (0 to 1)."""
    amplifier = model("amplifier")
    run = amplifier.run(T=BRUSH, E_GABA=reversal(share), duration=SECONDS)
    return float(run["P"][-1])


def reversal(share: float) -> float:
    """Reversal of inhibition in mV, at which its weight `chi` is `share`."""
    values = {quantity.symbol: float(quantity.value) for quantity in model("amplifier").settable}
    return values["V_flip"] - share * (values["V_flip"] + 73)


class EmblemWidget(anywidget.AnyWidget):
    """The emblem in a browser. `spec` has the drawing, the model's program, and what the slider sets."""

    kind = traitlets.Unicode("emblem").tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self):
        self._esm, self._css = joined_modules(), joined_styles()
        amplifier = model("amplifier")
        values = {quantity.symbol: float(quantity.value) for quantity in amplifier.settable} | {"T": BRUSH}
        spec = {
            "drawing": drawing(),
            "code": f"{model_code(amplifier)}return {{meta, kernel, expressions}};",
            "request": {"values": values, "given": ["T"], "duration": SECONDS, "readouts": [
                ["output", "value", "P", SECONDS, SECONDS], ["inhibition", "value", "I", SECONDS, SECONDS],
                ["touch", "value", "fA", SECONDS, SECONDS],
            ]},
            "slider": {"symbol": "E_GABA", "none": reversal(0.0), "all": reversal(1.0)},
        }  # fmt: skip
        super().__init__(spec=spec)

    _repr_mimebundle_ = with_still

    def still_html(self) -> str:
        """The drawing with what the run gives at five positions of the slider."""
        names = [t("{n:.0f} of 100 parts of inhibition", n=100 * share) if share else t("none") for share in SHARES]
        rows = "".join(
            f"<li>{t('{name}: {n:.1f} a second', name=name, n=impulses(share))}</li>"
            for name, share in zip(names, SHARES, strict=True)
        )
        return (
            f'<div class="painlab-still painlab-emblem" data-model-id="{self.model_id}">{drawing()}'
            f"<p>{t(SAID)}</p>"
            f"<ul>{rows}</ul></div>"
        )

    def __repr__(self) -> str:
        return "emblem()"


def emblem() -> EmblemWidget:
    """A brush on the skin and one slider, inhibition in the cord: the widget of the book's first page."""
    return EmblemWidget()
