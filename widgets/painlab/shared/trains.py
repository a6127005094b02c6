"""When the pulses and events of a run come. `run` has the table of its model, `meta`, and numbers at its values."""

from .schedule import pulses_at, train_times


def times_of(run, train, offsets):
    """Times of the events of a train, period after period, in each one for each offset, in the model's time."""
    return train_times(run.number(train["start"]), run.number(train["every"]), run.number(train["count"]), offsets)


def starts_of(run, name):
    """Start times of the events of a train, one a period: its offsets are not counted."""
    return times_of(run, run.meta["trains"][name], [0.0])


def pulses(run, given):
    """{input: course} of the trains that are pulses, but for inputs in `given`, which a run sets itself."""
    courses = {}
    for name, train in run.meta["trains"].items():
        if train["width"] is not None and name not in given:
            times = times_of(run, train, train["offsets"])
            pieces = pulses_at(times, run.number(train["width"]), run.number(train["value"]))
            courses[name] = [run.meta["resting"][name], pieces]
    return courses


def event_times(run):
    """[time, train] of all events, in order of time; trains that start together act in their order in the model."""
    events = []
    for name, train in run.meta["trains"].items():
        if train["width"] is None:
            for time in times_of(run, train, train["offsets"]):
                events.append([time, name])
    return sorted(events, key=lambda event: event[0])
