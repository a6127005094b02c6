"""A lab in a page, as a reader meets it: its controls, its prediction, what it says, what it leaves behind."""

import re

import pytest
from mounted import LAB, MOUNT, REASON, page_for_a_lab
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules
from playwright.sync_api import expect


@pytest.fixture
def mount(visit, tmp_path):
    """A function that opens a page with the small lab; `given` are traits, `above` are pixels before it."""

    def shown(given=None, above=0, fragment="", complete=True, **how):
        page = visit(page_for_a_lab(tmp_path, above) + fragment, **how)
        page.evaluate(MOUNT, [joined_modules(), spec_of(LAB), given or {}])
        if complete:
            page.wait_for_function("model.traits.readouts.output != null")
        return page

    return shown


def settle(page, **state):
    """Wait until the page shows the read-outs of a state; returns them."""
    expected = LAB.run(**state).readouts["output"]
    page.wait_for_function("(x) => Math.abs(model.traits.readouts.output - x) < 1e-6", arg=expected)
    return expected


def message(page):
    return page.inner_text(".painlab-message")


def test_a_lab_shows_what_python_computes_and_writes_only_what_it_may(mount):
    page = mount()
    expected = settle(page)
    assert page.inner_text(".painlab-readouts b") == f"{expected:.2f}"
    assert page.inner_text(".painlab-sentence") == LAB.say(LAB.defaults, {"output": expected})
    assert set(page.evaluate("model.written")) <= {"readouts", "link"}


def test_a_slider_moved_by_keyboard_reaches_the_model_the_link_and_the_address(mount):
    page = mount()
    page.locator("input[type=range]").nth(1).focus()  # the first reads the traces
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    settle(page, fA=15)
    page.wait_for_function("location.hash.length > 1")
    link = LAB.link(LAB.state(fA=15))
    assert page.evaluate("[model.get('fA'), model.get('link'), location.hash]") == [15, link, link]


def test_python_or_another_widget_moves_the_picture(mount):
    page = mount()
    page.evaluate("model.set('gIP', 0.9)")
    settle(page, gIP=0.9)
    expect(page.get_by_role("button", name="half a gate")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("location.hash") == ""  # only a reader's own hand changes the address


@pytest.mark.parametrize("value", ["NaN", "'text'", "null", "Infinity", "[1]"])
def test_nonsense_from_outside_is_refused_and_the_old_state_stays(value, mount):
    page = mount()
    page.evaluate(f"model.set('fA', {value})")
    assert page.evaluate("model.get('fA')") == LAB.defaults["fA"]
    assert "not a number" in message(page)
    assert page.locator("canvas").first.bounding_box()["height"] > 50


def test_a_number_typed_off_the_range_is_clamped_and_nonsense_is_put_back(mount):
    page = mount()
    box = page.locator(".painlab-number").first
    box.fill("200")
    box.press("Enter")
    assert (box.input_value(), page.evaluate("model.get('fA')")) == ("80", 80)
    assert "touch goes from 0 to 80 Hz" in message(page)
    box.fill("many")
    box.press("Enter")
    assert (box.input_value(), page.evaluate("model.get('fA')")) == ("80", 80)
    box.fill("12,5")
    box.press("Enter")
    assert page.evaluate("model.get('fA')") == 12.5 and message(page) == ""


def test_a_permalink_in_the_address_opens_its_state_and_a_later_one_follows(mount):
    page = mount(fragment=LAB.link(LAB.state(fA=25, gIP=0.9)))
    settle(page, fA=25, gIP=0.9)
    assert page.locator(".painlab-control", has_text="gate strength").is_visible()  # of level 2
    page.evaluate(f"location.hash = '{LAB.link(LAB.state(fA=30))}'")
    settle(page, fA=30)


@pytest.mark.parametrize("fragment", ["#draft/1?fA=9999", "#draft/9", "#draft/1?gPI=2", "#draft/1?fA=x", "#draft/?"])
def test_a_broken_permalink_shows_a_message_and_a_picture(fragment, mount):
    page = mount(fragment=fragment)
    assert message(page)
    assert 0 <= page.evaluate("model.get('fA')") <= 80
    assert page.inner_text(".painlab-sentence")


def test_nothing_tells_the_answer_before_the_reader_has_committed(mount):
    page = mount()
    assert REASON not in page.content() and "Touch at 25 Hz" not in page.content()
    assert not page.get_by_text("Nobody feels P.").is_visible()  # a caution may tell what comes out
    page.get_by_role("button", name="Commit").click()
    assert page.inner_text(".painlab-missing") == "Choose an answer first."
    page.get_by_label("falls").check()
    page.get_by_label("sure", exact=True).check()
    page.get_by_role("button", name="Commit").click()
    assert REASON not in page.content() and "set touch 15 Hz, and look" in page.inner_text(".painlab-next")
    page.get_by_role("button", name="Do it for me").click()
    page.wait_for_selector(".painlab-answers")
    answers = page.locator(".painlab-answers li").all_inner_texts()
    assert "your answer" in answers[0] and "right" in answers[1] and REASON in answers[1]
    assert "✓" in answers[1] and "✗" in answers[0]  # not by color alone
    assert page.get_by_text("Which touch takes most of it away?").is_visible()
    assert page.get_by_text("Nobody feels P.").is_visible()
    assert "Touch at 25 Hz" not in page.content()  # no result before a hand has made it


def test_the_prediction_can_be_skipped_and_a_goal_is_told_once_it_is_reached(mount):
    page = mount()
    page.get_by_role("button", name="Skip").click()
    assert REASON not in page.content()
    assert page.evaluate("document.activeElement.className").startswith(
        "painlab-asked"
    )  # a screen reader keeps its place
    page.get_by_role("button", name="Show me: Which touch").click()
    settle(page, fA=25)
    goal = page.locator(".painlab-goal").first
    assert "Touch at 25 Hz does." in goal.inner_text() and "✓" in goal.inner_text()
    assert goal.get_by_role("link").get_attribute("href") == "#draft/1?fA=25"
    assert page.get_by_text("Reached: Which touch").count() == 1  # for a screen reader
    page.get_by_text("States worth seeing").click()
    page.get_by_role("button", name="Show me: touch 25 Hz, gate strength 0.9").click()
    page.get_by_text("Half a gate lets it through.").first.wait_for()


def test_three_states_can_be_pinned_and_the_table_shows_the_differences(mount):
    page = mount()
    outputs = []
    for fA in (1, 15, 25):
        page.evaluate(f"model.set('fA', {fA})")
        outputs.append(settle(page, fA=fA))
        page.get_by_role("button", name="Pin this state").click()
    assert page.get_by_role("button", name="Pin this state").is_disabled()
    cells = page.locator(".painlab-table tbody td").all_inner_texts()
    now = outputs[-1]
    for cell, pinned in zip(cells[1:], outputs, strict=True):
        value, gap = (float(x.replace("−", "-")) for x in re.findall(r"[−\d.]+", cell))
        assert value == pytest.approx(pinned, abs=0.005) and gap == pytest.approx(now - pinned, abs=0.011)
    page.get_by_role("button", name="Load state B").click()
    settle(page, fA=15)
    page.get_by_role("button", name="Take off state A").click()
    assert not page.get_by_role("button", name="Pin this state").is_disabled()


def test_reset_marks_what_differs_and_brings_it_back(mount):
    page = mount({"fA": 25.0})
    row = page.locator(".painlab-control").first
    assert "changed; default 1 Hz" in row.inner_text()
    page.get_by_role("button", name="Reset touch to 1 Hz").click()
    assert "changed" not in row.inner_text()
    page.get_by_role("button", name="half a gate").click()
    page.get_by_role("button", name="Reset all").click()
    settle(page)
    assert page.evaluate("model.get('link')") == LAB.link(LAB.defaults)


def test_every_control_says_what_it_means_and_where_its_number_comes_from(mount):
    page = mount()
    page.get_by_text("About the controls").click()
    controls = page.locator(".painlab-about")
    expect(controls).to_have_count(len(LAB.described))
    for row, about in zip(LAB.described, controls.all(), strict=True):
        told = about.inner_text()
        assert row.label in told
        assert row.symbol in told and row.meaning in told
        assert ("our own choice" in told) == (row.source == "ours")


def test_the_python_line_reproduces_the_state(mount):
    page = mount({"fA": 25.0})
    page.get_by_text("In Python").click()
    line = page.inner_text("pre")
    from painlab import model, schedule

    run = eval(line, {"model": model, "schedule": schedule})
    inside = (run.t >= 0.59) & (run.t < 0.89)
    assert run["P"][inside].sum() * 1e-4 == pytest.approx(settle(page, fA=25), rel=1e-3)


def test_a_screen_reader_hears_the_sentence_once_a_drag_has_ended(mount):
    page = mount()
    page.evaluate(
        """() => {
          const live = document.querySelector("[aria-live]");
          globalThis.heard = [];
          new MutationObserver(() => heard.push(live.textContent)).observe(live, {childList: true});
        }"""
    )
    page.evaluate("for (let i = 2; i <= 25; i += 1) setTimeout(() => model.set('fA', i), 15 * i)")
    page.wait_for_function("heard.length > 0")
    assert page.evaluate("heard") == [LAB.say(LAB.state(fA=25), {"output": settle(page, fA=25)})]
    assert page.locator("canvas").first.get_attribute("aria-label").endswith(page.evaluate("heard[0]"))


def test_the_traces_can_be_read_by_keyboard(mount):
    page = mount()
    page.get_by_label("Read the values at a time").focus()
    for _ in range(7):
        page.keyboard.press("PageUp")
    told = page.get_by_label("Read the values at a time").get_attribute("aria-valuetext")
    assert re.fullmatch(r"at 0\.7 s: touch 1 Hz, noxious input 22 Hz", told)


def test_a_lab_out_of_view_computes_when_it_comes_into_view(mount):
    page = mount(above=5000, complete=False)
    page.wait_for_timeout(400)
    assert page.evaluate("model.traits.readouts") == {}
    page.locator(".painlab-lab").scroll_into_view_if_needed()
    settle(page)


def test_the_curve_is_computed_by_a_worker_made_of_the_joined_text(mount):
    page = mount()
    page.wait_for_selector("text:visible:text('updating')", state="detached")
    values = page.evaluate(
        """async ([text, code, states]) => {
          const start = "\\nmodules['run/scheduler.js'].answerSweeps(self);";
          const classic = text.replace(/export default \\{render\\};\\s*$/, "") + start;
          const worker = new Worker(URL.createObjectURL(new Blob([classic], {type: "text/javascript"})));
          const values = [];
          await new Promise((done, fail) => {
            worker.onerror = (event) => fail(new Error(event.message));
            worker.onmessage = ({data}) => {
              for (const [i, y] of data.points) values[i] = y;
              if (data.done) done();
            };
            worker.postMessage({id: 1, code, states, read: "output"});
          });
          worker.terminate();
          return values;
        }""",
        [joined_modules(), spec_of(LAB)["code"], [LAB.state(fA=x) for x in (0, 15, 25, 40)]],
    )
    assert values == pytest.approx([LAB.run(fA=x).readouts["output"] for x in (0, 15, 25, 40)], abs=1e-8)


def test_a_lab_taken_away_leaves_nothing_behind(mount):
    page = mount()
    page.evaluate("unmount()")
    assert page.evaluate("[model.listening(), document.getElementById('here').childElementCount]") == [0, 0]
    page.evaluate("model.set('fA', 40)")
    page.wait_for_timeout(200)
    assert "readouts" not in page.evaluate("model.written.slice(model.written.lastIndexOf('fA'))")


@pytest.mark.parametrize("width, dark", [(1180, False), (320, True)])
def test_a_lab_is_accessible_fits_and_has_targets_for_fingers(width, dark, mount, axe):
    page = mount(width=width, dark=dark)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Pin this state").click()
    page.get_by_role("button", name="all 5").click()
    for summary in page.locator("summary").all():
        summary.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, label, input:not([type=radio])")]
          .filter((node) => node.offsetParent && !node.matches(".painlab-label"))
          .filter((node) => Math.min(node.offsetWidth, node.offsetHeight) < 44)
          .map((node) => node.textContent)"""
    )
    assert small == []
