"""Still frames: what a lab shows in print and without JavaScript."""

import functools
import html
import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from painlab.lab import load, names
from painlab.lab.widget import LabWidget
from painlab.run import evaluate
from painlab.views.drawing import joined, thinned
from painlab.views.still import LIMIT, still_html, still_svg
from test_figures import READING, Tags

each_lab = pytest.mark.parametrize("name", names())


@functools.cache
def frame(name):
    """(widget, its run, its still frame) of a lab in its default state, made once."""
    widget = LabWidget(load(name))
    run = widget.run()
    widget.run = lambda: run
    return widget, run, still_html(widget)


@each_lab
def test_a_still_shows_the_question_the_picture_the_sentence_and_the_note(name):
    widget, run, text = frame(name)
    shown = Tags(text)
    words = "".join(shown.words)
    for said in (widget.lab.question, widget.lab.note, widget.lab.say(widget.state, run.readouts)):
        assert said in words
    assert shown.tags[0] == ("div", {"class": "painlab-still", "data-model-id": widget.model_id})
    (image,) = [attrs for tag, attrs in shown.tags if tag == "svg" and attrs.get("class") != "painlab-scene"]
    assert image["role"] == "img" and image["aria-label"].startswith("Still picture of the lab: ")
    for view in widget.lab.views:
        if view["kind"] == "traces":
            assert all(panel["label"] in image["aria-label"] for panel in view["panels"])


@each_lab
def test_a_still_is_small_the_same_each_time_and_follows_the_theme(name):
    widget, run, shown = frame(name)
    first = still_svg(widget.lab, widget.state, run, f"still-{widget.model_id[:8]}")
    assert first in shown  # drawn once more
    assert len(first.encode()) <= LIMIT, (
        f"still frame of lab '{name}': {len(first.encode()):,} bytes, {LIMIT:,} allowed; show fewer panels, "
        "or a shorter 'window' in its traces"
    )
    assert re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\(--[a-z]+,#[0-9a-f]{6}\)", "", first)) == []
    assert "<image" not in first and "nan" not in re.sub(r'aria-label="[^"]*"', "", first).lower()


def test_a_still_of_a_moved_lab_shows_that_state():
    widget = LabWidget(load("gate"), fA=40)
    shown = still_html(widget)
    assert html.escape(widget.lab.say(widget.state, widget.run().readouts), quote=False) in shown
    assert shown.count("<svg") == 2 and frame("gate")[2] != shown  # a scene and a picture


@pytest.mark.parametrize("width", [640, 328])
def test_the_words_of_every_still_can_be_read_and_do_not_collide(visit, tmp_path, width):
    stills = "".join(f"<figure id={name}>{frame(name)[2]}</figure>" for name in names())
    page_file = tmp_path / "stills.html"
    page_file.write_text(
        "<!doctype html><meta charset=utf-8><style>figure{margin:0}</style>"
        f'<body style="margin:0;width:{width}px">{stills}',
        encoding="utf-8",
    )
    page = visit(page_file.as_uri(), width=width, height=600)
    assert page.evaluate(READING.replace(".painlab-figure svg", ".painlab-still svg"), width) == []


def test_a_view_without_a_still_says_where_to_draw_it():
    lab = SimpleNamespace(name="odd", views=[{"kind": "hologram"}])
    with pytest.raises(ValueError, match="lab 'odd': .* no view 'hologram'; draw it in painlab/views/"):
        still_svg(lab, {}, None, "still")


def test_a_fiber_is_drawn_as_one_line_for_each_spike_and_a_full_block_stops_it():
    lab = load("c_fiber")

    def heights(**values):
        """How far up each spike is drawn, in pixels."""
        state = lab.state(**values)
        svg = still_svg(lab, state, lab.run(**values), "still")
        lines = [a["d"] for tag, a in Tags(svg).tags if tag == "path" and "nociceptive" in a["style"]]
        fiber = [[float(y) for y in re.findall(r" ([\d.]+)(?=L|$)", line)] for line in lines[:-1]]
        return [max(line) - min(line) for line in fiber]

    (free,) = heights()
    (stopped,) = heights(rho=0.05)
    scope = lab.scope(lab.state(rho=0.05))
    length = evaluate(lab.model, "length", scope)
    assert scope["zone_from"] / length - 0.03 < stopped / free < scope["zone_to"] / length + 0.03


def test_joined_spikes_are_the_spikes_that_were_sent():
    places = np.linspace(0.5, 9.5, 10)
    sent = [[(x, start + speed * x) for x in places] for start, speed in ((0, 1.0), (3, 1.1), (9, 0.9))]
    spikes = np.array([point for line in sent for point in line])
    shuffled = np.random.default_rng(1).permutation(spikes)
    assert sorted(joined(shuffled, places, jump=1.5)) == sorted(sent)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=3000), st.integers(5, 300))
def test_a_thinned_trace_keeps_its_ends_and_its_extremes_in_order(values, columns):
    y = np.array(values)
    t = np.linspace(0, 7, len(y))
    few_t, few_y = thinned(t, y, columns)
    assert len(few_t) <= 2 * columns + 2
    assert (few_t[0], few_y[0], few_t[-1], few_y[-1]) == (t[0], y[0], t[-1], y[-1])
    assert (few_y.min(), few_y.max()) == (y.min(), y.max())
    assert np.all(np.diff(few_t) > 0)
    assert np.array_equal(few_y, y[np.searchsorted(t, few_t)])
