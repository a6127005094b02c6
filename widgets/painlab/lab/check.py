"""What is wrong with a lab, said when it is read: where, which name, and the nearest."""

import re

import anywidget

from ..errors import ModelError, nearest, refuse, shortened
from ..model.language import names_in, read_expression
from ..run import KINDS, LATE_KINDS, inlined
from ..sources import check_source
from ..views.words import check_view

WIDGET_WORDS = ("kind", "name", "spec", "readouts", "link", "run", "lab")


def check(lab):
    """`ModelError` where a lab cannot mean anything."""
    symbols = check_controls(lab)
    check_prediction(lab)
    check_expressions(lab, symbols)
    check_readouts(lab, symbols)
    check_sentence(lab)
    for view in lab.views:
        check_view(lab, view, symbols)
    check_states(lab)


def check_controls(lab):
    """The symbols of the controls, each one that the model has or the lab's own, once, with a range that is one."""
    model = lab.model
    settable = {quantity.symbol: quantity for quantity in model.settable}
    symbols = []
    for control in lab.controls:
        named = isinstance(control.quantity, str)
        symbol = control.quantity if named else control.quantity.symbol
        if named and symbol not in {*settable, *model.choices}:
            remedy = "; give a Quantity of the lab's own, or mend the name"
            refuse(
                lab.title, f"the control '{symbol}' is no input or parameter of {model.title}", symbol, settable, remedy
            )
        if hasattr(anywidget.AnyWidget, symbol) or symbol in WIDGET_WORDS:
            raise ModelError(
                f"{lab.title}: a control cannot be named '{symbol}', which every widget has already; rename the"
                " quantity"
            )
        if not named:
            check_source(control.quantity.source, f"{lab.title}: the source of '{symbol}'")
        if symbol in symbols:
            raise ModelError(f"{lab.title}: two controls move '{symbol}'; keep one")
        symbols.append(symbol)
        if not control.choices:
            check_range(lab, control, symbol, settable.get(symbol))
    return symbols


def check_range(lab, control, symbol, quantity):
    """A control goes up, and not beyond what the model calls plausible."""
    if not control.low < control.high:
        raise ModelError(
            f"{lab.title}: the control '{symbol}' goes from {control.low} to {control.high}; the first must be less"
        )
    span = quantity.range if quantity and isinstance(control.quantity, str) else None
    if span and not span[0] <= control.low < control.high <= span[1]:
        raise ModelError(
            f"{lab.title}: the control '{symbol}' goes from {control.low} to {control.high}, beyond the model's"
            f" plausible range {span}; mend one of them"
        )


def check_prediction(lab):
    """One right option with reasons for all, or a guess of a read-out."""
    if sum(option.right for option in lab.options) != (0 if lab.guess else 1):
        raise ModelError(
            f"{lab.title}: a prediction needs exactly one right option, marked with right=True, or a guess and no"
            " option"
        )
    for option in lab.options:
        if not option.reason.strip():
            raise ModelError(f"{lab.title}: the option '{shortened(option.text)}' has no reason; say why")
    if lab.guess and lab.guess.read not in lab.readouts:
        refuse(lab.title, f"the guess is about '{lab.guess.read}', which is no read-out", lab.guess.read, lab.readouts)


def known_names(lab, symbols):
    """What an expression of the lab may read."""
    settable = {quantity.symbol for quantity in lab.model.settable}
    known = settable | set(symbols) | set(lab.derived) | set(lab.readouts) | set(lab.thresholds)
    return known | {f"read_{name}" for name in (*lab.readouts, *lab.thresholds)}


def check_expressions(lab, symbols):
    """`ModelError` for an expression of the lab with a name that it does not have; `symbols` are its controls."""
    known = known_names(lab, symbols)
    for text in expressions_of(lab):
        for symbol in names_in(inlined(lab.model, read_expression(lab.title, text))):
            if symbol not in known:
                where = f"'{symbol}' in '{text}' is no quantity, control, derived number or read-out"
                raise ModelError(f"{lab.title}: {where}{nearest(symbol, known)}")


def check_sentence(lab):
    """Every {field} of the sentence is one, and names something that the sentence can say."""
    known = {*lab.model.choices, *known_names(lab, lab.defaults)}
    texts = []
    for clause in lab.sentence:
        texts += [clause] if isinstance(clause, str) else [text for _, text in clause]
    for text in texts:
        for field in re.findall(r"\{[^{}]*\}?", text):
            match = re.fullmatch(r"\{(\w+)(?::\.\df)?\}", field)
            if not match:
                raise ModelError(f"{lab.title}: '{field}' in the sentence is no field; write {{name}} or {{name:.1f}}")
            if match[1] not in known:
                refuse(
                    lab.title, f"the sentence says '{field}', and '{match[1]}' is no name of the lab", match[1], known
                )


def check_readouts(lab, symbols):
    """`ModelError` for a read-out of no known kind, and for a threshold or discovery with an unknown name."""
    for name, readout in lab.readouts.items():
        if readout.kind not in (*KINDS, *LATE_KINDS, "protocol"):
            kinds = (*KINDS, *LATE_KINDS)
            refuse(lab.title, f"the read-out '{name}' asks for '{readout.kind}'", readout.kind, kinds)
    for name, threshold in lab.thresholds.items():
        for symbol in (threshold.control, *threshold.values):
            if symbol not in symbols:
                refuse(lab.title, f"the threshold '{name}' sets '{symbol}', which is no control", symbol, symbols)
    for discovery in lab.discoveries:
        for name in discovery.expect:
            if name not in {**lab.readouts, **lab.thresholds}:
                where = f"the discovery '{shortened(discovery.text)}' promises '{name}', which is no read-out"
                refuse(lab.title, where, name, [*lab.readouts, *lab.thresholds])


def check_states(lab):
    """Every state that the lab loads is one: its defaults, presets, discoveries, goals, move, and how it opens."""
    for row in lab.described:
        lab.checked(row.symbol, row.value)
    states = [(f"preset '{name}'", values) for name, values in lab.presets.items()]
    states += [(f"discovery '{shortened(each.text)}'", each.values) for each in lab.discoveries]
    states += [(f"goal '{shortened(each.question)}'", each.show) for each in lab.goals]
    states += [("move", lab.move), ("state that it opens in", lab.opens)]
    for which, values in states:
        try:
            lab.state(**values)
        except ModelError as error:
            raise ModelError(f"{lab.title}, in the {which}: {str(error).removeprefix(f'{lab.title}: ')}") from None


def condition(lab, goal):
    """When a Goal is reached, as an expression: a read-out goes before a helper of the same name, as `read_…`."""
    names = "|".join([*lab.readouts, *lab.thresholds])
    return re.sub(rf"\b({names})\b", r"read_\1", goal.when) if names else goal.when


def expressions_of(lab):
    """All expressions of a lab, as texts, without repeats."""
    texts = [*lab.derived.values(), *(text for word, text in lab.settings.items() if word != "protocol")]
    for first, *pieces in lab.schedules.values():
        texts += [first, *(text for piece in pieces for text in piece)]
    texts += [text for readout in lab.readouts.values() for text in (readout.start, readout.end)]
    texts += [text for threshold in lab.thresholds.values() for text in threshold.values.values()]
    texts += [when for clause in lab.sentence if not isinstance(clause, str) for when, _ in clause if when is not True]
    texts += [condition(lab, goal) for goal in lab.goals]
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))
