"""The pathway view in a browser: meters and words are Python's read-outs; sites by keyboard; states by permalink."""

import dataclasses
import re

import pytest
from mounted import MOUNT, page_for_a_lab
from painlab.errors import ModelError
from painlab.lab import load
from painlab.lab.widget import spec_of
from painlab.page.join import front_file, joined_modules
from playwright.sync_api import expect

LAB = load("amplifier")
VIEW = next(view for view in LAB.views if view["kind"] == "pathway")
PHASES = {phase.name: phase for phase in LAB.model.protocols["examination"]}
MODERATE = {"fect": 13.0, "Aloss": 0.3}
PHASE = {phase["phase"]: phase for phase in VIEW["phases"]}


@pytest.fixture
def mount(visit, tmp_path):
    """A function that opens a page with a lab; `given` are traits."""

    def shown(given=None, fragment="", lab=LAB, **how):
        page = visit(page_for_a_lab(tmp_path) + fragment, **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(lab), given or {}])
        page.wait_for_function("name => model.traits.readouts[name] != null", arg=list(lab.readouts)[-1])
        return page

    return shown


def settle(page, lab=LAB, **state):
    run = lab.run(**state)
    page.wait_for_function(
        "wanted => Object.entries(wanted).every(([name, x]) => Math.abs(model.traits.readouts[name] - x) < 1e-6)",
        arg={name: float(x) for name, x in run.readouts.items()},
    )
    return run


def read_in_phases(**state):
    """{"phase symbol": number} of all that the drawing shows, each over the window of the phase's own read-out."""
    meters = [*VIEW["ways"].values(), *(meter for site in VIEW["sites"] for meter in site["meters"])]
    phases = []
    for name, phase in PHASES.items():
        window = [(kind, last) for kind, _, last in phase.readouts.values()]
        more = {f"{name} {m['show']}": (kind, m["show"], last) for kind, last in window for m in meters}
        phases.append(dataclasses.replace(phase, readouts=more))
    model = dataclasses.replace(LAB.model, protocols={"examination": tuple(phases)})
    return model.run(**LAB.request(LAB.state(**state))).readouts


def in_words(readouts, phase):
    """What the drawing says of its sites, from Python's read-outs."""
    texts = []
    for site in VIEW["sites"]:
        words = []
        for meter in site["meters"]:
            value = readouts[f"{phase} {meter['show']}"]
            number = f"{value:.{meter['digits']}f}".replace("-", "−")
            words.append(f"{meter['label']} {number} {meter['unit']}".rstrip())
        texts.append(f"{site['label']}: {', '.join(words)}.")
    return " ".join(texts)


def everyone(page):
    """Shows what belongs to all the people of the lab."""
    for name in LAB.levels[1:]:
        page.get_by_role("button", name=name, exact=True).click()


def described(page):
    return page.locator(".painlab-map").get_attribute("aria-label")


def shows(page, label):
    """Waits until the drawing shows the phase of that label."""
    page.wait_for_function(
        "begins => document.querySelector('.painlab-map').getAttribute('aria-label').startsWith(begins)",
        arg=f"Shown: {label}.",
    )


def choose(page, phase):
    page.locator(f'.painlab-phase input[value="{phase["phase"]}"]').check(force=True)
    shows(page, phase["label"])


@pytest.mark.parametrize("state", [{}, MODERATE | {"bn": 1.0}, {"E_GABA": -52.0, "scs": 25.0}])
def test_meters_and_words_are_what_python_reads_out(state, mount):
    page = mount(state)
    run, readouts = settle(page, **state), read_in_phases(**state)
    everyone(page)
    for phase in VIEW["phases"]:
        (name,) = PHASES[phase["phase"]].readouts
        cell = page.locator(".painlab-phase", has=page.locator(f'input[value="{phase["phase"]}"]'))
        assert cell.locator("b").text_content() == f"{run.readouts[name]:.1f}"
        choose(page, phase)
        assert described(page).endswith(in_words(readouts, phase["phase"]))


def test_a_lesion_and_a_treatment_are_put_in_place_and_taken_away_by_keyboard(mount):
    page = mount()
    settle(page)
    everyone(page)
    choose(page, PHASE["treated"])
    lesion = page.get_by_role("button", name="nerve injury, moderate").and_(page.locator(".painlab-mark"))
    lesion.focus()
    page.keyboard.press("Enter")
    settle(page, **MODERATE)
    expect(lesion).to_have_attribute("aria-pressed", "true")
    block = page.locator(".painlab-mark", has_text="nerve block")
    block.focus()
    page.keyboard.press("Space")
    run = settle(page, **MODERATE, bn=1)
    assert "In place: nerve block; nerve injury, moderate." in described(page)
    assert f"circuit output {run.readouts['resting']:.1f} of 100" in described(page)
    page.locator(".painlab-mark", has_text="nerve injury, severe").click()
    settle(page, fect=22, Aloss=0.3, bn=1)
    expect(lesion).to_have_attribute("aria-pressed", "false")
    block.click()
    page.locator(".painlab-mark", has_text="nerve injury, severe").click()
    settle(page)
    assert "Nothing is in place." in described(page)


def test_a_treatment_of_another_strength_says_so(mount):
    page = mount({"gbp": 0.1})
    settle(page, gbp=0.1)
    mark = page.locator(".painlab-mark", has_text="gabapentinoid")
    expect(mark).to_have_attribute("aria-pressed", "mixed")
    assert mark.text_content() == "gabapentinoid, 0.1 in place of 0.25"
    page = mount({"E_GABA": -60})
    settle(page, E_GABA=-60)
    assert page.locator(".painlab-mark", has_text="disinhibition").text_content() == (
        "disinhibition, −60 mV in place of −52 mV"
    )


def test_the_phases_are_one_group_for_the_arrow_keys(mount):
    page = mount()
    settle(page)
    page.locator('.painlab-phase input[value="treated"]').focus()
    page.keyboard.press("ArrowRight")
    shows(page, "brush")


def test_a_permalink_puts_lesion_and_treatment_in_place(mount):
    page = mount(fragment=LAB.link(LAB.state(**MODERATE, bp=1)))
    settle(page, **MODERATE, bp=1)
    assert "In place: nerve injury, moderate; root block." in described(page)


RATES = """() => Object.fromEntries([...document.querySelectorAll('[data-way]')].map((way) => {
  const [motion] = way.getAnimations();
  if (!motion || getComputedStyle(way).display === "none") return [way.dataset.way, 0];
  const [from] = motion.effect.getKeyframes();
  return [way.dataset.way, 5000 / motion.effect.getTiming().duration];
}))"""


def test_impulses_travel_as_often_as_the_model_fires(mount):
    page = mount(MODERATE | {"bn": 1.0})
    settle(page, **MODERATE, bn=1)
    readouts = read_in_phases(**MODERATE, bn=1)
    choose(page, PHASE["treated"])
    page.wait_for_function("[...document.querySelectorAll('[data-way]')].some((way) => way.getAnimations().length)")
    rates = page.evaluate(RATES)
    for name, way in VIEW["ways"].items():
        expected = readouts[f"treated {way['show']}"]
        assert rates[name] * VIEW["every"] == pytest.approx(expected, rel=0.03, abs=0.02)
    assert rates["nerve"] == 0 < rates["root"]
    page.get_by_role("button", name="Stop the impulses").click()
    assert not any(page.evaluate(RATES).values())


def test_with_reduced_motion_nothing_moves_and_the_numbers_stay(mount):
    page = mount(MODERATE, still=True)
    settle(page, **MODERATE)
    choose(page, PHASE["treated"])
    page.wait_for_timeout(60)
    assert not any(page.evaluate(RATES).values())
    assert "circuit output 99.1 of 100" in described(page)
    assert not page.get_by_role("button", name=re.compile("impulses")).is_visible()


@pytest.mark.parametrize("width", [320, 390, 1180])
@pytest.mark.parametrize("dark", [False, True])
def test_the_view_is_accessible_fits_and_has_targets_for_fingers(width, dark, mount, axe):
    page = mount(MODERATE, width=width, dark=dark)
    settle(page, **MODERATE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = page.locator(".painlab-pathway :is(button, label)").evaluate_all(
        "all => all.filter((e) => e.offsetParent && (e.offsetHeight < 44 || e.offsetWidth < 44))"
        ".map((e) => e.textContent)"
    )
    assert small == []


# --- small versions: no examination, one picture --------------------------------------------------------------------

SMALL = {name: load(name) for name in ("generator", "drug_pathway")}


def view_of(lab):
    return next(view for view in lab.views if view["kind"] == "pathway")


def said_of(lab, run):
    """What the drawing says of its sites, from Python's read-outs."""
    texts = []
    for site in view_of(lab)["sites"]:
        words = [
            f"{m['label']} {run.readouts[m['show']]:.{m['digits']}f} {m['unit']}".rstrip().replace("-", "−")
            for m in site["meters"]
        ]
        texts.append(f"{site['label']}: {', '.join(words)}.")
    return " ".join(texts)


def test_a_block_of_the_root_is_put_in_place_on_the_small_way_and_nothing_passes_it(mount):
    lab = SMALL["generator"]
    page = mount(lab=lab)
    settle(page, lab)
    page.locator(".painlab-mark", has_text="block of the root").click()
    run = settle(page, lab, block=3)
    assert described(page).endswith(said_of(lab, run))
    assert "block of the root" in described(page) and "passes the nerve 3.0" in described(page)
    nerve = page.locator(".painlab-mark", has_text="block of the nerve")
    expect(nerve).to_have_attribute("aria-pressed", "false")  # one block at a time: the other is no part of it
    nerve.focus()
    page.keyboard.press("Enter")
    settle(page, lab, block=2)
    expect(page.locator(".painlab-mark", has_text="block of the root")).to_have_attribute("aria-pressed", "false")
    nerve.click()
    settle(page, lab)


def test_a_source_that_is_taken_away_is_gone_even_where_the_lab_begins_with_it(mount):
    lab = SMALL["generator"]
    page = mount(lab=lab)
    settle(page, lab)
    page.locator(".painlab-mark", has_text="neuroma").click()
    run = settle(page, lab, a2=0)
    assert described(page).endswith(said_of(lab, run))


def test_the_noise_moves_to_the_cord_and_a_drug_is_given_on_the_small_way(mount):
    lab = SMALL["drug_pathway"]
    page = mount(lab=lab)
    settle(page, lab)
    page.locator(".painlab-mark", has_text="noise in the cord").click()
    page.locator(".painlab-mark", has_text=re.compile("^gabapentinoid$")).click()
    run = settle(page, lab, place=2, drug=2)
    assert "In place: noise in the cord; gabapentinoid." in described(page)
    assert described(page).endswith(said_of(lab, run))


@pytest.mark.parametrize("width", [320, 1180])
@pytest.mark.parametrize("name", SMALL)
def test_the_small_way_is_accessible_fits_and_stands_in_the_dark(name, width, mount, axe):
    page = mount(lab=SMALL[name], width=width, dark=True)
    settle(page, SMALL[name])
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_small_way_that_shows_no_read_out_of_its_lab_is_refused():
    view = view_of(SMALL["generator"])
    wrong = view | {"ways": {"nerve": view["ways"]["nerve"] | {"show": "past_nerv"}}}
    with pytest.raises(ModelError, match="asks for 'past_nerv'.*did you mean 'past_nerve'"):
        dataclasses.replace(SMALL["generator"], views=[wrong])


@pytest.mark.parametrize("lab", [LAB, *SMALL.values()], ids=lambda lab: lab.name)
def test_each_way_of_the_view_is_a_line_of_the_drawing_and_each_mark_moves_controls(lab):
    view, drawing = view_of(lab), front_file("views/pathway.svg")
    lines = set(re.findall(r'data-way="([\w-]+)"', drawing))
    assert lines >= set(view["ways"]) and (lab is not LAB or lines == set(view["ways"]))
    marks = [m for site in view["sites"] for m in site["lesions"] + site["treatments"]]
    for mark in marks:
        lab.state(**mark["values"], **{s: v for s, v in mark.get("off", {}).items() if s not in mark["values"]})
    assert len({mark["label"] for mark in marks}) == len(marks)


def test_what_is_put_in_the_amplifier_as_a_lesion_or_a_treatment_is_one_in_its_model():
    groups = {q.symbol: q.group for q in LAB.model.settable}
    for site in VIEW["sites"]:
        for kind in ("lesions", "treatments"):
            for mark in site[kind]:
                assert {groups[symbol] for symbol in mark["values"]} == {kind[:-1]}


def test_a_place_in_the_drawing_is_touched_as_its_button_is(mount):
    page = mount()
    place = page.locator(".painlab-map .painlab-placed", has_text="nerve block")
    button = page.locator(".painlab-mark", has_text="nerve block")
    for pressed, value in (("true", 1.0), ("false", 0.0)):
        place.click()
        page.wait_for_function("value => model.traits.bn === value", arg=value)
        expect(button).to_have_attribute("aria-pressed", pressed)
        has = expect(place).to_have_class if pressed == "false" else expect(place).not_to_have_class
        has(re.compile(r"\bpainlab-empty\b"))


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_all_phases_stand_in_one_row_and_the_drawing_below_is_whole(width, mount):
    page = mount(MODERATE, width=width)
    settle(page, **MODERATE)
    everyone(page)
    cells = [page.locator(".painlab-phase").nth(i).bounding_box() for i in range(len(VIEW["phases"]))]
    assert len({round(cell["y"]) for cell in cells}) == 1
    assert page.evaluate(
        "[...document.querySelectorAll('.painlab-phase')].every((c) => c.scrollWidth <= c.clientWidth)"
    )
    assert page.evaluate(
        "(({scrollHeight, clientHeight}) => scrollHeight <= clientHeight)(document.querySelector('.painlab-pathway'))"
    )


@pytest.mark.parametrize("name", ["generator", "drug_pathway"])
def test_where_marks_alone_stand_first_the_levels_count_what_comes_on_top(name, mount):
    page = mount(lab=load(name))
    levels = page.get_by_role("group", name="How many controls").locator("button:visible")
    assert levels.all_text_contents() == ["marks only", "+ 1", "all"]
