"""What is wrong with a lab, said when it is read: where, which name, and the nearest."""

import re

from ..errors import ModelError, refuse, shortened
from ..model.language import names_in, read_expression
from ..run import KINDS, LATE_KINDS, inlined
from ..run.schedule import is_finite
from ..run.settings import SETTINGS
from ..run.windows import ALONG
from ..shared import readouts
from ..shared.windows import SPIKE_KINDS
from ..sources import check_source
from ..views.words import check_view, columns_of

REPORTS = tuple(name for name in vars(readouts) if name.endswith("_readouts"))


def check(lab):
    """`ModelError` where a lab cannot mean anything."""
    symbols = check_controls(lab)
    check_run(lab)
    check_expressions(lab, symbols)
    check_readouts(lab)
    check_thresholds(lab, symbols)
    check_discoveries(lab)
    check_sentence(lab)
    for view in lab.views:
        check_view(lab, view, symbols)
    check_primary(lab)
    check_prediction(lab)
    check_states(lab)


def check_controls(lab):
    """The symbols of the controls, each one that the model has or the lab's own, once, with a range that is one."""
    from .widget import LabWidget

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
        if hasattr(LabWidget, symbol):
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
        elif symbol in model.choices:
            for _, word in control.choices:
                if word not in model.choices[symbol]:
                    refuse(lab.title, f"the control '{symbol}' offers '{word}'", word, model.choices[symbol])
    return symbols


def check_range(lab, control, symbol, quantity):
    """A control goes up, in steps, and not beyond what the model calls plausible."""
    check_ends(lab, control, f"the control '{symbol}'")
    if not control.step > 0:
        raise ModelError(f"{lab.title}: the control '{symbol}' moves in steps of {control.step}; give one above 0")
    if control.log and not control.low > 0:
        raise ModelError(
            f"{lab.title}: the control '{symbol}' is logarithmic and begins at {control.low}; begin above 0"
        )
    span = quantity.range if quantity and isinstance(control.quantity, str) else None
    if span and not span[0] <= control.low < control.high <= span[1]:
        raise ModelError(
            f"{lab.title}: the control '{symbol}' goes from {control.low} to {control.high}, beyond the model's"
            f" plausible range {span}; mend one of them"
        )


def check_ends(lab, row, what):
    """`ModelError` where `low` of a row is not below its `high`."""
    if not row.low < row.high:
        raise ModelError(f"{lab.title}: {what} goes from {row.low} to {row.high}; the first must be less")


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
    if lab.guess:
        check_guess(lab, lab.guess)


def check_guess(lab, guess):
    """A guess is about a read-out, between numbers that go up, and drawn in a view that the lab has."""
    if guess.read not in lab.readouts:
        refuse(lab.title, f"the guess is about '{guess.read}', which is no read-out", guess.read, lab.readouts)
    check_ends(lab, guess, "the guess")
    if not guess.step > 0:
        raise ModelError(f"{lab.title}: the guess moves in steps of {guess.step}; give one above 0")
    kinds = {view["kind"] for view in lab.views} & {"bars", "curve"}
    if guess.view and guess.view not in kinds:
        refuse(lab.title, f"the guess is drawn in '{guess.view}', which is no bars or curve here", guess.view, kinds)
    if guess.view and not guess.at:
        raise ModelError(f"{lab.title}: the guess is drawn in '{guess.view}', and 'at' says nowhere; add at=(…,)")


def check_run(lab):
    """What a lab sets, moves and asks of a run is something that its model has."""
    model = lab.model
    settable = [quantity.symbol for quantity in model.settable]
    for symbol, value in lab.values.items():
        if symbol in model.choices and value not in model.choices[symbol]:
            refuse(lab.title, f"values: {symbol}='{value}' is no choice", value, model.choices[symbol])
        if symbol not in model.choices and symbol not in settable:
            known = [*settable, *model.choices]
            refuse(lab.title, f"values: there is no '{symbol}' to set in {model.title}", symbol, known)
        if symbol in settable and not is_finite(value):
            raise ModelError(f"{lab.title}: values: {symbol}={value!r} is no finite number; give one")
    for symbol, (_, *pieces) in lab.schedules.items():
        if symbol not in settable:
            refuse(lab.title, f"schedules: there is no '{symbol}' to move in {model.title}", symbol, settable)
        for piece in pieces:
            if len(piece) not in (3, 4):
                raise ModelError(
                    f"{lab.title}: schedules: {symbol} has the piece {piece!r}; write (from, to, value) or"
                    " (from, to, start, end)"
                )
    for word in lab.settings:
        if word not in (*SETTINGS, "protocol"):
            refuse(lab.title, f"settings: a run is not asked for '{word}'", word, (*SETTINGS, "protocol"))
    protocol = lab.settings.get("protocol")
    if protocol is not None and protocol not in model.protocols:
        refuse(lab.title, f"settings: {model.title} has no protocol '{protocol}'", protocol, model.protocols)
    if lab.report and lab.report not in REPORTS:
        refuse(lab.title, f"there is no report '{lab.report}'", lab.report, REPORTS)


def check_primary(lab):
    """The view that stands on the stage at first is one."""
    count = len([view for view in lab.views if view["kind"] != "scene"])
    if lab.primary not in range(max(1, count)):
        raise ModelError(
            f"{lab.title}: primary={lab.primary!r} is no place of a view; there are {count}, scenes aside: count from 0"
        )


def known_before(lab, symbols):
    """What an expression of the lab may read before there is a run; `symbols` are the lab's controls."""
    return {*(quantity.symbol for quantity in lab.model.settable), *symbols, *lab.derived}


def known_after(lab, symbols):
    """What an expression of the lab may read of a run that is complete, too."""
    said = [*lab.readouts, *lab.thresholds]
    return {*known_before(lab, symbols), *said, *(f"read_{name}" for name in said)}


def check_expressions(lab, symbols):
    """`ModelError` for an expression of the lab with a name that it does not have; `symbols` are its controls."""
    before = known_before(lab, symbols)
    texts = [*lab.derived.values(), *(text for word, text in lab.settings.items() if word != "protocol")]
    for first, *pieces in lab.schedules.values():
        texts += [first, *(text for piece in pieces for text in piece)]
    texts += [text for readout in lab.readouts.values() for text in (readout.start, readout.end)]
    check_names(lab, texts, before, "is no quantity, control or derived number")
    texts = [text for threshold in lab.thresholds.values() for text in threshold.values.values()]
    check_names(lab, texts, before | {*lab.thresholds}, "is no quantity, control, derived number or threshold")
    texts = [when for clause in lab.sentence if not isinstance(clause, str) for when, _ in clause if when is not True]
    texts += [condition(lab, goal) for goal in lab.goals]
    known = known_after(lab, symbols)
    check_names(lab, texts, known, "is no quantity, control, derived number or read-out")


def check_names(lab, texts, known, none):
    """`ModelError` for a name in the expressions among `texts` that is not `known`; it says that it is `none`."""
    for text in dict.fromkeys(text for text in texts if isinstance(text, str)):
        for symbol in names_in(inlined(lab.model, read_expression(lab.title, text))):
            if symbol not in known:
                refuse(lab.title, f"'{symbol}' in '{text}' {none}", symbol, known)


def check_sentence(lab):
    """Every {field} of the sentence is one, and names something that the sentence can say."""
    known = {*lab.model.choices, *known_after(lab, lab.defaults)}
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


def check_readouts(lab):
    """`ModelError` for a read-out of no known kind, or of something that the lab's run does not have."""
    for name, readout in lab.readouts.items():
        where = f"the read-out '{name}' asks for"
        if readout.kind not in (*KINDS, *LATE_KINDS, "protocol"):
            refuse(lab.title, f"{where} '{readout.kind}'", readout.kind, (*KINDS, *LATE_KINDS))
        if readout.kind in ALONG and lab.model.method != "chain":
            raise ModelError(f"{lab.title}: {where} '{readout.kind}' along {lab.model.title}, which is no fiber")
        known = read_of(lab, readout.kind)
        asked = name if readout.kind == "protocol" else readout.symbol
        if known is not None and asked not in known:
            refuse(lab.title, f"{where} {readout.kind} of '{asked}', which its run has not", asked, known)
        if readout.kind == "report" and not lab.report:
            raise ModelError(f"{lab.title}: {where} a report; name it: report='{REPORTS[0]}'")


def read_of(lab, kind):
    """The symbols that a read-out of a kind may read; None where it reads none, or what a report says."""
    if kind in (*SPIKE_KINDS, *ALONG, "report"):
        return None
    if kind == "protocol":
        phases = lab.model.protocols.get(lab.settings.get("protocol"), ())
        return [name for phase in phases for name in phase.readouts]
    return lab.model.trains if kind == "counts" else columns_of(lab)


def check_thresholds(lab, symbols):
    """`ModelError` for a threshold that sets or reads what is not there, or that no search can find."""
    for name, threshold in lab.thresholds.items():
        where = f"the threshold '{name}'"
        for symbol in (threshold.control, *threshold.values):
            if symbol not in symbols:
                refuse(lab.title, f"{where} sets '{symbol}', which is no control", symbol, symbols)
        if threshold.read not in lab.readouts:
            refuse(lab.title, f"{where} reads '{threshold.read}', which is no read-out", threshold.read, lab.readouts)
        check_ends(lab, threshold, where)
        if not threshold.within > 0:
            raise ModelError(f"{lab.title}: {where} is sought within {threshold.within}; give a number above 0")


def check_discoveries(lab):
    """`ModelError` for a discovery that promises what nobody reads out."""
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
