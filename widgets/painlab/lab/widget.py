"""LabWidget: how a browser gets a lab. An anywidget, so an ipywidget: any control of ipywidgets can be linked to it."""

import os

import anywidget
import traitlets

from ..errors import refuse
from ..page.join import front_file, joined_modules, joined_styles
from ..views.scene import scene_of
from .code import lab_code
from .lab import load
from .permalink import VERSION
from .still import STILLS, still_html


def spec_of(lab):
    """Everything that the page needs to know of a lab, as JSON can hold it."""
    from ..sources import cite

    model = lab.model

    def citation(key):
        return "ours" if key == "ours" else cite(key, lab.title)

    controls = [
        {**vars(row), "choices": [list(choice) for choice in row.choices] or None, "citation": citation(row.source)}
        for row in lab.described
    ]
    readouts = [
        {"name": name, "label": readout.label, "unit": readout.unit, "digits": readout.digits}
        | ({"level": readout.level} if getattr(readout, "level", 1) > 1 else {})
        for name, readout in (lab.readouts | lab.thresholds).items()
        if readout.shown
    ]
    units = {quantity.symbol: quantity.unit for quantity in model.quantities}
    labels = {quantity.symbol: quantity.meaning for quantity in model.quantities}
    card = vars(lab.card) | {"source": citation(model.source), "source_key": model.source}
    drawing = any(view["kind"] == "pathway" for view in lab.views)
    return {
        "version": VERSION, "name": lab.name, "title": lab.title, "question": lab.question,
        "prediction": {"question": lab.prediction, "options": [vars(option) for option in lab.options],
                       "move": lab.move, "guess": vars(lab.guess) if lab.guess else None},
        "task": lab.task, "primary": lab.primary, "levels": list(lab.levels), "opens": lab.opens,
        "goals": [{"question": goal.question, "show": goal.show, "told": goal.told} for goal in lab.goals],
        "misconception": lab.misconception, "note": lab.note, "controls": controls,
        "presets": [{"name": name, "label": name, "values": values} for name, values in lab.presets.items()],
        "discoveries": [{"told": discovery.text, "show": discovery.values} for discovery in lab.discoveries],
        "views": list(lab.views), "readouts": readouts, "card": card,
        "model": {"name": lab.model_name, "title": model.title, "time": model.time, "units": units, "labels": labels,
                  "tex": {quantity.symbol: model.tex(quantity.symbol) for quantity in model.quantities}},
        "drawing": front_file("views/pathway.svg") if drawing else None,
        "scene": next((scene_of(view["drawing"]) for view in lab.views if view["kind"] == "scene"), None),
        "code": lab_code(lab),
    }  # fmt: skip


def with_still(widget, **asked):
    """anywidget's mime bundle with the widget's own line as text and, while a book is built, with its still frame.

    It is the `_repr_mimebundle_` of each widget of the book.
    """
    bundle = anywidget.AnyWidget._repr_mimebundle_(widget, **asked)
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    data = {**(data or {}), "text/plain": repr(widget)}
    if STILLS in os.environ:
        data["text/html"] = widget.still_html()
    return data, metadata


class LabWidget(anywidget.AnyWidget):
    """A lab in a browser. Each control is a synced trait named by its symbol: `w.gIP = 0.9` moves the picture.

    `readouts` is what the page reads out (written by the page when a picture is complete); `link` the permalink of the
    present state, settable; `run()` computes in Python what the page shows. A wrong name or number is a `ModelError`.
    """

    kind = traitlets.Unicode("lab").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    readouts = traitlets.Dict().tag(sync=True)
    link = traitlets.Unicode().tag(sync=True)
    lab = None  # the Lab that it shows

    def __init__(self, lab, **values):
        state = lab.state(**(values or lab.opens))
        traits = {}
        for row in lab.described:
            kind = traitlets.Unicode if isinstance(row.value, str) else traitlets.Float
            traits[row.symbol] = kind(state[row.symbol]).tag(sync=True)
        self.lab = lab
        self._esm, self._css = joined_modules(), joined_styles()
        self.add_traits(**traits)
        super().__init__(name=lab.name, spec=spec_of(lab), link=lab.link(state), **state)

    def __setattr__(self, name, value):
        lab = self.__dict__.get("lab")
        if lab and not name.startswith("_") and not hasattr(self, name):
            refuse(lab.title, f"there is no control '{name}'", name, lab.defaults)
        if lab and name in lab.defaults:
            value = lab.checked(name, value)
        super().__setattr__(name, value)

    @property
    def state(self):
        """{symbol: value} of the present state."""
        return {symbol: getattr(self, symbol) for symbol in self.lab.defaults}

    @traitlets.observe("link")
    def _follow_link(self, change):
        if change.new == self.lab.link(self.state):
            return
        try:
            state = self.lab.read_link(change.new) if change.new else {}
            for symbol, value in state.items():
                setattr(self, symbol, value)
        finally:
            self.link = self.lab.link(self.state)

    @traitlets.observe(traitlets.All)
    def _keep_link(self, change):
        if change.name in self.lab.defaults and all(self.has_trait(symbol) for symbol in self.lab.defaults):
            self.link = self.lab.link(self.state)

    def run(self):
        """The run of the present state, computed in Python: what the page shows."""
        return self.lab.run(**self.state)

    _repr_mimebundle_ = with_still
    still_html = still_html

    def __repr__(self):
        differs = [
            f", {symbol}={value!r}" for symbol, value in self.state.items() if value != self.lab.defaults[symbol]
        ]
        return f"lab({self.lab.name!r}{''.join(differs)})"


def lab(name, **values):
    """The widget of a lab, in its default state or with some of its controls set: `lab("gate", gIP=0.9)`."""
    return LabWidget(load(name), **values)
