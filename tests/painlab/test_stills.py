"""Still frames: what a lab shows in print and without JavaScript, drawn by its own views on paper."""

import functools
import html
import math
import re
import subprocess
import sys
import threading

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from painlab.lab import load, names, still
from painlab.lab.still import program, still_html, still_of
from painlab.lab.widget import LabWidget, spec_of
from painlab.page import v8
from painlab.run import evaluate
from test_figures import READING, Tags

LIMIT = 35_000  # bytes of all pictures of a lab
OFF = 0.5 + 1e-9  # px that a line may pass beside what it leaves out

each_lab = pytest.mark.parametrize("name", names())


@functools.cache
def frame(name):
    """(widget, its still) of a lab in the state in which it opens, made once, or as the last build has kept it."""
    widget = LabWidget(load(name))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(still.STILLS, str(ROOT / "_build/stills"))
        return widget, still_html(widget)


@each_lab
def test_a_still_shows_the_question_the_pictures_the_sentence_and_the_note(name):
    widget, text = frame(name)
    shown = Tags(text)
    words = "".join(shown.words)
    for said in (widget.lab.question, widget.lab.note, widget.lab.say(widget.state, widget.run().readouts)):
        assert said in words
    assert shown.tags[0] == ("div", {"class": "painlab-still", "data-model-id": widget.model_id})
    images = [attrs for tag, attrs in shown.tags if tag == "svg" and attrs.get("class") != "painlab-scene"]
    assert images and all(image["role"] == "img" for image in images)
    labels = " ".join(image["aria-label"] for image in images)
    assert all(image["aria-label"].startswith("Still picture of the lab: ") for image in images)
    for view in widget.lab.views:
        if view["kind"] == "traces":
            assert all(panel["label"] in labels for panel in view["panels"] if "label" in panel)


@each_lab
def test_a_still_is_small_and_follows_the_theme(name):
    pictures = "".join(re.findall('<svg class="still".*?</svg>', frame(name)[1], re.S))
    assert len(pictures.encode()) <= LIMIT, (
        f"still frame of lab '{name}': {len(pictures.encode()):,} bytes, {LIMIT:,} allowed; show fewer panels, "
        "or a shorter 'window' in its traces"
    )
    assert re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\(--[a-z]+,#[0-9a-f]{6}\)", "", pictures)) == []
    assert "updating" not in pictures and "undefined" not in pictures
    assert "nan" not in re.sub(r'aria-label="[^"]*"|>[^<]*<', "", pictures).lower()


def test_a_still_is_the_same_each_time():
    widget, text = frame("gate_switch")
    assert still_html(widget) == text


def test_what_one_process_of_a_build_has_drawn_is_found_by_the_next(monkeypatch, tmp_path):
    monkeypatch.setenv(still.STILLS, str(tmp_path / "kept"))
    widget = LabWidget(load("generator"))
    first = still_html(widget)
    monkeypatch.setattr(still, "drawn", None)
    assert still_html(widget) == first
    assert len([*tmp_path.glob("kept/*")]) == 1
    with pytest.raises(TypeError):
        still_html(LabWidget(load("generator"), G=2))


SOME_ENGINES = """
import os, threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
from painlab.page import v8
for more in range(3):
    print(v8.call(f"function sum(x) {{ return x + {more}; }}", "sum", 1), flush=True)
if not (fork := os.fork()):
    print(v8.call("function product(x) { return 5 * x; }", "product", 5), flush=True)
    os._exit(0)  # as a process of multiprocessing ends, without closing what is not its own
os.waitpid(fork, 0)
"""


def test_engines_run_one_after_the_other_beside_older_threads_and_in_a_fork():
    done = subprocess.run([sys.executable, "-c", SOME_ENGINES], text=True, capture_output=True)
    assert (done.returncode, done.stdout.split()) == (0, ["1", "2", "3", "25"]), done.stderr


def test_a_still_of_a_moved_lab_shows_that_state():
    widget = LabWidget(load("gate"), fA=40)
    shown = still_html(widget)
    assert html.escape(widget.lab.say(widget.state, widget.run().readouts), quote=False) in shown
    assert shown.count("<svg") == 3 and frame("gate")[1] != shown  # a scene, the traces and a curve


@pytest.mark.parametrize("width", [640, 328])
def test_the_words_of_every_still_can_be_read_and_do_not_collide(visit, tmp_path, width):
    stills = "".join(f"<figure id={name}>{frame(name)[1]}</figure>" for name in names())
    page_file = tmp_path / "stills.html"
    page_file.write_text(
        "<!doctype html><meta charset=utf-8><style>figure{margin:0}</style>"
        f'<body style="margin:0;width:{width}px">{stills}',
        encoding="utf-8",
    )
    page = visit(page_file.as_uri(), width=width, height=600)
    assert page.evaluate(READING.replace(".painlab-figure svg", ".painlab-still svg"), width) == []


def heights_of_spikes(**values):
    """How far up the C fiber each of its spikes is drawn, in pixels."""
    lab = load("c_fiber")
    fiber = still_of(spec_of(lab), lab.state(**values), "still")["pictures"][0]
    (spikes,) = re.findall(r'stroke="var\(--nociceptive,#\w+\)"[^>]* d="([^"]*)"', fiber)
    heights = []
    for line in spikes.split("M")[1:]:
        steps = [float(number) for number in re.findall(r"-?\d*\.?\d+", line)]
        heights.append(-sum(steps[3::2]))
    return heights


def test_a_fiber_is_drawn_as_one_line_for_each_spike_and_a_full_block_stops_it():
    lab = load("c_fiber")
    (free,) = heights_of_spikes()
    (stopped,) = heights_of_spikes(rho=0.05)
    scope = lab.scope(lab.state(rho=0.05))
    length = evaluate(lab.model, "length", scope)
    assert scope["zone_from"] / length - 0.03 < stopped / free < scope["zone_to"] / length + 0.03


def test_a_lab_knows_its_name_while_another_thread_imports():
    made, over = load("gate"), threading.Event()

    def imports():
        while not over.is_set():
            for number in range(50):
                sys.modules[f"of_another_thread_{number}"] = math
            for number in range(50):
                del sys.modules[f"of_another_thread_{number}"]

    before = sys.getswitchinterval()
    other = threading.Thread(target=imports)
    try:
        sys.setswitchinterval(1e-6)
        other.start()
        assert {made.name for _ in range(2000)} == {"gate"}
    finally:
        over.set()
        other.join()
        sys.setswitchinterval(before)


def distance(point, begin, end):
    """From a point to the nearest one of a straight line between two others."""
    (x, y), (ax, ay), (bx, by) = point, begin, end
    squared = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared if squared else 0
    along = min(1, max(0, along))
    return math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 250)), min_size=3, max_size=80))
@example([(279.27734375, 0.0), (279.78125, 0.0), (0.0, 35.0)])  # beyond an end, and beside the line
def test_a_line_on_paper_passes_every_point_that_it_leaves_out(points):
    kept = v8.call(program(), "modules['views/paper.js'].pointsNeeded", points)
    assert (kept[0], kept[-1]) == (0, len(points) - 1) and kept == sorted(set(kept))
    for begin, end in zip(kept, kept[1:], strict=False):
        for point in points[begin : end + 1]:
            assert distance(point, points[begin], points[end]) <= OFF
