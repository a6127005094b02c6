"""The explorer: filters, people, forest and pooling, the same in both languages; a browser that anyone can work."""

import json
import math

import pytest
import traitlets
from painlab import evidence, explorer
from painlab.evidence.explorer import described, drawn, people_sentence, still_html
from painlab.page.palette import DARK, LIGHT
from painlab.shared.estimate import pooled
from painlab.shared.filters import rows_left

MOUNT = """async ([text, spec, state]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const traits = {kind: "evidence", spec, link: "", ...state};
  const model = {get: (n) => traits[n], on() {}, off() {}, set(n, v) { traits[n] = v; }, save_changes() {}};
  globalThis.traits = traits;
  globalThis.unmount = await module.default.render({model, el: document.getElementById("here")});
}"""


@pytest.fixture
def show(visit, tmp_path):
    """A function that opens a page with the explorer and returns it; `skip` passes over the prediction."""

    def made(view="pictures", skip=True, state=None, **how):
        widget = explorer(view, **(state or {}))
        colors = DARK if how.get("dark") else LIGHT
        path = tmp_path / "explorer.html"
        path.write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Explorer</title><style>'
            + "body{background:var(--paper);color:var(--ink)}"
            + widget._css
            + ":root{" + "".join(f"--{role}:{value} !important;" for role, value in colors.items())
            + "}</style><main><h1>A page</h1><div id=here></div></main>",
            encoding="utf-8",
        )  # fmt: skip
        page = visit(path.as_uri(), **how)
        page.evaluate(MOUNT, [widget._esm, widget.spec, widget.state])
        button = page.get_by_role("button", name="Skip, just look")
        if skip and button.count():
            button.click()
            page.wait_for_function("document.querySelector('canvas')?.width > 0")
        return page

    return made


def sentences(page):
    return page.locator(".painlab-sentence").all_text_contents()


# --- what is drawn ------------------------------------------------------------------------------------------------


def test_to_the_right_is_better_whatever_the_scale():
    rows = {row.source: row for row in evidence()}
    assert drawn(rows["gibson2017"]) == ("points", 1.58, 1.09, 2.08)
    assert drawn(rows["hara2022"])[1:] == pytest.approx((0.13, -0.13, 0.39))
    worse = evidence(source="mathieson2017").rows[0]
    assert drawn(worse)[1:] == (-0.5, -1.2, 0.2)
    assert drawn(evidence(source="selvanathan2021", outcome="sleep").rows[0])[1] == 0.89
    assert drawn(evidence(source="bertoch2025").rows[0]) is None


def test_every_row_has_a_name_of_its_own_within_its_measure():
    rows = described(evidence(verified=False))
    assert len({(row["name"], row["measure"]) for row in rows}) == len(rows)


def test_rows_that_would_have_the_same_label_say_in_what_they_differ():
    spec = explorer().spec
    same = ("label", "measure", "condition", "control")
    assert len({tuple(row[field] for field in same) for row in spec["rows"]}) == len(spec["rows"])
    menu = [label for label, _ in spec["controls"][0]["choices"]]
    assert len(set(menu)) == len(menu)
    assert "Capsaicin patch (strong) (2017), 12 weeks" in menu


def test_the_first_look_answers_its_own_prediction():
    widget = explorer()
    said = people_sentence(widget.spec["rows"], widget.state, "first")
    assert said.startswith("Pregabalin, 2015: of 100 people, 19 respond anyway, 13 because of it, and 68 do not reach")
    right = next(o for o in widget.spec["prediction"]["options"] if o["right"])
    assert right["text"] == "13" and "68" in right["reason"]


def test_a_wrong_name_or_value_is_refused_with_the_nearest_right_one():
    with pytest.raises(ValueError, match="no control 'conditon'; did you mean 'condition'?"):
        explorer(conditon="all")
    with pytest.raises(
        ValueError, match="condition='diabetic neuropaty' is no choice; did you mean 'diabetic neuropathy'?"
    ):
        explorer(condition="diabetic neuropaty")
    with pytest.raises(ValueError, match="no view 'tabel'; did you mean 'table'?"):
        explorer("tabel")
    for number, said in ((3, "off its range"), (999, "off its range"), ("x", "no finite"), (math.nan, "no finite")):
        with pytest.raises(ValueError, match=f"base=.* is {said}.*; give .* from 5 to 60 of 100"):
            explorer(base=number)
    with pytest.raises(traitlets.TraitError):
        explorer().certainty = "sure"


def test_without_a_script_the_pictures_are_a_forest_and_the_table_is_every_checked_row():
    text = still_html(explorer())
    assert "<svg" in text and "Pregabalin, 2015: of 100 people, 19 respond anyway" in text and len(text) < 25_000
    table = still_html(explorer("table"))
    assert table.count('scope="row"') == len(evidence())


# --- in the browser -----------------------------------------------------------------------------------------------


def test_nothing_is_drawn_and_no_reason_is_told_before_the_prediction(show):
    page = show(skip=False)
    assert not page.locator("canvas").first.is_visible()
    assert "68 do not reach" not in page.locator(".painlab-prediction").inner_text()
    page.get_by_label("13", exact=True).check()
    page.get_by_label("a guess").check()
    page.get_by_role("button", name="Commit").click()
    assert page.locator("canvas").first.is_visible()
    assert "One for about every eight treated" in page.inner_text("main")


def test_a_state_that_a_link_brings_is_shown_at_once_and_the_opening_one_after_the_prediction(show):
    page = show(skip=False, state={"condition": "peripheral neuropathic pain"})
    assert page.locator("canvas").first.is_visible()
    assert not show(skip=False).locator("canvas").first.is_visible()


@pytest.mark.parametrize("base", [5, 19, 60])
def test_the_page_says_of_100_people_what_python_says(show, base):
    widget = explorer(base=base, second="botulinum-toxin-a-finnerup2015")
    page = show(state={"base": base, "second": "botulinum-toxin-a-finnerup2015"})
    expected = [people_sentence(widget.spec["rows"], widget.state, which) for which in ("first", "second")]
    assert sentences(page)[:2] == expected


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"unverified": "show"},
        {"family": "acupuncture", "condition": "all", "control": "all"},
        {"certainty": "moderate", "condition": "all"},
        {"site": "skin", "control": "another treatment", "condition": "all"},
    ],
)
def test_the_filters_of_the_page_leave_the_rows_that_python_leaves(show, state):
    widget = explorer(**state)
    page = show(state=state)
    left = len(rows_left(widget.spec["rows"], widget.state, widget.spec["order"]))
    every = len(evidence(verified=state.get("unverified") != "show"))
    assert f"The filters leave {left} of {every} rows." in page.inner_text("main")
    page.get_by_text("The rows of the filters as a table").click()
    page.locator("tbody tr").first.wait_for()
    assert page.locator("tbody tr").count() == left


def test_unchecked_rows_are_named_hollow_and_italic(show):
    page = show(state={"unverified": "show"})
    assert "3 of them hollow because nobody has checked their numbers" in sentences(page)[2]
    page.get_by_text("The rows of the filters as a table").click()
    page.locator("tbody tr").first.wait_for()
    assert page.locator("tr.painlab-unchecked").count() == 6


def test_pooling_is_that_of_the_estimators_and_refuses_two_kinds_of_comparison(show):
    state = {"measure": "sd", "family": "acupuncture", "condition": "chronic pain, not neuropathic", "pool": "random"}
    rows = [row for row in evidence(source="vickers2012") if row.control == "placebo or sham"]
    found = pooled([-r.estimate for r in rows], [(r.high - r.low) / 3.92 for r in rows])
    words = f"Pooled: {found['estimate']:.2f} ({found['low']:.2f} to {found['high']:.2f})"
    assert words in sentences(show(state=state))[2]
    assert "These rows answer different questions" in sentences(show(state=state | {"control": "all"}))[2]


def test_a_treatment_keeps_its_ratio_or_its_difference_on_other_people(show):
    kept = show(state={"base": 38, "hold": "difference"})
    assert "38 respond anyway, 13 because of it" in sentences(kept)[0]
    moved = show(state={"base": 38, "hold": "ratio"})
    assert "38 respond anyway, 26 because of it" in sentences(moved)[0]
    widget = explorer(base=38, hold="ratio")
    assert people_sentence(widget.spec["rows"], widget.state, "first") == sentences(moved)[0]


def test_an_axis_of_numbers_to_treat_says_where_an_interval_passes_infinity(show):
    page = show(state={"condition": "peripheral neuropathic pain", "axis": "number"})
    assert "Oxcarbazepine, other people (2014): 13.0 (5.3 through ∞ to −28.7)" in page.locator(
        "canvas[aria-label^=Forest]"
    ).get_attribute("aria-label")


def test_a_filter_is_worked_by_keys_and_ends_in_the_link(show):
    page = show("table")
    box = page.get_by_role("combobox", name="kind of pain")
    box.focus()
    page.keyboard.type("diab")
    page.wait_for_function("globalThis.traits.condition === 'diabetic neuropathy'")
    assert page.locator("tbody tr").count() == len(evidence(condition="diabetic neuropathy"))
    page.wait_for_function("globalThis.traits.link.includes('condition=diabetic')")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["pictures", "table"])
def test_the_explorer_is_accessible_and_fits_a_narrow_screen(show, axe, view, dark):
    page = show(view, state={"unverified": "show"}, width=320, dark=dark, still=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert json.loads(page.evaluate("JSON.stringify(traits.unverified)")) == "show"


def test_the_forest_waits_for_the_second_level(show):
    page = show()
    forest = page.locator("canvas[aria-label^=Forest]")
    assert not forest.is_visible()
    page.get_by_role("group", name="How many controls").get_by_role("button").nth(1).click()
    assert forest.is_visible()
    assert page.get_by_role("combobox", name="kind of treatment").is_visible()
