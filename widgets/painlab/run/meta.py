"""What a run reads of a model, as one table of plain values: the same in both languages."""


def meta_of(model):
    """The table of a model, as JSON has it: its names, trains, protocols, and how its runs are made."""
    treatments = [(q.symbol, float(q.value)) for q in model.settable if q.group == "treatment"]
    trains = {n: {k: plain(v) for k, v in vars(t).items()} for n, t in model.trains.items()}
    protocols = {
        n: [{k: plain(v) for k, v in vars(phase).items()} for phase in phases] for n, phases in model.protocols.items()
    }
    return {
        "title": model.title, "method": model.method, "time": model.time, "second": model.second,
        "dt": model.dt, "duration": model.duration,
        "states": [q.symbol for q in model.states], "starts": [q.start_text for q in model.states],
        "settable": [q.symbol for q in model.settable], "helpers": [line.name for line in model.helpers],
        "draws": [q.symbol for q in model.draws], "membrane": model.membrane, "reset": bool(model.reset),
        "resting": {q.symbol: float(q.value) for q in model.inputs}, "trains": trains, "protocols": protocols,
        "noise": {k: list(v) for k, v in model.noise.items()}, "scan": model.scan,
        "sites": list(model.sites), "longRun": model.long_run, "treatments": treatments,
        "defaults": {q.symbol: float(q.value) for q in model.settable} | next(iter(model.presets.values()), {}),
        "choices": model.choices,
        **(adaptive_meta(model) if model.method == "adaptive" else {}),
    }  # fmt: skip


def adaptive_meta(model):
    """What an adaptive run needs beside its functions."""
    cell, sizes = cell_of(model), list(model.adaptive[1])
    return {"cell": cell, "sizes": sizes, "tolerance": model.tolerance, "events": model.trains_named}


def cell_of(model):
    """(membrane or -1, place of its threshold, place of its hold or -1, whether a spike changes a state)."""
    symbols = [q.symbol for q in model.settable]
    if not model.membrane:
        return -1, 0, -1, False
    acting = bool(model.reset) or any(line.event == "spike" for line in model.events)
    hold = symbols.index(model.reset[1]) if model.reset else -1
    return [q.symbol for q in model.states].index(model.membrane), symbols.index(model.threshold), hold, acting


def plain(value):
    """A value of a train or phase as JSON has it; a text that is a number becomes one."""
    if isinstance(value, str) and is_number(value):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def is_number(text):
    """Does a text say a number?"""
    try:
        float(text)
    except ValueError:
        return False
    return True
