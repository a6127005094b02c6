"""The pathway view in a browser: meters and words are Python's read-outs; sites by keyboard; states by permalink."""

import re

import pytest
from painlab.lab import load
from painlab.widget import FRONTEND, joined_modules, spec_of
from test_frontend import MOUNT, page_for_a_lab

LAB = load("amplifier")
VIEW = next(view for view in LAB.views if view["kind"] == "pathway")
PHASES = {phase.name: phase for phase in LAB.model.protocols["examination"]}
MODERATE = {"fect": 13.0, "Aloss": 0.3}


@pytest.fixture
def mount(visit, tmp_path):
    """A function that opens a page with the lab; `given` are traits."""

    def shown(given=None, fragment="", **how):
        page = visit(page_for_a_lab(tmp_path) + fragment, **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(LAB), given or {}])
        page.wait_for_function("model.traits.readouts.washout != null")
        return page

    return shown


def settle(page, **state):
    run = LAB.run(**state)
    page.wait_for_function(
        "wanted => Object.entries(wanted).every(([name, x]) => Math.abs(model.traits.readouts[name] - x) < 1e-6)",
        arg={name: float(x) for name, x in run.readouts.items()},
    )
    return run


def in_words(run, phase):
    """What the drawing says of its sites, from Python's run."""
    ((_, (kind, _, last)),) = PHASES[phase].readouts.items()
    texts = []
    for site in VIEW["sites"]:
        words = []
        for meter in site["meters"]:
            rows = run.within(phase, meter["show"], last)
            value = rows.max() if kind == "max" else rows.mean()
            number = f"{value:.{meter['digits']}f}".replace("-", "−")
            words.append(f"{meter['label']} {number} {meter['unit']}".rstrip())
        texts.append(f"{site['label']}: {', '.join(words)}.")
    return " ".join(texts)


def described(page):
    return page.locator(".painlab-map").get_attribute("aria-label")


def choose(page, phase):
    page.locator(f'.painlab-phase input[value="{phase}"]').check(force=True)
    page.wait_for_timeout(60)


@pytest.mark.parametrize("state", [{}, MODERATE | {"bn": 1.0}, {"E_GABA": -52.0, "scs": 25.0}])
def test_meters_and_words_are_what_python_reads_out(state, mount):
    page = mount(state)
    run = settle(page, **state)
    for phase in VIEW["phases"]:
        (name,) = PHASES[phase["phase"]].readouts
        cell = page.locator(".painlab-phase", has=page.locator(f'input[value="{phase["phase"]}"]'))
        assert cell.locator("b").text_content() == f"{run.readouts[name]:.1f}"
        choose(page, phase["phase"])
        assert described(page).startswith(f"Shown: {phase['label']}.")
        assert described(page).endswith(in_words(run, phase["phase"]))


def test_a_lesion_and_a_treatment_are_put_in_place_and_taken_away_by_keyboard(mount):
    page = mount()
    settle(page)
    lesion = page.get_by_role("button", name="nerve injury, moderate").and_(page.locator(".painlab-mark"))
    lesion.focus()
    page.keyboard.press("Enter")
    settle(page, **MODERATE)
    assert lesion.get_attribute("aria-pressed") == "true"
    block = page.locator(".painlab-mark", has_text="nerve block")
    block.focus()
    page.keyboard.press("Space")
    run = settle(page, **MODERATE, bn=1)
    assert "In place: nerve block; nerve injury, moderate." in described(page)
    assert f"circuit output {run.readouts['resting']:.1f} of 100" in described(page)
    page.locator(".painlab-mark", has_text="nerve injury, severe").click()
    settle(page, fect=22, Aloss=0.3, bn=1)
    assert lesion.get_attribute("aria-pressed") == "false"
    block.click()
    page.locator(".painlab-mark", has_text="nerve injury, severe").click()
    settle(page)
    assert "Nothing is in place." in described(page)


def test_a_treatment_of_another_strength_says_so(mount):
    page = mount({"gbp": 0.1})
    settle(page, gbp=0.1)
    mark = page.locator(".painlab-mark", has_text="gabapentinoid")
    assert mark.get_attribute("aria-pressed") == "mixed"
    assert mark.text_content() == "gabapentinoid, 0.1 in place of 0.25"


def test_the_phases_are_one_group_for_the_arrow_keys(mount):
    page = mount()
    settle(page)
    page.locator('.painlab-phase input[value="treated"]').focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(60)
    assert described(page).startswith("Shown: brush.")


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
    run = settle(page, **MODERATE, bn=1)
    page.wait_for_timeout(60)
    rates = page.evaluate(RATES)
    for name, way in VIEW["ways"].items():
        assert rates[name] * VIEW["every"] == pytest.approx(
            run.within("treated", way["show"], 5).mean(), rel=0.03, abs=0.02
        )
    assert rates["nerve"] == 0 < rates["root"]
    page.get_by_role("button", name="Stop the impulses").click()
    assert not any(page.evaluate(RATES).values())


def test_with_reduced_motion_nothing_moves_and_the_numbers_stay(mount):
    page = mount(MODERATE, still=True)
    settle(page, **MODERATE)
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


def test_each_way_of_the_view_is_a_line_of_the_drawing_and_each_mark_moves_controls():
    drawing = (FRONTEND / "pathway.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'data-way="([\w-]+)"', drawing)) == set(VIEW["ways"])
    marks = [m for site in VIEW["sites"] for m in site["lesions"] + site["treatments"]]
    groups = {q.symbol: q.group for q in LAB.model.settable}
    for site in VIEW["sites"]:
        for kind in ("lesions", "treatments"):
            for mark in site[kind]:
                LAB.state(**mark["values"])
                assert {groups[symbol] for symbol in mark["values"]} == {kind[:-1]}
    assert len({mark["label"] for mark in marks}) == len(marks)
