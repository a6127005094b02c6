"""Measure the book against its budgets, and the ordinary way beside it: interact and matplotlib on a kernel.

Writes bench.md, and quotes it in README.md.
"""

import contextlib
import datetime
import gzip
import json
import os
import platform
import re
import statistics
import time
from pathlib import Path

import browser
import check_site
import live
import nbformat
import serve
import simulators
from moves import (
    LINES,
    SLOWER,
    first_control,
    frame_of_scene,
    high,
    in_notebook,
    middle,
    move_interact,
    move_lab,
    move_labs,
    of_moves,
    waits,
)
from painlab.lab import load, of_model
from painlab.lab import names as labs
from painlab.lab.code import lab_code
from painlab.model import names as models
from painlab.page.join import rooms
from playwright.sync_api import sync_playwright
from sizes import of_builds, of_sizes, of_tests, temporary

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"
VISITS = 3  # of the slowest page; the others are opened once
OURS = """
from ipywidgets import Label
from painlab import lab

gate, answer = lab("gate"), Label("Python's answer")
gate.observe(lambda change: setattr(answer, "value", f"Python's answer {change.new}"), ["fA", "fC"])
display(answer, gate)
"""
ORDINARY = """
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from painlab import lab

behind = lab("gate")

@interact(gIP=FloatSlider(value=1.8, min=0, max=2.5, step=0.01))
def show(gIP):
    behind.gIP = gIP
    run = behind.run()
    figure, (above, below) = plt.subplots(2, 1, figsize=(7, 4), sharex=True)
    above.plot(run.t, run["fC"], run.t, run["fA"])
    below.plot(run.t, run["P"])
    plt.show()
"""
BEGIN, END = "<!-- begin bench.md -->", "<!-- end bench.md -->"  # around the quotation in README.md
REPORT = """# Measured against the budgets

Measured by `make bench` on {date}: {machine}, Python {python}, Chromium {chromium}
without a screen or a graphics card. A phone is this machine with its processor slowed down four times; where a
page is opened, in a window of 390 pixels. The ordinary way is `interact` with matplotlib on a local kernel in
JupyterLab, drawing the same run.

| what | measured | budget | the ordinary way |
|---|---|---|---|
{table}{labs}"""
LABS = """
Each lab in its default state: the steps of its run, how many of them are taken in a second in the browser and in
Python (with Numba, compiled before), and what a reader waits for after moving a slider of the page (in ms), at a
random moment of a frame, at last with the processor slowed down four times; where a cell's start must be found first,
the first true thing is the stimulus. Beside it, in the same minutes, the same run in an established simulator, the
quickest of three as ours: NEURON for chains and for the squid's cell, at the lab's step, and SciPy's LSODA with the
compiled right sides and a relative tolerance of 1e-6 for the rest. Both compute the same equations; NEURON does so for
a fiber by the files that the model's page offers, which take no rate from a table. The error, ours and the
simulator's, is that of the states at the end of the run, against the same run in adaptive steps at a relative
tolerance of 1e-10, as a part of what a state goes through; spikes are counted with the time of the last one.

| lab | steps | browser, a second | Python, a second | → true; complete; slowed | Python; other (ms) | error | spikes |
|---|---|---|---|---|---|---|---|
{table}"""
IN_BROWSER = """(text) => {
  const code = compile(text), request = code.request(code.state);
  const once = () => { const run = start(code, request); while (!run.advance(1000)); };
  once();
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 300) { once(); count += 1; }
  return (performance.now() - begin) / count;
}"""


def main():
    """Measure pages, JupyterLab, builds and sizes; write bench.md, quote it in README.md, and print it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.FLAGS)
        version = chromium.version
        moves, slowed = moves_of_labs(chromium), moves_of_labs(chromium, SLOWER)
        rows = [*of_moves(moves, slowed), *in_pages(chromium), *in_jupyterlab(chromium)]
        beside = [*of_labs(chromium, moves, slowed)]
        chromium.close()
    for more in (of_sizes, of_builds, of_tests):
        write(rows, beside, version)  # already here: what fails later takes nothing with it
        rows += more()
    print(write(rows, beside, version))


def write(rows, beside, chromium):
    """Write bench.md, and quote it in README.md."""
    report = REPORT.format(
        date=datetime.date.today(),
        machine=f"{os.cpu_count()} cores of {processor()}, {platform.system()}",
        python=platform.python_version(),
        chromium=chromium,
        table=lines(rows),
        labs=LABS.format(table=lines(beside)),
    )
    (ROOT / "bench.md").write_text(report, encoding="utf8")
    text = (ROOT / "README.md").read_text(encoding="utf8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    quoted = report.split("\n\n", 1)[1]
    (ROOT / "README.md").write_text(f"{before}{BEGIN}\n{quoted}{END}{after}", encoding="utf8")
    return report


def lines(rows):
    """Rows of a Markdown table; each row is a sequence of texts."""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


# Each of the following yields rows: (what, measured, budget, the ordinary way).


def in_pages(chromium):
    """The static pages."""
    with_labs = [name for name in pages_with_labs() if "/reference/" not in name and "/teaching/" not in name]
    outside, slowest, weights = set(), [], {}
    with serve.served(SITE) as base:
        for line in LINES:
            print(f"Opening pages: {line}", flush=True)
            once = {name: first_control(chromium, base, name, line, outside) for name in with_labs}
            worst = max(once, key=lambda name: once[name][0])
            again = [first_control(chromium, base, worst, line, outside) for _ in range(VISITS - 1)]
            slowest.append(f"{statistics.median(seconds for seconds, _ in [once[worst], *again]):.1f}")
            weights = {name: size for name, (_, size) in once.items()}
        scenes = {
            name: frame_of_scene(chromium, f"{base}/labs/{name}.html")
            for name in labs()
            if any(view["kind"] == "scene" for view in load(name).views)
        }
    hardest = max(scenes, key=scenes.get)
    what = f"a scene as it plays: the page's thread for one frame (the slowest of {len(scenes)}: {hardest})"
    yield what, f"{scenes[hardest]:.1f} ms", "≤ 17 ms", ""
    what = f"navigation → first live control: {' / '.join(LINES)}"
    yield what, f"{' / '.join(slowest)} s", "≤ 0.3 / ≤ 1.2 / ≤ 1.8 s", ""
    heaviest = max(weights, key=weights.get)
    one_lab = max(weight_of_labs(text_of(name)) for name in with_labs) / 1000
    allowed = check_site.allowed(check_site.labs_in(text_of(heaviest))) // 1000
    what = f"all resources of the heaviest page ({heaviest.split('/')[-1]}); what one lab adds to its text (gzip)"
    yield what, f"{weights[heaviest] / 1000:.0f}; {one_lab:.0f} kB", f"≤ {allowed}; ≤ 35 kB", ""
    yield "requests off the page's own origin", str(len(outside)), "0", ""


def of_labs(chromium, moves, slowed):
    """Each lab: steps a second in the browser and in Python, and the same run in an established simulator."""
    page = chromium.new_page()
    page.add_script_tag(content=f"{rooms()}\nObject.assign(globalThis, ...Object.values(modules));")
    for name in labs():
        print(f"Running {name} beside a simulator", flush=True)
        lab = load(name)
        run = lab.run()
        steps = sum(len(leg.segments.table) if leg.segments else leg.n for leg in run.legs) * (
            run_size(lab, run) if run.legs else 1
        ) or len(run.t)
        start = time.perf_counter()
        lab.run()
        python = time.perf_counter() - start
        text = lab_code(lab).replace("return {meta,", f"return {{state: {json.dumps(lab.state())}, meta,")
        browser_ms = page.evaluate(IN_BROWSER, text)
        comparison = simulators.beside(lab)
        times, spikes, far = "", "", ""
        if comparison:
            simulator, theirs, their_spikes, ours, our_spikes, errors = comparison
            times = f"{ours:.0f}; {simulator} {theirs:.0f}"
            spikes = "; ".join(f"{count}, {last:.2f}" if count else "0" for count, last in (our_spikes, their_spikes))
            far = "; ".join(f"{error:.0e}" for error in errors or ())
        waited = waits(moves[name], slowed[name]) if name in moves else ""
        yield name, f"{steps:,}", speed(steps, browser_ms / 1000), speed(steps, python), waited, times, far, spikes
    page.close()


def run_size(lab, run):
    """Compartments of a chain; 1 for a cell."""
    return run.size if lab.model.method == "chain" else 1


def speed(steps, seconds):
    """Steps a second in two digits."""
    return f"{float(f'{steps / seconds:.2g}'):,.0f}"


def in_jupyterlab(chromium):
    """The same lab with a kernel, and the ordinary way."""
    print("Moving the lab and the ordinary way in JupyterLab", flush=True)
    with temporary() as folder, temporary() as settings:
        for name, source in [("ours", OURS), ("ordinary", ORDINARY)]:
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip())])
            notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
            nbformat.write(notebook, folder / f"{name}.ipynb")
        with live.serving(folder, settings) as address:
            ours, _, _ = in_notebook(chromium, address.format("ours.ipynb"), ".painlab-lab", move_lab)
            ordinary, seconds, size = in_notebook(
                chromium, address.format("ordinary.ipynb"), ".noUi-handle", move_interact
            )
    ours, answers, ordinary = ([move[0] for move in ours], [move[2] for move in ours], [move[0] for move in ordinary])
    what = "JupyterLab: slider → picture, median; 95 of 100"
    yield what, f"{middle(ours)}; {high(ours)} ms", "", f"{middle(ordinary)}; {high(ordinary)} ms"
    yield "JupyterLab: slider → Python's answer on the screen, median", f"{middle(answers)} ms", "", ""
    what = "JupyterLab: opening the notebook → first live control; bytes"
    yield what, "", "", f"{seconds:.1f} s; {size / 1e6:.1f} MB"


# How it is measured.


def pages_with_labs():
    """Names of the built pages in which a lab stands."""
    names = check_site.pages(ROOT)
    return [name for name in names if check_site.labs_in(text_of(name))]


def moves_of_labs(chromium, slower=1):
    """{lab: what `move_lab` finds}, each on its model's page, the processor being so many times slower."""
    moves = {}
    with serve.served(SITE) as base:
        for name in models():
            url = f"{base}/book/reference/models/{name.replace('_', '-')}.html"
            moves |= dict(zip(of_model(name), move_labs(chromium, url, slower), strict=True))
    return {name: both for name, both in moves.items() if both[0]}


def weight_of_labs(page):
    """Gzipped bytes that a lab adds to a page; the program, which all labs share, is not among them."""
    bare = re.sub(r'<div class="painlab-still".*?</svg>', "", check_site.STATE.sub("", page), flags=re.S)
    return (packed(page) - packed(bare)) / check_site.labs_in(page)


def packed(text):
    """Size of a text in bytes, as gzip sends it at level 6."""
    return len(gzip.compress(text.encode(), 6))


def text_of(name):
    """The HTML of a built page."""
    return (SITE / f"{name}.html").read_text(encoding="utf8")


def processor():
    """The name of the processor."""
    with contextlib.suppress(OSError):
        if match := re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8")):
            return re.sub(r"\((R|TM)\)|@.*", "", match[1]).strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
