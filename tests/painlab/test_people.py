"""Icon arrays: whole people whose sum is right, and a picture that says the same in words, in both themes."""

import math
import random
import re

import pytest
from mounted import MOUNT
from painlab.lab import load, names
from painlab.lab.still import still_of
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules, joined_styles
from painlab.shared.hundred import whole_people

WITH_PEOPLE = [name for name in names() if any(view["kind"] == "people" for view in load(name).views)]
each_lab = pytest.mark.parametrize("name", WITH_PEOPLE)


def people_of(lab):
    return next(view for view in lab.views if view["kind"] == "people")


def shown(view, state):
    """The groups that are drawn at a state."""
    return [g for g in view["groups"] if all(state[k] == v for k, v in (g.get("only_when") or {}).items())]


def shares(view, state, readouts):
    """The share of all people in each group that is drawn."""
    of = view.get("of", 1)
    whole = readouts[of] if isinstance(of, str) else of
    return [readouts[group["read"]] / whole for group in shown(view, state)]


@pytest.mark.parametrize(
    "given, total, people",
    [
        ([0.09, 0.01, 0.54, 0.36], 100, [9, 1, 54, 36]),
        ([1 / 3, 1 / 3, 1 / 3], 100, [34, 33, 33]),
        ([0.29, 0.57, 0.14], 100, [29, 57, 14]),
        ([0.004, 0.996], 100, [0, 100]),
        ([0.333, 0.333], 100, [34, 33]),
        ([0, 0, 1], 60, [0, 0, 60]),
        ([math.nan, 0.5], 10, [0, 5]),
    ],
)
def test_the_largest_remainders_are_rounded_up(given, total, people):
    assert whole_people(given, total) == people


def test_whole_people_add_up_and_none_is_off_by_a_whole_person():
    draw = random.Random(1)
    for _ in range(300):
        cuts = sorted(draw.random() for _ in range(draw.randint(1, 5)))
        given = [b - a for a, b in zip([0, *cuts], [*cuts, 1], strict=True)]
        found = whole_people(given, 100)
        assert sum(found) == 100
        assert all(abs(n - 100 * share) < 1 for n, share in zip(found, given, strict=True))


@pytest.fixture
def mount(visit, tmp_path):
    """mount("lab", width=…, dark=…, base=0.1): a page with that lab in that state, its picture complete."""

    def shown(name, state, **how):
        lab = load(name)
        file = tmp_path / "people.html"
        theme = "dark" if how.get("dark") else "light"
        file.write_text(
            f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8"><title>People</title>'
            '<meta name="viewport" content="width=device-width">'
            f"<style>body{{margin:0;background:var(--paper);color:var(--ink)}}{joined_styles()}</style>"
            "<main><h1>People</h1><div id=here></div></main>",
            encoding="utf-8",
        )
        page = visit(file.as_uri(), **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(lab), lab.state(**state)])
        skip = page.get_by_role("button", name=re.compile("^Skip"))
        if skip.count():
            skip.click()
        tab = page.get_by_role("group", name="Pictures").get_by_role("button", name="people", exact=True)
        if tab.count():
            tab.click()
        page.wait_for_selector("ul.painlab-hidden li", state="attached")
        return page

    return shown


def listed(page):
    return page.eval_on_selector_all("ul.painlab-hidden li", "all => all.map((li) => li.textContent)")


@each_lab
def test_people_never_outnumber_those_there_are_and_the_page_says_what_python_counts(name, mount):
    lab = load(name)
    view = people_of(lab)
    states = [*lab.presets.values(), *(found.values for found in lab.discoveries)]
    for state in states:
        parts = shares(view, lab.state(**state), lab.run(**state).readouts)
        assert -1e-9 <= min(parts) and sum(parts) <= 1 + 1e-9, (
            f"{name} at {state}: the groups of people add up to {sum(parts):g} of 1; where read-outs are counts, give "
            "the view an 'of', the number that stands for all"
        )
    for state in (states[0], states[-1]):
        groups = shown(view, lab.state(**state))
        counts = whole_people(shares(view, lab.state(**state), lab.run(**state).readouts), view["total"])
        label = view.get("label", f"of {view['total']} people")
        expected = [f"{n} {label}: {g['label']}" for n, g in zip(counts, groups, strict=True)]
        assert listed(mount(name, state)) == expected


@each_lab
@pytest.mark.parametrize("dark", [False, True])
def test_people_fit_a_small_phone_and_can_be_read_in_both_themes(name, dark, mount, axe):
    page = mount(name, {}, width=320, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
    boxes = page.evaluate(
        """[...document.querySelectorAll(".painlab-plot:has(ul) text")]
           .filter((text) => text.getAttribute("visibility") === "visible")
           .map((text) => text.getBoundingClientRect())
           .map(({left, right, top, bottom}) => [left, right, top, bottom])"""
    )
    assert len(boxes) > 2 * len(shown(people_of(load(name)), load(name).defaults))
    for i, (left, right, top, bottom) in enumerate(boxes):
        assert left >= 0 and right <= 320
        for other in boxes[i + 1 :]:
            apart = right <= other[0] + 1 or other[1] <= left + 1 or bottom <= other[2] + 3 or other[3] <= top + 3
            assert apart, f"words collide: {boxes[i]} and {other}"


def test_every_person_is_drawn_once_in_the_still_frame():
    lab = load("reverse_inference")
    people = still_of(spec_of(lab), lab.state(base=0.1), "still")["pictures"][0]
    heads = re.findall(r"a([\d.]+) \1 0 1 1 [\d.]+ 0a", people)
    assert len(heads) == 100 + 4  # and one of each group beside its words
