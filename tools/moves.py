"""What a browser takes, for `bench.py`: until a lab's first control lives, and for each move of a slider."""

import contextlib
import re
import statistics
from pathlib import Path

import live

PROBE = (Path(__file__).resolve().parent / "probe.js").read_text(encoding="utf8")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}  # windows, in CSS pixels
LINES = {  # name: (bits per second, ms of latency, how many times slower the processor, window)
    "desktop": (0, 0, 1, DESKTOP),
    "phone at 10 Mb/s": (10e6, 40, 4, PHONE),
    "phone at 1.6 Mb/s": (1.6e6, 150, 4, PHONE),
}
MOVES = 8  # of each slider
FEW = 4  # of each slider, where a curve follows
FIRST, COMPLETE, UPDATING = 0, 1, 3  # places in what `move_lab` finds
SLOWER = 4  # times, as a phone is


@contextlib.contextmanager
def opened(chromium, window=DESKTOP):
    """A fresh page with the probe in it."""
    context = chromium.new_context(viewport=window)
    context.add_init_script(PROBE)
    yield context.new_page()
    context.close()


def move_labs(chromium, url, slower=1):
    """What `move_lab` finds for each lab of a page, the processor being so many times slower: [(moves of the picture
    that is seen first, moves of the first curve or map, if there is one), …]."""
    print(f"Moving the labs of {url}{f', {slower} times slower' * (slower > 1)}", flush=True)
    with opened(chromium) as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(url)
        labs = page.locator(".painlab-lab")
        labs.first.wait_for()
        return [(move_lab(lab), move_curve(lab) if slower == 1 else []) for lab in labs.all()]


def move_curve(lab):
    """What `move_lab` finds with the first curve or map of a lab on its stage; nothing where there is none."""
    for buttons in (lab.get_by_role("button", name=re.compile("^Skip")), lab.locator(".painlab-levels button:visible")):
        if buttons.count():
            buttons.last.click()
    tab = lab.locator(".painlab-tabs button:visible", has_text=re.compile("^(against |map$)"))
    if not tab.count():
        return []
    tab.first.click()
    return move_lab(lab, FEW)


def move_lab(lab, count=MOVES):
    """What probe.js finds for moves of the first two sliders of a lab."""
    lab.scroll_into_view_if_needed()
    lab.page.wait_for_timeout(500)
    sliders = [slider for slider in lab.locator(".painlab-control input[type=range]").all() if slider.is_visible()][:2]
    move = "(slider, count) => window.probe.moveLab(slider, count)"
    return [times for slider in sliders for times in slider.evaluate(move, count)]


def of_moves(moves, slowed):
    """Labs of pages under the hand, as `moves_of_labs` gives them: at full speed, and slowed down."""
    for what, times, place, median, most in (
        ("page: slider → something true painted", moves, FIRST, 17, 33),
        ("page: slider → the complete picture", moves, COMPLETE, 17, 33),
        (f"the same, the processor slowed down {SLOWER} times", slowed, COMPLETE, 50, 100),
        ("page: slider → the last 'updating' of a curve or a map on the stage", moves, UPDATING, 100, 100),
    ):
        seen = place == UPDATING  # where it is a curve that is seen
        times_of = {name: [move[place] for move in both[seen]] for name, both in times.items() if both[seen]}
        slowest = max(times_of, key=lambda name: statistics.median(times_of[name]))
        within = sum(statistics.median(each) <= median and quantile(each) <= most for each in times_of.values())
        measured = (
            f"{middle(times_of[slowest])}; {high(times_of[slowest])} ms ({slowest}); {within} of {len(times_of)} within"
        )
        yield f"{what}, median; 95 of 100: the slowest lab; labs", measured, f"≤ {median}; ≤ {most} ms", ""


def waits(moves, slowed):
    """Medians of a lab: to the first true thing, to the complete picture, and to that when slowed down."""
    asked = ((moves, FIRST), (moves, COMPLETE), (slowed, COMPLETE))
    return "; ".join(middle([move[place] for move in seen]) for (seen, _), place in asked)


def middle(times):
    """The median of times, as a whole number."""
    return f"{statistics.median(times):.0f}"


def high(times):
    """The 95th percentile of times, as a whole number."""
    return f"{quantile(times):.0f}"


def quantile(times):
    """The 95th percentile of times."""
    return statistics.quantiles(times, n=20)[-1]


def move_interact(handle):
    """What probe.js finds for moves of a slider of interact."""
    return handle.evaluate("(handle, count) => window.probe.moveInteract(handle, count)", MOVES)


def first_control(chromium, base, name, line, outside):
    """(seconds from navigation to a live control, bytes of the page) over one of LINES."""
    bits, latency, slower, window = LINES[line]
    with opened(chromium, window) as page:
        wire, sizes = counted(page)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if bits:
            speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8}
            wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **speed})
        page.on("request", lambda asked: is_own(asked.url, base) or outside.add(asked.url))
        page.goto(f"{base}/{name}.html")
        page.wait_for_function("() => window.probe.live", timeout=60_000)
        known = -1
        while known < len(sizes):  # what comes later than the control belongs to the page, too
            known = len(sizes)
            page.wait_for_timeout(500)
        return page.evaluate("() => window.probe.live") / 1000, sum(sizes)


FRAMES = """() => new Promise((done) => {
  const begin = performance.now();
  let count = 0;
  const frame = () => { count += 1; performance.now() - begin > 2000 ? done(count) : requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
})"""


def frame_of_scene(chromium, url):
    """Milliseconds of the page's thread for one frame of the scene of a lab's own page, as it plays."""
    with opened(chromium) as page:
        page.goto(url)
        page.wait_for_function("() => window.probe.live", timeout=60_000)
        if (tab := page.get_by_role("button", name="drawing", exact=True)).is_visible():
            tab.click()
        page.get_by_role("button", name="Pause").wait_for()
        page.locator(".painlab-stage").scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        wire = page.context.new_cdp_session(page)
        wire.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spent():
            return {row["name"]: row["value"] for row in wire.send("Performance.getMetrics")["metrics"]}["TaskDuration"]

        before = spent()
        frames = page.evaluate(FRAMES)
        return 1000 * (spent() - before) / frames


def in_notebook(chromium, url, selector, move):
    """What `move` finds for the first `selector` of a notebook; seconds and bytes until it was there."""
    with opened(chromium) as page:
        _, sizes = counted(page)
        page.goto(url)
        page.wait_for_function(live.IDLE, timeout=60_000)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function("() => window.probe.live", timeout=60_000)
        seconds, size = page.evaluate("() => window.probe.live") / 1000, sum(sizes)
        page.wait_for_timeout(5000)  # the first run is compiled
        return move(page.locator(selector).first), seconds, size


def counted(page):
    """A channel to the browser's own tools, and the sizes of what the page loads, as they come in."""
    wire, sizes = page.context.new_cdp_session(page), []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return wire, sizes


def is_own(url, base):
    """Does an address belong to the page itself: below `base`, or data inside it?"""
    return url.startswith((base, "data:", "blob:"))
