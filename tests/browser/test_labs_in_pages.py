"""Every lab of the built pages in a real Chromium, its network cut: by mouse, touch, keys, or without a script."""

import gzip
import json
import re

import check_site
import pytest
import test_stage
from conftest import ROOT
from coursebook import contents
from painlab.lab import load, names
from playwright.sync_api import expect

LAB = "section.painlab-lab"


def pages_with_labs():
    """[(page, lab names in order)] from the sources of the table of contents."""
    pages = []
    for name in contents.pages(ROOT):
        path = ROOT / f"{name}.ipynb"
        _, code = check_site.read(path if path.exists() else path.with_suffix(".md"))
        labs = re.findall(r"^(?:\w+ = )?lab\([\"'](\w+)[\"']", code, re.M)
        if labs:
            pages.append((f"{name}.html", labs))
    return pages


PAGES = pages_with_labs()
EACH_LAB = sorted({lab: page for page, labs in sorted(PAGES, key=lambda pair: -len(pair[1])) for lab in labs}.items())
ALONE = [(lab, page) for lab, page in EACH_LAB if dict(PAGES)[page] == [lab]]


def the_lab(page, name):
    """The first lab of that name, unfolded, scrolled to, its picture complete."""
    section = page.locator(LAB, has_text=f"Lab · {load(name).title}").first
    folded = page.locator("details:not([open])", has=section).locator("> summary")
    for summary in folded.all():
        summary.click()
    section.scroll_into_view_if_needed()
    complete(page, section)
    return section


def complete(page, section):
    page.wait_for_function(
        "lab => { const s = lab.querySelector('.painlab-sentence');"
        " return s.textContent.length > 10 && !s.classList.contains('painlab-stale'); }",
        arg=section.element_handle(),
        timeout=30_000,
    )


def sentence(section):
    return section.locator(".painlab-sentence").text_content()


def skip_prediction(section):
    button = section.get_by_role("button", name=re.compile("^Skip"))
    if button.count():
        button.click()


# --- labs -----------------------------------------------------------------------------------------------------------


def shows_its_opening(section, lab):
    """Whether it says and has painted the state in which it opens."""
    assert sentence(section) == lab.say(lab.state(**lab.opens), lab.run(**lab.opens).readouts)
    is_painted(section)


def is_painted(section):
    if section.locator(".painlab-map").count():  # a drawing, which test_pathway.py holds
        assert section.locator(".painlab-map").get_attribute("aria-label").startswith("Shown:")
        return
    painted = section.locator("canvas:visible").first.evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"
    )
    assert painted > 200


@pytest.mark.parametrize("lab_page,labs", [(page, labs) for page, labs in PAGES if (labs[0], page) not in ALONE])
def test_the_labs_of_a_page_are_alive_in_a_file(visit, lab_page, labs):
    page = visit(lab_page, scheme="file")
    for name in dict.fromkeys(labs):
        section = the_lab(page, name)
        if "teaching" in lab_page:  # there, cells of Python have moved it
            is_painted(section)
        else:
            shows_its_opening(section, load(name))


@pytest.mark.parametrize("name,lab_page", EACH_LAB)
def test_a_lab_is_alive_in_a_file_and_answers_the_keyboard_in_every_control(visit, name, lab_page):
    page = visit(lab_page, scheme="file")
    section = the_lab(page, name)
    shows_its_opening(section, load(name))
    skip_prediction(section)
    levels = section.get_by_role("group", name="How many controls").locator("button:visible")
    while levels.count() and levels.last.get_attribute("aria-pressed") != "true":
        levels.last.click()
    lab = load(name)
    state = lab.state()
    sites = [site for view in lab.views for site in view.get("sites", ())]
    marks = [mark["values"] for site in sites for mark in site["lesions"] + site["treatments"]]
    marked = {symbol for values in marks if len(values) == 1 for symbol in values}  # put in place on the drawing
    moved = [row for row in lab.described if not row.choices and row.symbol not in marked]
    for row in moved:
        slider = section.get_by_role("slider", name=re.compile(f"^{re.escape(row.label)}( \\(changed.*)?$")).first
        slider.focus()
        key = "ArrowLeft" if state[row.symbol] >= row.high else "ArrowRight"
        before = slider.input_value()
        page.keyboard.press(key)
        assert slider.input_value() != before, row.symbol
    everyone = "symbols => symbols.every((symbol) => location.hash.includes(symbol + '='))"
    page.wait_for_function(everyone, arg=[row.symbol for row in moved])
    section.get_by_role("button", name="Reset all").press("Enter")
    complete(page, section)
    assert sentence(section) == lab.say(state, lab.run().readouts)


@pytest.mark.parametrize("name,lab_page", EACH_LAB)
def test_a_link_opens_its_state_on_a_touch_screen_every_promise_is_kept_and_a_broken_link_says_so(
    visit, name, lab_page
):
    lab = load(name)
    values = lab.discoveries[-1].values
    page = visit(lab_page + lab.link(lab.state(**values)), width=390, height=800, touch=True)
    section = the_lab(page, name)
    page.wait_for_function(
        "([lab, text]) => lab.querySelector('.painlab-sentence').textContent.startsWith(text)",
        arg=[section.element_handle(), lab.say(lab.state(**values), lab.run(**values).readouts)],
    )
    skip = section.get_by_role("button", name=re.compile("^Skip"))
    if skip.count():
        skip.tap()
    section.get_by_text("States worth seeing").tap()
    states = section.locator(".painlab-below .painlab-goal")
    expect(states).to_have_count(len(lab.discoveries))
    for at, discovery in enumerate(lab.discoveries):
        states.nth(at).get_by_role("button", name=re.compile("^Show me")).tap()
        state = lab.state(**discovery.values)
        page.wait_for_function("link => location.hash === link", arg=lab.link(state))
        complete(page, section)
        assert sentence(section).startswith(lab.say(state, lab.run(**discovery.values).readouts))
        states.nth(at).get_by_text(discovery.text, exact=False).first.wait_for()  # what was found is told now
    row = next(row for row in lab.described if not row.choices)
    page.goto(page.url.split("#")[0] + f"#{name}/1?{row.symbol}=1e9&nonsense=3")  # pasted into the address of the page
    page.wait_for_function("lab => lab.querySelector('.painlab-message').textContent", arg=section.element_handle())
    message = section.locator(".painlab-message").text_content()
    assert row.label in message or row.symbol in message
    assert "The link names something, which this lab does not have." in message  # no stranger's words
    assert section.locator("canvas:visible, .painlab-map").count() > 0


def test_a_lab_that_is_asked_for_the_state_in_which_it_opens_has_no_other_address(visit):
    page, lab = visit(dict(EACH_LAB)["bias_machine"]), load("bias_machine")
    section = the_lab(page, "bias_machine")
    skip_prediction(section)
    section.get_by_text("States worth seeing").click()
    state = section.locator(".painlab-below .painlab-goal").first  # the one in which it opens
    state.get_by_role("button", name=re.compile("^Show me")).click()
    state.get_by_text(lab.discoveries[0].text, exact=False).first.wait_for()
    assert page.evaluate("location.hash") in ("", lab.link(lab.state(**lab.opens)))


def test_a_mouse_moves_a_slider_and_the_picture_follows(visit):
    page = visit("book/physiology/the-gate.html")
    section = the_lab(page, "gate")
    before = sentence(section)
    slider = section.get_by_role("slider", name=re.compile("^touch")).first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    complete(page, section)
    assert sentence(section) != before
    touch = float(slider.input_value())
    assert sentence(section) == load("gate").say(load("gate").state(fA=touch), load("gate").run(fA=touch).readouts)


def test_a_number_off_the_range_is_moved_to_its_end_and_one_that_is_none_is_refused(visit):
    page = visit("book/physiology/the-gate.html")
    section = the_lab(page, "gate")
    box = section.get_by_role("textbox").first
    box.fill("5000")
    box.press("Enter")
    high = load("gate").described[0].high
    page.wait_for_function("([b, v]) => Number(b.value) === v", arg=[box.element_handle(), high])
    assert section.locator(".painlab-message").text_content()
    box.fill("much")
    box.press("Enter")
    assert float(box.input_value()) == high
    assert "much" in section.locator(".painlab-message").text_content()


def test_two_states_can_be_pinned_and_compared(visit):
    page = visit("book/physiology/the-gate.html")
    section = the_lab(page, "gate")
    skip_prediction(section)
    pin = section.get_by_role("button", name="Pin this state")
    pin.click()
    table = section.get_by_role("table")
    lab = load("gate")
    discovery = lab.discoveries[0]
    section.get_by_text("States worth seeing").click()
    section.locator(".painlab-below .painlab-goal button").first.click()
    complete(page, section)
    pin.click()
    assert table.get_by_role("columnheader").count() >= 3
    rows = table.locator("tbody tr")
    first = next(iter(lab.readouts.values()))
    name = next(iter(lab.readouts))
    now, then = (lab.run(**values).readouts[name] for values in (discovery.values, {}))
    text = rows.first.text_content()
    for value in (now, then):
        assert f"{value:.{first.digits}f}".rstrip("0").rstrip(".") in text, text
    section.get_by_role("button", name="Take off state A").click()
    section.get_by_role("button", name="Take off state B").click()
    assert not table.is_visible()


def test_a_prediction_gives_a_reason_for_every_option_and_hides_them_before(visit):
    page = visit("book/sensitization/lost-inhibition.html")
    section = the_lab(page, "chloride")
    lab = load("chloride")
    html = section.inner_html()
    for option in lab.options:
        assert option.reason not in html
    section.get_by_text(lab.options[0].text, exact=True).first.click()
    section.get_by_text("fairly sure", exact=True).click()
    section.get_by_role("button", name="Commit").click()
    assert lab.options[-1].reason not in section.text_content()  # the picture comes first
    section.get_by_role("button", name="Do it for me").click()
    section.locator(".painlab-answers").wait_for()
    text = section.text_content()
    for option in lab.options:
        assert option.reason in text


def test_standard_controls_that_are_linked_to_a_lab_work_in_the_static_page(visit):
    page = visit("book/teaching/welcome.html")
    section = the_lab(page, "gate")
    linked = page.locator(
        ".painlab-host input[type=range], .host-row input[type=range], .cell_output > * input[type=range]"
    )
    outside = [linked.nth(i) for i in range(linked.count()) if not linked.nth(i).evaluate(f"e => !!e.closest('{LAB}')")]
    assert outside, "the welcome page shows a slider of ipywidgets beside the lab"
    outside[0].scroll_into_view_if_needed()
    outside[0].focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([lab, set]) => [...lab.querySelectorAll('input[type=range]')].some(({value}) => Number(value) === set)",
        arg=[section.element_handle(), 1.15],
    )


def test_a_lab_does_not_freeze_the_page_while_it_computes(visit):
    page = visit("book/sensitization/central-sensitization.html")
    the_lab(page, "memory")
    longest = page.evaluate("""async () => {
          let longest = 0;
          const seen = new PerformanceObserver((list) => {
            for (const e of list.getEntries()) longest = Math.max(longest, e.duration);
          });
          seen.observe({entryTypes: ["longtask"]});
          const slider = document.querySelector("section.painlab-lab input[type=range]");
          for (let k = 0; k < 10; k++) {
            slider.stepUp(); slider.dispatchEvent(new Event("input", {bubbles: true}));
            await new Promise((r) => setTimeout(r, 60));
          }
          await new Promise((r) => setTimeout(r, 1500));
          return longest;
        }""")
    # Not a budget: a page that computed a whole run at once would stand still for seconds.
    assert longest < 1000


RESTS = """node => {
  const {top} = node.getBoundingClientRect(), rests = node.was === top;
  node.was = top;
  return rests;
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "link",
    [
        "physiology/the-gate.html#gate/1?gIP=0.9",
        "sensitization/central-sensitization.html#windup/1?frequency=0.33",
        "sensitization/injured-nerve.html#the-bench",
        "sensitization/injured-nerve.html#one-sentence-of-the-blog-post",
    ],
)
def test_a_link_lands_at_its_place_where_motion_is_wanted_too(visit, link, width):
    page = visit(f"book/{link}", width=width, height=800)
    page.wait_for_function("document.documentElement.dataset.widgets === 'live'")
    fragment = link.split("#")[1]
    place = page.locator(f'[data-lab="{fragment.split("/")[0]}"]' if "/" in fragment else f"#{fragment}").first
    page.wait_for_function(RESTS, arg=place.element_handle(), polling=400)
    top = place.evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= top <= 110


FRAME = """address => {
  addEventListener("message", ({data}) => { globalThis.told = data; });
  document.body.innerHTML = `<iframe src="${address}" sandbox="allow-scripts" width="380" height="900"></iframe>`;
}"""


def test_a_lab_lives_alone_in_a_frame_of_another_page_that_allows_scripts_only(visit, address):
    page = visit("404.html", width=390, height=900, strict=False)
    page.evaluate(FRAME, f"{address}/labs/chloride.html#chloride/1?E_GABA=-60")
    page.wait_for_function("globalThis.told?.painlab === 'chloride' && told.height > 600")
    frame = page.frame_locator("iframe")
    frame.locator(".painlab-sentence").filter(has_text="−60").wait_for()  # the state of the address
    frame.get_by_label("stays", exact=True).check()
    frame.get_by_label("a guess", exact=True).check()
    frame.get_by_role("button", name="Commit").click()
    frame.get_by_role("button", name="Do it for me").click()
    frame.locator(".painlab-answers").wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_present_mode_shows_the_stage_alone_keys_lead_through_its_states_and_one_comes_back(visit, width):
    page = visit("book/physiology/the-gate.html", width=width, height=720)
    section = the_lab(page, "gate")
    section.get_by_role("button", name="Present").click()
    assert not section.locator(".painlab-below").is_visible() and section.locator(".painlab-stage").is_visible()
    lab = load("gate")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    name, values = list(lab.presets.items())[1]
    section.get_by_text(f"3 of {1 + len(lab.presets) + len(lab.goals) + len(lab.discoveries)}: {name}").wait_for()
    page.wait_for_function("link => location.hash === link", arg=lab.link(lab.state(**values)))
    section.get_by_role("button", name="End").click()
    assert section.locator(".painlab-below").is_visible()
    expect(section.get_by_role("button", name="Present")).to_be_in_viewport()


PAPER = """() => [...document.querySelectorAll("[data-lab='gate'], .painlab-still svg[role=img]")]
  .filter((node) => node.checkVisibility()).map((node) => node.localName)"""


def test_on_paper_a_lab_is_in_the_state_that_it_was_left_in(visit):
    lab = load("gate")
    state = lab.state(fA=25, gIP=0.45)
    page = visit(f"book/physiology/the-gate.html{lab.link(state)}", dark=True)
    section = the_lab(page, "gate")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "section" in page.evaluate(PAPER)
    printed = section.locator(".painlab-printed")
    assert printed.inner_text().startswith("touch 25 Hz, gate strength 0.45. ")
    assert printed.inner_text().endswith(lab.link(state))
    assert not section.locator(".painlab-steps, .painlab-actions, .painlab-control").filter(visible=True).count()
    drawn = section.locator("canvas:visible").first.evaluate(
        """canvas => canvas.getBoundingClientRect().bottom
          - canvas.closest('.painlab-picture').getBoundingClientRect().bottom"""
    )
    assert drawn <= 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    section.get_by_role("button", name="Reset all").click()
    complete(page, section)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "svg" in page.evaluate(PAPER) and "section" not in page.evaluate(PAPER)  # the still, as nobody has moved it


@pytest.mark.parametrize("name", ["gate", "trial", "amplifier"])
def test_a_lab_alone_is_accessible_in_both_themes_and_shows_its_still_without_a_script(name, visit, axe):
    for dark in (False, True):
        page = visit(f"labs/{name}.html", dark=dark, still=True)
        the_lab(page, name)
        assert axe(page, each_look=True) == []
        assert page.locator(".painlab-still").count() == 0
    page = visit(f"labs/{name}.html", javascript=False, width=390)
    lab = load(name)
    assert page.locator(".painlab-still svg").first.is_visible()
    text = page.locator(".painlab-still").text_content()
    assert lab.question in text and lab.say(lab.state(**lab.opens), lab.run(**lab.opens).readouts) in text


def transferred(visit, address):
    """Bytes that come over the line when a page is opened for the first time."""
    page = visit("404.html")
    line = page.context.new_cdp_session(page)
    sizes = []
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.on("Network.loadingFinished", lambda loaded: sizes.append(loaded["encodedDataLength"]))
    page.goto(address)
    page.wait_for_function("document.documentElement.dataset.widgets === 'live'")
    page.wait_for_load_state("networkidle")
    return sum(sizes)


@pytest.mark.parametrize("name", contents.chapters(ROOT))
def test_a_chapter_with_three_labs_is_no_burden_and_each_further_one_adds_little(name, visit, address, site):
    labs = check_site.labs_in((site / f"{name}.html").read_text(encoding="utf-8"))
    assert transferred(visit, f"{address}/{name}.html") <= check_site.allowed(labs)


@pytest.mark.parametrize("name", names())
def test_a_lab_adds_little_to_a_page(name, site):
    text = re.sub(r"<head>.*?</head>", "", (site / f"labs/{name}.html").read_text(encoding="utf-8"), flags=re.S)
    state = json.loads(check_site.STATE.search(text)[1])["state"]
    (code,) = (model["state"]["spec"]["code"] for model in state.values() if model["state"].get("kind") == "lab")
    own = text + (site / f"_static/widgets/{code}.js").read_text(encoding="utf-8")  # its state, still and program
    assert len(gzip.compress(own.encode())) <= 35_000


@pytest.mark.slow
@pytest.mark.parametrize("path, labs", PAGES)
def test_hand_and_eye_meet_and_nothing_moves_in_every_lab_where_it_stands(path, labs, visit, address):
    page = visit(f"{address}/{path}", dark=True)
    for width, height in ((1280, 640), (390, 664)):
        page.set_viewport_size({"width": width, "height": height})
        for name in dict.fromkeys(labs):
            section = the_lab(page, name).element_handle()
            shares = page.evaluate(test_stage.HELD, section)
            assert shares and min(shares) > 0.99, f"{name}: {min(shares):.0%} of the picture at {width} px"
            assert page.evaluate(test_stage.MOVED, section) == 0, f"{name} at {width} px"


def test_with_a_control_of_the_explorer_in_the_hand_both_pictures_are_whole_on_a_laptop(visit):
    page = visit("book/treatment/reading-evidence.html", height=640)
    explorer = page.locator(".painlab-explorer").first
    explorer.scroll_into_view_if_needed()
    explorer.get_by_role("button", name="Skip, just look").click()
    explorer.locator(".painlab-pair canvas:visible").nth(1).wait_for()
    shares = explorer.evaluate("""(node) => {
      const shown = (selector) => [...node.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      const share = (picture) => {
        const {top, bottom, height} = picture.getBoundingClientRect();
        return (Math.min(innerHeight, bottom) - Math.max(0, top)) / height;
      };
      return shown(".painlab-control").map((row) => {
        row.querySelector("input, select").scrollIntoView({block: "end", behavior: "instant"});
        return Math.min(...shown(".painlab-pair canvas").map(share));
      });
    }""")
    assert len(shares) == 3 and min(shares) == 1
