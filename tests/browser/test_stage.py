"""The stage of every lab: one screen, nothing that moves under the finger, predictions and goals that tell nothing."""

import re

import pytest
from painlab import lab as lab_widget
from painlab.lab import load, names
from painlab.page.palette import DARK, LIGHT

SIZES = {  # what is seen of a page, and the room that a lab has in it
    "a laptop under its bars": (1280, 640, 880),
    "a phone under its bars": (390, 664, 350),
    "an output of JupyterLab": (1100, 620, 1060),
}
SMALLEST = {"the smallest phone": (320, 568, 280)}
WRITES = """async ([text, kind, spec, state]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const traits = {kind, spec, _esm: text, ...state};
  const model = {get: (name) => traits[name], on() {}, off() {}, set: (k, v) => { traits[k] = v; }, save_changes() {}};
  globalThis.unmount = await module.default.render({model, el: document.getElementById("here")});
}"""
# Height in px of the smallest word over the picture.
LETTERS = """() => {
  const seen = (node) => node.checkVisibility({visibilityProperty: true}) && node.textContent;
  const words = document.querySelectorAll(".painlab-stage :is(.painlab-words text, .painlab-phase)");
  return Math.min(...[...words].filter(seen).map((node) => node.getBoundingClientRect().height));
}"""
DRAWN = "() => document.querySelector('.painlab-sentence').textContent.length > 10"
# Where the parts of the stage are once the picture stands at the upper edge of the window, as far as a control allows.
PLACES = """() => {
  document.querySelector(".painlab-stage").scrollIntoView({block: "start", behavior: "instant"});
  const box = (query) => document.querySelector(query).getBoundingClientRect();
  const seen = [".painlab-picture", ".painlab-hands", ".painlab-sentence"].map(box);
  const inside = [...document.querySelectorAll(".painlab-picture > *")].filter((node) => node.checkVisibility());
  const picture = box(".painlab-picture");
  const cut = inside.map((node) => node.getBoundingClientRect().bottom - picture.bottom);
  return {
    top: Math.min(...seen.map(({top}) => top)), bottom: Math.max(...seen.map(({bottom}) => bottom)),
    picture: picture.height, cut: Math.max(0, ...cut),
    aside: document.documentElement.scrollWidth - innerWidth,
  };
}"""
# How much of the picture is seen, below a bar of the page, once the browser has brought into view what takes a hand on
# the stage and below it; and once the reader has scrolled until that stands close below the picture.
HELD = """(lab) => {
  const picture = (lab ?? document).querySelector(".painlab-picture");
  const follows = getComputedStyle(picture).position === "sticky"; // where the rest goes by below it
  const share = () => {
    const {left, right, top, bottom, height} = picture.getBoundingClientRect();
    const over = document.elementsFromPoint((left + right) / 2, 0).find((node) => node.closest(".side"));
    const edge = over?.closest(".side").getBoundingClientRect().bottom ?? 0;
    return (Math.min(innerHeight, bottom) - Math.max(edge, top)) / height;
  };
  return [...(lab ?? document).querySelectorAll(".painlab-steps button, .painlab-hands :is(button, input, select)")]
    .filter((node) => node.checkVisibility({visibilityProperty: true})).flatMap((node) => {
      node.scrollIntoView({block: "end", behavior: "instant"});
      const brought = share();
      const room = node.getBoundingClientRect().top - picture.getBoundingClientRect().bottom;
      if (follows && room > 8) scrollBy({top: room - 8, behavior: "instant"});
      return [brought, share()];
    });
}"""
# Each control of the first level is moved from end to end and back; returned is how far any of them moved on the page.
MOVED = """async (lab) => {
  const sentence = (lab ?? document).querySelector(".painlab-sentence");
  const frame = () => new Promise(requestAnimationFrame);
  const rest = () => new Promise((done) => setTimeout(done, 100));
  const complete = async () => {
    await frame();
    do await frame(); while (sentence.classList.contains("painlab-stale"));
  };
  const rows = [...(lab ?? document).querySelectorAll(".painlab-control")].filter((row) => row.checkVisibility());
  let most = 0;
  for (const row of rows) {
    const slider = row.querySelector("input[type=range]");
    if (!slider) continue;
    slider.scrollIntoView({block: "center", behavior: "instant"});
    slider.focus({preventScroll: true});
    const place = () => slider.getBoundingClientRect().top, before = slider.value;
    let from = lab ? null : place(); // in a page: once what has come near is laid out
    for (let k = 0; k < 20 && place() !== from; k += 1) [from] = [place(), await rest()];
    for (const value of [slider.max, slider.min, (Number(slider.max) + Number(slider.min)) / 2, before]) {
      slider.value = value;
      slider.dispatchEvent(new Event("input"));
      await complete();
      most = Math.max(most, Math.abs(place() - from));
    }
  }
  return most;
}"""


# What the tabs of all pictures say, also those of a later level.
TABS = "() => [...document.querySelectorAll('.painlab-tabs button')].map((tab) => tab.textContent)"
SEEN = {"places": PLACES, "held": HELD, "letters": LETTERS, "tabs": TABS}  # of a lab that nobody has moved
# A window of another size, and in it a room for the lab; ends when the picture has been drawn in it.
ROOM = """async (room) => {
  document.querySelector("#here").style.width = `${room}px`;
  for (let k = 0; k < 3; k += 1) await new Promise(requestAnimationFrame);
}"""


def write_stage(folder, name, size, zoom=100, dark=False):
    """Writes a page for a lab alone; returns its address and the lab's widget, for `start`."""
    width, _, room = (SIZES | SMALLEST)[size]
    widget = lab_widget(name)
    file = folder / f"{name}-{width}-{zoom}.html"
    colors = "".join(f"--{role}:{value};" for role, value in (DARK if dark else LIGHT).items())
    file.write_text(
        f'<!doctype html><html lang="en" style="font-size:{zoom}%"><meta charset="utf-8"><title>A lab</title><style>'
        f":root{{{colors}}}body{{margin:0;background:var(--paper);color:var(--ink)}}a{{color:inherit}}"
        f"#here{{width:{room}px;margin:0 auto}}{widget._css}</style>"
        "<main><h1>A page</h1><div id=here></div><div style='height:2000px'></div></main>",
        encoding="utf-8",
    )
    return file.as_uri(), widget


def start(page, widget):
    page.evaluate(WRITES, [widget._esm, widget.kind, widget.spec, widget.state])
    page.wait_for_function(DRAWN, timeout=60_000)


@pytest.fixture
def stage(visit, tmp_path):
    """A function that opens a page with a lab alone, in the state in which it opens."""

    def shown(name, size, dark=False, **how):
        width, height, _ = (SIZES | SMALLEST)[size]
        address, widget = write_stage(tmp_path, name, size, dark=dark)
        page = visit(address, width=width, height=height, dark=dark, **how)
        start(page, widget)
        return page

    return shown


@pytest.fixture(scope="module")
def measured(browser, tmp_path_factory):
    """measured(lab, size, zoom): where things are on a stage, and how far they move; a lab is opened once a zoom."""
    folder, known = tmp_path_factory.mktemp("stages"), {}

    def measures(name, size, zoom=100):
        if (name, size, zoom) not in known:
            sizes = SIZES if zoom == 100 else [size]
            width, height, _ = SIZES[size]
            context = browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            address, widget = write_stage(folder, name, size, zoom)
            page.goto(address)
            start(page, widget)
            for each in sizes:
                show(page, each)
                known[name, each, zoom] = {what: page.evaluate(script) for what, script in SEEN.items()}
            for each in sizes:
                show(page, each)
                known[name, each, zoom]["moved"] = page.evaluate(MOVED)
            context.close()
        return known[name, size, zoom]

    def show(page, size):
        width, height, room = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(ROOM, room)

    return measures


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", names())
def test_picture_first_controls_and_sentence_are_on_one_screen(name, size, measured):
    places = measured(name, size)["places"]
    _, height, _ = SIZES[size]
    assert places["bottom"] - places["top"] <= height, f"{name}: the stage is higher than {size}"
    assert places["cut"] <= 1, f"{name}: {places['cut']:.0f} px of the picture are cut off"
    assert places["aside"] <= 0, f"{name}: wider than {size}"
    if "phone" in size:
        assert places["picture"] <= 0.45 * height


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", names())
def test_a_control_that_comes_into_view_brings_the_whole_picture_with_it(name, size, measured):
    shares = measured(name, size)["held"]
    assert shares and min(shares) > 0.99


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", names())
def test_nothing_moves_under_the_finger(name, size, measured):
    assert measured(name, size)["moved"] == 0


@pytest.mark.parametrize("name", names())
def test_no_two_pictures_of_a_lab_have_the_same_name(name, measured):
    tabs = measured(name, "a laptop under its bars")["tabs"]
    assert len(set(tabs)) == len(tabs), tabs


# A drawing without words of its own, or one whose words fill their room already.
LARGE_ALREADY = ("conditions_explorer", "cpm_in_the_noise", "drug_pathway", "generator")


@pytest.mark.parametrize("name", names())
def test_letters_of_twice_the_size_move_nothing_cut_nothing_and_grow_in_the_picture_too(name, measured):
    large, usual = (measured(name, "a laptop under its bars", zoom) for zoom in (200, 100))
    assert large["moved"] == 0
    assert large["places"]["aside"] <= 0 and large["places"]["cut"] <= 1
    assert large["letters"] >= usual["letters"]
    if name not in LARGE_ALREADY:
        assert large["letters"] > 1.05 * usual["letters"]


WITH_PEOPLE = [name for name in names() if any(view["kind"] == "people" for view in load(name).views)]
# From the lowest word of the picture to its end, in px.
EMPTY = """() => document.querySelector(".painlab-picture").getBoundingClientRect().bottom - Math.max(
  ...[...document.querySelectorAll(".painlab-picture .painlab-words text")].filter((word) => word.checkVisibility(
    {visibilityProperty: true})).map((word) => word.getBoundingClientRect().bottom))"""


@pytest.mark.parametrize("name", WITH_PEOPLE)
def test_on_a_phone_a_picture_of_people_ends_at_its_legend(name, stage):
    page = stage(name, "a phone under its bars")
    page.wait_for_timeout(100)
    assert 0 <= page.evaluate(EMPTY) < 30


def test_on_a_phone_a_tab_stays_under_the_finger_where_the_next_picture_is_higher(stage):
    page = stage("odds_to_people", "a phone under its bars")
    page.get_by_text("Skip, just look").click()
    tabs = page.locator(".painlab-tabs button")
    tabs.nth(1).scroll_into_view_if_needed()
    place = tabs.nth(1).bounding_box()["y"]
    height = page.locator(".painlab-picture").bounding_box()["height"]
    tabs.nth(1).click()
    assert page.locator(".painlab-picture").bounding_box()["height"] > height
    assert tabs.nth(1).bounding_box()["y"] == pytest.approx(place, abs=1)


def test_on_a_phone_names_of_bell_curves_stand_outward(stage):
    page = stage("expectation_static", "a phone under its bars")
    words = page.locator(".painlab-picture .painlab-words text")
    sides = {name: words.filter(has_text=name).get_attribute("text-anchor") for name in ("expected", "input")}
    assert sides == {"expected": "end", "input": "start"}


def test_means_of_volleys_have_their_unit_and_no_decimals(stage):
    assert stage("two_pains", "a laptop under its bars").get_by_text("mean 78 → 1241 ms · 200 pairs").count()


# --- predictions and goals, without a browser -------------------------------------------------------------------------

NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")


@pytest.mark.parametrize("name", names())
def test_no_option_is_the_only_one_with_a_number(name):
    with_number = [option.text for option in load(name).options if NUMBER.search(option.text)]
    assert len(with_number) != 1, f"{name}: '{with_number[0]}' tells itself"


def numbers_of(lab, state, readouts):
    """Numbers that a reader may meet at a state, in the units in which they are told."""
    found = set(NUMBER.findall(" ".join([lab.question, *(r.label for r in lab.readouts.values())])))
    values = [v for v in [*lab.scope(state).values(), *readouts.values()] if isinstance(v, int | float) and v == v]
    for value in values:
        for scaled in (
            abs(value),
            abs(value) * 100,
            abs(1 - value) * 100,
            abs(value) / 1000,
        ):  # also shares, and s of ms
            found |= {f"{scaled:.{digits}f}" for digits in (0, 1, 2, 3)}
    return found


@pytest.mark.parametrize("name", names())
def test_the_numbers_of_a_prediction_are_those_of_the_state_that_is_seen(name):
    lab = load(name)
    opening, moved = lab.state(**lab.opens), lab.state(**{**lab.opens, **lab.move})
    readouts = lab.run(**opening).readouts | {k: lab.find(k, **opening) for k in lab.thresholds}
    known = numbers_of(lab, opening, readouts) | {f"{x:g}" for x in (lab.guess.at if lab.guess else ())}
    set_by_hand = {s: v for s, v in moved.items() if v != opening[s]}
    for value in [v for v in set_by_hand.values() if isinstance(v, int | float)]:
        known |= {f"{abs(value):g}", f"{abs(value) * 100:g}"}
    later = numbers_of(lab, moved, lab.run(**moved).readouts)
    right = next((option.text for option in lab.options if option.right), "")
    for number in NUMBER.findall(lab.prediction):
        if number in known or number in ("1", "100"):
            continue
        assert number in later and number not in right, f"{name}: the reader sees no {number} when the lab opens"
        if lab.guess and not lab.guess.view:
            answer = lab.run(**moved).readouts[lab.guess.read]
            assert abs(float(number) - answer) > lab.guess.within, f"{name}: the question gives {number} away"


@pytest.mark.parametrize("name", [name for name in names() if load(name).guess])
def test_an_answer_that_is_a_number_can_be_given_and_is_not_yet_seen(name):
    lab = load(name)
    guess, state = lab.guess, {**lab.opens, **lab.move}
    view = next((view for view in lab.views if view["kind"] == guess.view), {})
    places = [{view["sweep"]: x} for x in guess.at] if "sweep" in view else [{}]
    for place in places:
        answer = lab.run(**{**state, **place}).readouts[guess.read]
        assert guess.low <= answer <= guess.high
        assert guess.step <= guess.within
    if places == [{}]:
        assert abs(lab.run(**lab.opens).readouts[guess.read] - answer) > guess.within


@pytest.mark.parametrize("name", names())
def test_a_goal_can_be_reached_and_is_not_reached_when_the_lab_opens(name):
    lab = load(name)
    assert len(lab.goals) >= 2, f"{name} has {len(lab.goals)} goals; it needs two"
    opening = lab.run(**lab.opens).readouts
    for goal in lab.goals:
        assert not lab.reaches(goal, lab.state(**lab.opens), opening), f"{name}: '{goal.question}' is reached already"
        shown = lab.run(**goal.show).readouts
        assert lab.reaches(goal, lab.state(**goal.show), shown), f"{name}: '{goal.question}' is not shown"
        assert goal.question.endswith(".") and goal.told.endswith(".")


def test_the_amplifier_opens_with_one_lesion_one_block_and_few_controls(stage):
    page = stage("amplifier", "a laptop under its bars")
    at_hand = ".painlab-picture, .painlab-view-under, .painlab-tabs, .painlab-hands, .painlab-panel > .painlab-row-end"
    seen = page.evaluate(
        """(parts) => [...document.querySelectorAll(parts)]
          .flatMap((part) => [...part.querySelectorAll("button, input, select")])
          .filter((node) => (node.closest("label") ?? node).checkVisibility({visibilityProperty: true}))
          .map((node) => (node.closest("label") ?? node).textContent || node.type)""",
        at_hand,
    )
    assert len(seen) <= 12, seen
    assert len([text for text in seen if "nerve block" in text]) == 1
    assert len([text for text in seen if "disinhibition" in text]) == 1


def test_a_goal_that_is_reached_by_hand_is_ticked_told_and_announced(stage):
    page = stage("gate", "a laptop under its bars")
    page.get_by_role("button", name="Skip, just look").click()
    goals = page.locator(".painlab-steps .painlab-goal")
    assert "about 10 spikes" not in page.locator("#here").inner_text()
    page.locator(".painlab-control input[type=range]").first.fill("15")
    goals.nth(1).get_by_text("about 10 spikes").wait_for()
    assert "✓" in goals.nth(1).inner_text() and "○" in goals.nth(0).inner_text()
    assert goals.nth(1).get_by_role("link").get_attribute("href") == "#gate/1?fA=15"
    assert "Reached: Find a touch" in " ".join(page.locator("[aria-live=polite]").all_text_contents())


def test_a_prediction_is_drawn_by_hand_or_by_keyboard_and_stays_beside_the_answer(stage):
    page = stage("windup", "a laptop under its bars")
    slider = page.get_by_role("slider", name="the last volley")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert slider.get_attribute("aria-valuetext") == "13 spikes"
    canvas = page.locator(".painlab-picture canvas:visible").first.bounding_box()
    page.mouse.click(canvas["x"] + 0.93 * canvas["width"], canvas["y"] + 0.5 * canvas["height"])
    drawn = slider.get_attribute("aria-valuetext")
    assert drawn != "13 spikes"
    page.get_by_label("a guess", exact=True).check()
    page.get_by_role("button", name="Commit").click()
    assert "set volleys a second 0.33 Hz, and look" in page.inner_text(".painlab-next")
    page.get_by_role("button", name="Do it for me").click()
    page.get_by_text(f"You said {drawn}. The lab says 8 spikes.").wait_for()
    assert page.locator("text:visible:text-is('you')").count() == 1  # the drawn point stays in the picture


def test_each_lab_has_a_heading_one_level_below_the_text_that_it_stands_in(stage):
    page = stage("gate", "a laptop under its bars")
    assert page.get_by_role("heading", name="Lab · The gate", level=2).is_visible()


# --- what a hand, a key and a small window meet -----------------------------------------------------------------------

FOCUSED = "() => document.activeElement.closest('.painlab-lab') !== null && document.activeElement.localName"


@pytest.mark.parametrize("name", ["gate", "amplifier"])
def test_the_focus_stays_in_the_lab_when_what_was_pressed_goes_away(name, stage):
    page = stage(name, "a laptop under its bars")
    page.get_by_role("button", name="Skip, just look").press("Enter")
    assert page.evaluate(FOCUSED) == "p"
    page.locator(".painlab-steps .painlab-goal button").first.press("Enter")
    page.locator(".painlab-found:visible").first.wait_for()
    assert page.evaluate(FOCUSED) == "button"
    if name == "gate":
        page.get_by_role("button", name="Reset touch").press("Enter")
        assert page.evaluate(FOCUSED) == "input"
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Reset all").press("Enter")
    assert page.evaluate(FOCUSED) in ("input", "button")


def test_each_trial_of_a_run_is_one_step_of_the_playhead_by_keyboard(stage):
    page = stage("expectation", "a laptop under its bars")
    page.get_by_role("button", name="Skip, just look").click()
    page.get_by_role("group", name="Pictures").get_by_role("button", name="bell curves").click()
    moment = page.get_by_role("slider", name="Moment of the run")
    moment.focus()
    page.keyboard.press("Home")
    trials = len(load("expectation").run().t)
    seen = []
    for _ in range(trials):
        seen.append(moment.get_attribute("aria-valuetext"))
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) == trials


# Words of the picture that reach over the edge of the window or of the picture, for each of its tabs.
CUT = """() => [...document.querySelectorAll(".painlab-picture .painlab-words text")]
  .filter((node) => node.textContent && node.checkVisibility({visibilityProperty: true})).filter((node) => {
    const {left, right, top, bottom} = node.getBoundingClientRect();
    const picture = document.querySelector(".painlab-picture").getBoundingClientRect();
    return left < 0 || right > innerWidth || top < picture.top - 1 || bottom > picture.bottom + 1;
  }).map((node) => node.textContent)"""


def show_all_of_it(page):
    """No prediction, every control."""
    skip = page.get_by_role("button", name="Skip, just look")
    if skip.count():
        skip.click()
    levels = page.get_by_role("group", name="How many controls").locator("button:visible")
    if levels.count():
        levels.last.click()


@pytest.mark.parametrize("name", names())
def test_no_word_of_a_picture_is_cut_on_the_smallest_phone(name, stage):
    page = stage(name, "the smallest phone")
    show_all_of_it(page)
    tabs = page.get_by_role("group", name="Pictures").locator("button:visible")
    for tab in range(tabs.count() or 1):
        if tabs.count():
            tabs.nth(tab).click()
            page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        assert page.evaluate(CUT) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_every_lab_is_accessible_in_the_dark_with_all_of_it_open(name, stage, axe):
    page = stage(name, "a laptop under its bars", dark=True, still=True)
    show_all_of_it(page)
    for folded in page.locator(".painlab-lab summary").all():
        folded.click()
    assert axe(page, each_look=True) == []
    page.get_by_role("button", name="Present").click()
    assert axe(page, each_look=True) == []
